package io.saddlebag.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.message.Headers;
import java.util.Locale;

/**
 * A span for each call that a step of an order makes; calls of polls and probes are in the metrics only. Of a call that serves
 * several orders, the one whose step makes it has the span.
 */
final class TracedPartnerHttp implements PartnerHttp {

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final int FAILED = 400;

    private final Tracer tracer;
    private final String partner;
    private final PartnerHttp http;
    private final boolean shown;

    TracedPartnerHttp(Tracer tracer, String partner, PartnerHttp http, boolean shown) {
        this.tracer = tracer;
        this.partner = partner;
        this.http = http;
        this.shown = shown;
    }

    @Override
    public HttpResult send(HttpCall call) {
        if (!Span.current().getSpanContext().isValid()) {
            return http.send(call);
        }
        Span span = tracer.spanBuilder(call.operation())
                .setSpanKind(SpanKind.CLIENT)
                .setAttribute(Tracing.PARTNER, partner)
                .setAttribute(METHOD, call.method())
                .startSpan();
        try {
            HttpResult result =
                    http.send(shown ? call.header(Headers.TRACE, Tracing.traceparent(span.getSpanContext())) : call);
            tell(span, result);
            return result;
        } finally {
            span.end();
        }
    }

    private static void tell(Span span, HttpResult result) {
        if (result instanceof HttpResult.Answer answer) {
            span.setAttribute(STATUS, (long) answer.status());
            if (answer.status() >= FAILED) {
                span.setStatus(StatusCode.ERROR).setAttribute(Tracing.ERROR, String.valueOf(answer.status()));
            }
        } else if (result instanceof HttpResult.NoAnswer none) {
            span.setStatus(StatusCode.ERROR)
                    .setAttribute(Tracing.ERROR, none.kind().name().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void judged(Outcome<?> outcome) {
        http.judged(outcome);
    }
}
