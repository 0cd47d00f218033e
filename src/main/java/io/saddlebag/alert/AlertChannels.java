package io.saddlebag.alert;

import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.ledger.AlertLedger;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;

/** The configured channels. */
public final class AlertChannels implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Map<String, AlertChannel> channels = new LinkedHashMap<>();
    private final List<AutoCloseable> open = new ArrayList<>();

    private AlertChannels() {}

    /**
     * Prepares them; nothing is connected yet.
     *
     * @param http HTTP to a receiver
     */
    public static AlertChannels of(
            AlertSettings settings, CamelContext camel, Function<WebhookSettings, PartnerHttp> http, Clock clock) {
        AlertChannels all = new AlertChannels();
        settings.mail().ifPresent(mail -> {
            MailChannel channel = new MailChannel(mail, camel);
            all.open.add(channel);
            all.channels.put(channel.name(), channel);
        });
        for (WebhookSettings webhook : settings.webhooks()) {
            PartnerHttp client = http.apply(webhook);
            if (client instanceof AutoCloseable closeable) {
                all.open.add(closeable);
            }
            all.channels.put(webhook.name(), new WebhookChannel(webhook, client, LIMIT, clock));
        }
        return all;
    }

    boolean has(String name) {
        return channels.containsKey(name);
    }

    AlertChannel of(String name) {
        AlertChannel channel = channels.get(name);
        if (channel == null) {
            throw new IllegalStateException("there is no channel '" + name + "' for alerts");
        }
        return channel;
    }

    Collection<AlertChannel> all() {
        return channels.values();
    }

    /** Whether each receiver can be reached, without sending anything. */
    public List<Finding> probe() {
        return channels.values().stream().map(AlertChannel::probe).toList();
    }

    Map<String, String> failing(List<AlertLedger.Channel> waiting) {
        Map<String, String> failing = new LinkedHashMap<>();
        waiting.stream()
                .filter(channel -> has(channel.name()) && channel.failing() > 0)
                .forEach(channel -> failing.put(
                        channel.name(),
                        channel.waiting() + " waiting since " + Wording.time(channel.oldest()) + ": "
                                + channel.error()));
        return failing;
    }

    @Override
    public void close() {
        for (AutoCloseable each : open) {
            try {
                each.close();
            } catch (Exception e) { // AutoCloseable declares Exception
                throw new IllegalStateException("a channel for alerts did not close cleanly", e);
            }
        }
    }
}
