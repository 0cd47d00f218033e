package io.saddlebag.operations;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Up while one thing the daemon stands on (ledger, buffer) works; the reason where it does not. */
public final class DaemonHealth extends AbstractHealthCheck {

    private final Supplier<Optional<String>> trouble;

    /** A check of the given name. */
    public DaemonHealth(String name, Supplier<Optional<String>> trouble) {
        super("saddlebag", name);
        this.trouble = trouble;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Optional<String> reason = trouble.get();
        if (reason.isEmpty()) {
            builder.up();
        } else {
            builder.detail("reason", reason.get());
            builder.message(reason.get());
            builder.down();
        }
    }
}
