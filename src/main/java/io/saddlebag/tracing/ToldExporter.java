package io.saddlebag.tracing;

import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once that traces are not taken, and once that they are again; counts what was sent and what is lost. */
final class ToldExporter implements SpanExporter {

    private static final Logger LOG = LoggerFactory.getLogger(ToldExporter.class);

    private final SpanExporter exporter;
    private final String where;
    private final MeterRegistry meters;
    private final AtomicBoolean failing = new AtomicBoolean();

    ToldExporter(SpanExporter exporter, String where, MeterRegistry meters) {
        this.exporter = exporter;
        this.where = where;
        this.meters = meters;
        count(0, "sent");
        count(0, "lost");
    }

    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
        int many = spans.size();
        CompletableResultCode result = exporter.export(spans);
        result.whenComplete(() -> {
            count(many, result.isSuccess() ? "sent" : "lost");
            if (result.isSuccess() && failing.compareAndSet(true, false)) {
                LOG.info("{} takes traces again", where);
            } else if (!result.isSuccess() && failing.compareAndSet(false, true)) {
                LOG.warn("{} does not take traces; they are lost until it does. Orders are not held up by it", where);
            }
        });
        return result;
    }

    private void count(int many, String outcome) {
        meters.counter("saddlebag.trace.spans", "outcome", outcome).increment(many);
    }

    @Override
    public CompletableResultCode flush() {
        return exporter.flush();
    }

    @Override
    public CompletableResultCode shutdown() {
        return exporter.shutdown();
    }
}
