package io.saddlebag.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.saddlebag.message.Headers;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Clock;
import java.util.Optional;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.component.jms.MessageCreatedStrategy;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows orders through the routes, which know nothing of it: every run of a route that is about an order is a step of the
 * order's trace, and what it sends to a queue carries {@code traceparent}.
 *
 * <p>In place of Camel's own tracer (camel-opentelemetry2), whose spans hold the addresses of endpoints and the words of logs
 * and exceptions, and which makes all orders of a poll one trace and a replay another.
 */
public final class RouteTraces implements RoutePolicyFactory, InterceptStrategy, MessageCreatedStrategy {

    private static final Logger LOG = LoggerFactory.getLogger(RouteTraces.class);
    private static final String STEP = "SaddlebagTracedStep";

    private final Tracing tracing;
    private final Clock clock;

    /** Tells this tracing. */
    public RouteTraces(Tracing tracing, Clock clock) {
        this.tracing = tracing;
        this.clock = clock;
    }

    /** To be called before the routes are made. */
    public void follow(CamelContext camel) {
        camel.addRoutePolicyFactory(this);
        camel.getCamelContextExtension().addInterceptStrategy(this);
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new RoutePolicySupport() {
            @Override
            public void onExchangeBegin(Route begun, Exchange exchange) {
                if (step(exchange).isEmpty()) { // otherwise it is called by a route, whose run it is part of
                    exchange.setProperty(
                            STEP, new TracedStep(tracing, routeId, kind(begun), clock.instant(), exchange));
                }
            }

            @Override
            public void onExchangeDone(Route done, Exchange exchange) {
                step(exchange).filter(step -> step.isOf(routeId)).ifPresent(step -> step.end(exchange));
            }
        };
    }

    private static SpanKind kind(Route route) {
        String uri = route.getEndpoint().getEndpointUri();
        if (uri.startsWith("activemq")) {
            return SpanKind.CONSUMER;
        }
        return uri.startsWith("platform-http") ? SpanKind.SERVER : SpanKind.INTERNAL;
    }

    @Override
    public Processor wrapProcessorInInterceptors(
            CamelContext camel, NamedNode node, Processor target, Processor nextTarget) {
        return new DelegateAsyncProcessor(target) {
            @Override
            public boolean process(Exchange exchange, AsyncCallback callback) {
                try (Scope scope = enter(exchange)) {
                    return super.process(exchange, callback);
                }
            }
        };
    }

    /** What the thread does belongs to the exchange's step, or to none: it may have worked for another a moment ago. */
    private static Scope enter(Exchange exchange) {
        return span(exchange).map(Context.root()::with).orElse(Context.root()).makeCurrent();
    }

    @Override
    public void onMessageCreated(Message message, Session session, Exchange exchange, Throwable cause) {
        span(exchange).ifPresent(span -> {
            try {
                message.setStringProperty(Headers.TRACE, Tracing.traceparent(span.getSpanContext()));
            } catch (JMSException e) {
                LOG.debug("a message goes without its trace", e); // its order has one all the same
            }
        });
    }

    private static Optional<Span> span(Exchange exchange) {
        return step(exchange).flatMap(step -> step.span(exchange));
    }

    private static Optional<TracedStep> step(Exchange exchange) {
        return Optional.ofNullable(exchange.getProperty(STEP, TracedStep.class));
    }
}
