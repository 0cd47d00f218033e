package io.saddlebag.alert;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.AlertLedger;
import io.saddlebag.ledger.AlertLedger.Delivery;
import io.saddlebag.ledger.Ledger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps of the routes {@code request-alert-checks}, {@code check-alerts}, {@code alerts-to-mail} and {@code
 * alerts-to-webhook}; the alerts' edge to Camel.
 *
 * <p>Delivery guarantee: what is told is in the ledger's outbox before it is sent and until the receiver has taken it. The
 * queues carry no alerts, only the word that some are due, so a message lost there loses nothing.
 */
public final class Alerting {

    private static final Logger LOG = LoggerFactory.getLogger(Alerting.class);
    private static final int AT_ONCE = 10;
    private static final int FORGOTTEN_AT_ONCE = 1_000;
    private static final Duration KEEP_COUNTS = Duration.ofHours(24);

    private final Ledger ledger;
    private final AlertLedger alerts;
    private final AlertSettings settings;
    private final AlertCheck check;
    private final LocalCounts counts;
    private final AlertChannels channels;
    private final LedgerTrouble trouble;
    private final MeterRegistry meters;
    private final Clock clock;

    /** Steps over these parts. */
    public Alerting(
            Ledger ledger,
            AlertSettings settings,
            List<AlertSource> sources,
            LocalCounts counts,
            AlertChannels channels,
            MeterRegistry meters,
            Clock clock) {
        this.ledger = ledger;
        this.alerts = ledger.alerts();
        this.settings = settings;
        this.check = new AlertCheck(alerts, settings, sources, clock);
        this.counts = counts;
        this.channels = channels;
        this.trouble = new LedgerTrouble(channels, clock);
        this.meters = meters;
        this.clock = clock;
    }

    /** Brings this daemon's counters into the ledger. Where the ledger cannot be written, that itself is told. */
    public void note(Exchange exchange) {
        Optional<String> reason = ledger.trouble();
        if (reason.isPresent()) {
            LOG.warn("alert rules cannot be looked at: {}", reason.get());
            trouble.seen();
            return;
        }
        trouble.over();
        counts.note();
    }

    /** Looks at the rules; the body becomes the names of the channels with messages that are due. */
    public void check(Exchange exchange) {
        check.look();
        exchange.getMessage()
                .setBody(alerts.due().stream().filter(channels::has).toList());
    }

    /** Makes a channel's name the word for its route. Sets the variable {@code kind}, {@code mail} or {@code webhook}. */
    public void address(Exchange exchange) {
        String channel = exchange.getMessage().getBody(String.class);
        exchange.setVariable("kind", channels.of(channel).kind());
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage()
                .setBody(Documents.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("contract", "tick.v1")
                        .put("feed", "alerts")
                        .put("partner", channel)));
    }

    /** The body becomes the messages this turn sends; nobody else gets them meanwhile. */
    public void claim(Exchange exchange) {
        String channel = Documents.parse(exchange.getMessage().getBody(byte[].class))
                .path("partner")
                .asText();
        exchange.getMessage()
                .setBody(channels.has(channel) ? alerts.claim(channel, untilSentAgain(), AT_ONCE) : List.of());
    }

    /** It begins anew with each message. What a killed daemon was sending is sent again after it. */
    private Instant untilSentAgain() {
        return clock.instant().plus(settings.sendAgain());
    }

    /**
     * Sends one message. Sets the variable {@code claimed}, false where it waited so long for the messages before it that another
     * turn has it now, and otherwise {@code delivery} and {@code sent}.
     */
    public void send(Exchange exchange) {
        Delivery delivery = exchange.getMessage().getBody(Delivery.class);
        boolean claimed = alerts.renew(delivery, untilSentAgain());
        exchange.setVariable("claimed", claimed);
        if (!claimed) {
            return;
        }
        exchange.setVariable("delivery", delivery);
        AlertDocument message = Documents.read(delivery.document(), AlertDocument.class);
        exchange.setVariable("sent", channels.of(delivery.channel()).send(message));
    }

    /** Notes what became of the message. */
    public void settle(Exchange exchange) {
        if (!exchange.getVariable("claimed", false, Boolean.class)) {
            return;
        }
        Delivery delivery = exchange.getVariable("delivery", Delivery.class);
        AlertChannel.Sent sent = exchange.getVariable("sent", AlertChannel.Sent.class);
        meters.counter(
                        "saddlebag.alert.deliveries",
                        "channel",
                        delivery.channel(),
                        "outcome",
                        sent.taken() ? "taken" : "failed")
                .increment();
        if (sent.taken()) {
            alerts.delivered(delivery);
            return;
        }
        Duration pause = AlertDelivery.pause(delivery.attempts());
        alerts.failed(delivery, Wording.line(sent.words()), clock.instant().plus(pause));
        LOG.warn(
                "the alert {} waits for channel {}, attempt {}, next in {} s: {}",
                delivery.id(),
                delivery.channel(),
                delivery.attempts(),
                pause.toSeconds(),
                sent.words());
    }

    /** Deletes what was resolved longer ago than it is kept, and old counts. */
    public void forget(Exchange exchange) {
        ledger.alertFacts().forgetCounts(clock.instant().minus(KEEP_COUNTS));
        int forgotten;
        do {
            forgotten = alerts.forget(clock.instant().minus(settings.keep()), FORGOTTEN_AT_ONCE);
        } while (forgotten == FORGOTTEN_AT_ONCE
                && exchange.getContext().getStatus().isStarted());
    }

    /** What each channel waits for, by its name; empty where all is well. */
    public Map<String, String> failing() {
        return channels.failing(alerts.channels());
    }
}
