package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.DiskSpaceMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Optional;
import java.util.function.Supplier;

/** What the daemon stands on, for Prometheus: its JVM, the disk of its data, whether ledger and buffer work. */
final class MachineGauges implements AutoCloseable {

    private final Foundation base;
    private final JvmGcMetrics collections = new JvmGcMetrics();

    MachineGauges(Foundation base) {
        this.base = base;
    }

    void register() {
        new JvmMemoryMetrics().bindTo(base.meters);
        new JvmThreadMetrics().bindTo(base.meters);
        new ProcessorMetrics().bindTo(base.meters);
        new UptimeMetrics().bindTo(base.meters);
        new DiskSpaceMetrics(base.data.toFile()).bindTo(base.meters);
        collections.bindTo(base.meters);
        working("ledger", base.ledger::trouble);
        working("buffer", base.broker::trouble);
    }

    private void working(String part, Supplier<Optional<String>> trouble) {
        Gauge.builder("saddlebag.working", () -> trouble.get().isEmpty() ? 1 : 0)
                .tag("part", part)
                .description("1 while it takes what is written")
                .register(base.meters);
    }

    @Override
    public void close() {
        collections.close();
    }
}
