package io.saddlebag.journey;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.PartnerStates;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.message.Headers;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The polls' frame: ticks, durable cursors, and how fresh each feed is.
 *
 * <p>Delivery guarantee: a cursor moves only after everything before it is in the buffer, so a crash reads some of it
 * again and loses nothing.
 */
public final class Feeds {

    private static final Logger LOG = LoggerFactory.getLogger(Feeds.class);

    private static final String SKIPPED = "skipped: ";
    private static final long LOOK_MILLIS = 500;
    /** So that a window that fails is not read again at once, and not given up by the broker for many minutes. */
    private static final int LOOKS_AFTER_A_FAILURE = 10;

    private final Ledger ledger;
    private final PartnerStates partners;
    private final Clock clock;
    private final Map<String, Freshness> feeds = new ConcurrentHashMap<>();

    /** Keeps cursors in this ledger. */
    public Feeds(Ledger ledger, PartnerStates partners, Clock clock) {
        this.ledger = ledger;
        this.partners = partners;
        this.clock = clock;
    }

    /**
     * How a feed stands.
     *
     * @param succeeded when it last read everything there was
     * @param failed when it last failed
     * @param trouble what went wrong, empty after a success
     */
    public record Freshness(Optional<Instant> succeeded, Optional<Instant> failed, Optional<String> trouble) {}

    /**
     * Makes a Quartz firing a tick message. Its duplicate id is the scheduled time, so that of several daemons' ticks the
     * broker keeps one (facts: camel 17).
     */
    public void tick(Exchange exchange, String feed, String partner) {
        Date scheduled = exchange.getMessage().getHeader("scheduledFireTime", Date.class);
        long time = scheduled == null ? clock.millis() : scheduled.getTime();
        exchange.getMessage().removeHeaders("*");
        exchange.getMessage().setHeader(Headers.DUPLICATE_ID, feed + "/" + partner + "/" + time);
        exchange.getMessage().setBody(Documents.bytes(tick(feed, partner)));
    }

    private static ObjectNode tick(String feed, String partner) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("contract", "tick.v1")
                .put("feed", feed)
                .put("partner", partner);
    }

    /** A tick that reads a window of the past and moves no cursor. */
    public static byte[] window(String feed, String partner, Instant from, Instant to) {
        return Documents.bytes(tick(feed, partner).put("from", from.toString()).put("to", to.toString()));
    }

    /**
     * Begins a poll. Sets the variables {@code cursor} (empty at the first time) and, for a window of the past, {@code from} and
     * {@code to}.
     */
    public void open(Exchange exchange, String feed, String partner) {
        JsonNode tick = Documents.parse(exchange.getMessage().getBody(byte[].class));
        boolean window = tick.hasNonNull("from");
        exchange.setVariable("partner", partner);
        exchange.setVariable("feed", name(feed, partner));
        exchange.setVariable("window", window);
        if (window) {
            exchange.setVariable("from", Instant.parse(tick.path("from").asText()));
            exchange.setVariable("to", Instant.parse(tick.path("to").asText()));
        }
        exchange.setVariable("cursor", ledger.cursor(name(feed, partner)).orElse(""));
    }

    /**
     * Ends a poll that read everything: keeps variable {@code cursor}, parks what is in variable {@code problems} (a list of sentences)
     * and notes the freshness.
     */
    @SuppressWarnings("unchecked")
    public void close(Exchange exchange, String feed, String partner) {
        List<String> problems = exchange.getVariable("problems", List.of(), List.class);
        for (String problem : problems) {
            parkProblem(feed, partner, problem);
        }
        if (!exchange.getVariable("window", false, Boolean.class)) {
            String cursor = exchange.getVariable("cursor", "", String.class);
            if (!cursor.isEmpty()) {
                ledger.moveCursor(name(feed, partner), cursor);
            }
            Freshness before = feeds.put(
                    name(feed, partner),
                    new Freshness(Optional.of(clock.instant()), Optional.empty(), Optional.empty()));
            if (before != null
                    && before.trouble().filter(t -> t.startsWith(SKIPPED)).isPresent()) {
                LOG.info("{} reads again", exchange.getFromRouteId());
            }
        }
    }

    private void parkProblem(String feed, String partner, String problem) {
        ledger.park(new Ledger.Parked(
                Fingerprint.of(feed + "/" + partner + "/" + problem),
                Optional.empty(),
                name(feed, partner),
                name(feed, partner),
                "",
                Category.MALFORMED.name().toLowerCase(Locale.ROOT),
                "unreadable-row",
                problem,
                "Look at it at " + partner + "; it reports something this version cannot read",
                "",
                1,
                clock.instant(),
                true,
                Optional.empty(),
                Map.of()));
        LOG.error("parked a row of {} that cannot be read: {}", name(feed, partner), problem);
    }

    /** A feed's poll failed; called by the feed policy. */
    public void failed(Exchange exchange) {
        Exception failure = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class);
        String feed = Optional.ofNullable(exchange.getFromRouteId()).orElse("");
        String known = exchange.getVariable("feed", feed, String.class);
        if (failure instanceof DeliveryFailure.Waiting && exchange.getVariable("window", false, Boolean.class)) {
            again(exchange, feed, failure);
            return;
        }
        if (failure instanceof DeliveryFailure.Paused) {
            skipped(known, feed, failure.getMessage());
            return;
        }
        Freshness now =
                new Freshness(Optional.empty(), Optional.of(clock.instant()), Optional.of(failure.getMessage()));
        feeds.merge(known, now, (old, fresh) -> new Freshness(old.succeeded(), fresh.failed(), fresh.trouble()));
        notice(feed, "warn", failure.getMessage());
        LOG.warn("{} failed and is tried again at the next tick: {}", feed, failure.getMessage());
    }

    /** No later tick reads a window of the past: it goes back to its queue, and is read anew when its partner goes on. */
    private void again(Exchange exchange, String feed, Exception failure) {
        notice(feed, "warn", "a window of the past is read again later: " + failure.getMessage());
        LOG.warn("{} reads a window of the past again later: {}", feed, failure.getMessage());
        exchange.setRollbackOnly(true);
        String partner = exchange.getVariable("partner", "", String.class);
        for (int looks = 0; looks < LOOKS_AFTER_A_FAILURE || partners.stands(partner); looks++) {
            if (!exchange.getContext().getStatus().isStarted() || !pause()) {
                return;
            }
        }
    }

    private static boolean pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Its partner is paused: that is told once for the whole pause, however often the poll would be due. */
    private void skipped(String known, String feed, String why) {
        Optional<String> trouble = Optional.of(SKIPPED + why);
        Freshness before =
                feeds.getOrDefault(known, new Freshness(Optional.empty(), Optional.empty(), Optional.empty()));
        feeds.put(known, new Freshness(before.succeeded(), before.failed(), trouble));
        notice(feed, "info", SKIPPED + why);
        if (!before.trouble().equals(trouble)) {
            LOG.info("{} is skipped: {}", feed, why);
        }
    }

    /** Takes what a watchdog did (the body: a list of sentences) into the notices, as variable {@code severity} says. */
    @SuppressWarnings("unchecked")
    public void repaired(Exchange exchange, String source) {
        List<String> repairs = exchange.getMessage().getBody(List.class);
        String severity = exchange.getVariable("severity", "warn", String.class);
        repairs.forEach(repair -> notice(source, severity, repair));
    }

    private void notice(String source, String severity, String what) {
        try {
            ledger.note(Ledger.Notice.now(source, severity, what, clock.instant()));
        } catch (LedgerUnavailable e) {
            LOG.warn("the notice about {} is only in the log: {}", source, e.getMessage());
        }
    }

    private static String name(String feed, String partner) {
        return feed + "-of-" + partner;
    }

    /** Every feed and how it stands. */
    public Map<String, Freshness> all() {
        return new TreeMap<>(feeds);
    }
}
