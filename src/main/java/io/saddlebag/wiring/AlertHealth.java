package io.saddlebag.wiring;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** Always up, because a daemon that works must not be restarted for its mail server; tells the channels that fail. */
final class AlertHealth extends AbstractHealthCheck {

    private final Supplier<Map<String, String>> failing;

    AlertHealth(Supplier<Map<String, String>> failing) {
        super("saddlebag", "alerts");
        this.failing = failing;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        Map<String, String> channels = failing.get();
        if (!channels.isEmpty()) {
            // The page shows the message only.
            builder.message(channels.entrySet().stream()
                    .map(channel -> "alert channel " + channel.getKey() + " fails, " + channel.getValue())
                    .collect(Collectors.joining("; ")));
        }
        builder.up();
    }
}
