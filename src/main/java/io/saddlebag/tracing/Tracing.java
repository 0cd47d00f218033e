package io.saddlebag.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderKey;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Sends what happens to orders to a collector of traces (OpenTelemetry, OTLP over HTTP): a span for each step, named by its
 * route, and one for each call of a partner, named by its operation. Their attributes are the order's key and names of ours;
 * never a document, an address or what an exception says.
 *
 * <p>Delivery guarantee: none. Spans wait in memory, 2,048 at most, and are lost where the collector does not take them.
 */
public final class Tracing implements AutoCloseable {

    static final AttributeKey<String> ORDER = AttributeKey.stringKey("saddlebag.order");
    static final AttributeKey<String> STORE = AttributeKey.stringKey("saddlebag.store");
    static final AttributeKey<String> SOURCE = AttributeKey.stringKey("saddlebag.source");
    static final AttributeKey<String> PARTNER = AttributeKey.stringKey("saddlebag.partner");
    static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");

    private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
    private static final int FLUSH_SECONDS = 5;

    private final OrderTraceIds ids = new OrderTraceIds();
    private final SdkTracerProvider provider;
    private final Tracer tracer;
    private final Set<String> shownTo;

    /** Opens the way to the collector; nothing is sent yet. */
    public Tracing(TracingSettings settings, MeterRegistry meters) {
        OtlpHttpSpanExporterBuilder exporter =
                OtlpHttpSpanExporter.builder().setEndpoint(settings.endpoint().toString());
        settings.token().ifPresent(token -> exporter.addHeader("Authorization", "Bearer " + token));
        this.shownTo = settings.shownTo();
        this.provider = SdkTracerProvider.builder()
                .setIdGenerator(ids)
                // By the trace id alone, also below a span of another daemon: all of an order's steps or none.
                .setSampler(Sampler.traceIdRatioBased(settings.ratio()))
                .setResource(Resource.create(Attributes.of(SERVICE, "saddlebag")))
                .addSpanProcessor(BatchSpanProcessor.builder(new ToldExporter(
                                exporter.build(), settings.endpoint().getAuthority(), meters))
                        .build())
                .build();
        this.tracer = provider.get("saddlebag");
    }

    /** The same partner, whose calls are told. */
    public PartnerHttp traced(String partner, PartnerHttp http) {
        return new TracedPartnerHttp(tracer, partner, http, shownTo.contains(partner));
    }

    /**
     * Begins a step of an order's trace.
     *
     * @param traceparent the message's; where it is of another trace, as that of a warehouse's webhook, the step refers to it
     */
    Span step(String route, SpanKind kind, OrderKey order, Instant since, String traceparent) {
        String trace = OrderTraceIds.of(order);
        SpanBuilder builder = tracer.spanBuilder(route)
                .setSpanKind(kind)
                .setStartTimestamp(since)
                .setAttribute(ORDER, order.toString())
                .setAttribute(STORE, order.store());
        Context sent = read(traceparent);
        SpanContext sender = Span.fromContext(sent).getSpanContext();
        if (sender.isValid() && sender.getTraceId().equals(trace)) {
            return builder.setParent(sent).startSpan();
        }
        if (sender.isValid()) {
            builder.addLink(sender);
        }
        return ids.within(trace, () -> builder.setNoParent().startSpan());
    }

    /** {@code 00-<trace>-<span>-<flags>} (W3C Trace Context). */
    static String traceparent(SpanContext context) {
        return "00-" + context.getTraceId() + "-" + context.getSpanId() + "-"
                + context.getTraceFlags().asHex();
    }

    private static Context read(String traceparent) {
        return traceparent.isEmpty()
                ? Context.root()
                : W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, new OneHeader());
    }

    private static final class OneHeader implements TextMapGetter<String> {

        @Override
        public Iterable<String> keys(String carrier) {
            return List.of(Headers.TRACE);
        }

        @Override
        public String get(String carrier, String key) {
            return Headers.TRACE.equals(key) ? carrier : null;
        }
    }

    @Override
    public void close() {
        provider.shutdown().join(FLUSH_SECONDS, TimeUnit.SECONDS);
    }
}
