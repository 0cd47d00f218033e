package io.saddlebag.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.Exchange;

/** One run of a route. Its span begins when the run is known to be about an order, with the time at which the run began. */
final class TracedStep {

    private final Tracing tracing;
    private final String route;
    private final SpanKind kind;
    private final Instant since;
    private final String exchange;
    private final String traceparent;
    private Optional<Span> span = Optional.empty();
    private Optional<String> order = Optional.empty();

    TracedStep(Tracing tracing, String route, SpanKind kind, Instant since, Exchange exchange) {
        this.tracing = tracing;
        this.route = route;
        this.kind = kind;
        this.since = since;
        this.exchange = exchange.getExchangeId();
        this.traceparent = exchange.getMessage().getHeader(Headers.TRACE, "", String.class);
    }

    boolean isOf(String routeId) {
        return route.equals(routeId);
    }

    /** The span, where the exchange is this run, or a part of it that is about the same order. */
    synchronized Optional<Span> span(Exchange now) {
        Optional<String> about = Optional.ofNullable(now.getMessage().getHeader(Headers.ORDER, String.class));
        boolean whole = now.getExchangeId().equals(exchange);
        if (whole && span.isEmpty()) {
            order = about;
            span = about.map(OrderKey::parse).map(key -> begin(key, now));
        }
        boolean same = about.isPresent() ? about.equals(order) : whole;
        return same ? span : Optional.empty();
    }

    private Span begin(OrderKey key, Exchange now) {
        Span begun = tracing.step(route, kind, key, since, traceparent);
        Optional.ofNullable(now.getMessage().getHeader(Headers.SOURCE, String.class))
                .ifPresent(source -> begun.setAttribute(Tracing.SOURCE, source));
        return begun;
    }

    /** The run is over. The failure it ended with is told by its kind only, since its words may quote a partner. */
    synchronized void end(Exchange done) {
        span(done); // a run that is known to be about an order by its last step only
        span.ifPresent(known -> {
            failure(done)
                    .ifPresent(failure -> known.setStatus(StatusCode.ERROR).setAttribute(Tracing.ERROR, word(failure)));
            known.end();
        });
    }

    private static String word(Throwable failure) {
        return failure instanceof DeliveryFailure delivery
                ? delivery.category().word() + "/" + delivery.code()
                : failure.getClass().getSimpleName();
    }

    private static Optional<Throwable> failure(Exchange exchange) {
        if (exchange.getException() != null) {
            return Optional.of(exchange.getException());
        }
        return exchange.getExchangeExtension().isFailureHandled()
                ? Optional.ofNullable(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class))
                : Optional.empty();
    }
}
