package io.saddlebag.alert;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.ledger.AlertLedger.Alert;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Rules over a real ledger, a clock that stands still, and a source the test fills. */
final class AlertLab implements AutoCloseable {

    /** A Tuesday. */
    static final Instant T0 = Instant.parse("2026-11-24T10:00:00Z");

    final MovableClock clock = new MovableClock(T0);
    final List<Condition> conditions = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    Ledger ledger;
    boolean sourceFails;

    private final Path file;
    private Set<Rule> rules = Set.of(Rule.values());

    AlertLab(Path folder) {
        file = folder.resolve("ledger.db");
        open();
    }

    private void open() {
        ledger = LedgerFactory.open(LedgerSettings.sqlite(file).withClock(clock));
    }

    void restart() {
        ledger.close();
        open();
    }

    /** The source answers only for these. */
    void sourceFor(Set<Rule> some) {
        rules = some;
    }

    AlertSource source() {
        return new AlertSource() {
            @Override
            public Set<Rule> rules() {
                return rules;
            }

            @Override
            public List<Condition> now() {
                if (sourceFails) {
                    throw new IllegalStateException("the source is out of order");
                }
                return List.copyOf(conditions);
            }
        };
    }

    /** One webhook channel, 'ops', and no duration but what the test sets. */
    static AlertSettings settings(String... more) {
        Map<String, String> values = new TreeMap<>(Map.of(
                "saddlebag.alert.webhook.ops.url", "http://127.0.0.1:9/x",
                "saddlebag.alert.partner-paused.for", "0s"));
        for (String line : more) {
            values.put("saddlebag.alert." + line.split("=")[0], line.split("=", 2)[1]);
        }
        Settings settings = Settings.load(Path.of("target"), Map.of(), values);
        AlertSettings read = AlertSettings.from(settings);
        settings.problems().throwIfAny();
        return read;
    }

    /** Looks at the rules; what it tells is {@link #told()}. */
    void look(AlertSettings settings) {
        new AlertCheck(ledger.alerts(), settings, List.of(source()), clock).look();
    }

    void lookAfter(Duration time, AlertSettings settings) {
        clock.forward(time);
        look(settings);
    }

    /** Takes what is due from the outbox, as delivered. */
    List<String> told() {
        List<String> kinds = new ArrayList<>();
        for (var batch = claim(); !batch.isEmpty(); batch = claim()) {
            batch.forEach(delivery -> {
                kinds.add(delivery.kind());
                ledger.alerts().delivered(delivery);
            });
        }
        return kinds;
    }

    private List<io.saddlebag.ledger.AlertLedger.Delivery> claim() {
        return ledger.alerts().claim("ops", clock.instant().plusSeconds(60), 10);
    }

    Alert only() {
        List<Alert> all = ledger.alerts().unresolved();
        if (all.size() != 1) {
            throw new AssertionError("not one alert but " + all);
        }
        return all.get(0);
    }

    static Condition paused(int size) {
        return Condition.of(Rule.PARTNER_PAUSED, "odoo", size, T0, "odoo is paused", "doctor");
    }

    static AlertDocument document(String what, String kind) {
        return AlertDocument.of(alert(what), kind, "a1." + kind + ".ops", T0);
    }

    static Alert alert(String what) {
        return new Alert(
                "a1",
                "late-posting",
                "store main",
                "critical",
                T0.minusSeconds(3_600),
                T0,
                T0,
                1,
                12,
                what,
                "see what the oldest waits for",
                "status main:38",
                List.of("main:38", "main:39"),
                Map.of("EUR", new BigDecimal("838.95")),
                Optional.of(T0),
                Optional.empty(),
                Optional.of(T0),
                0,
                Optional.empty(),
                "",
                Optional.empty(),
                "",
                1);
    }

    static CamelPartnerHttp http(org.apache.camel.CamelContext camel, WebhookSettings webhook) {
        return new CamelPartnerHttp(
                camel, "alert." + webhook.name(), webhook.address(), 2, Credentials.NONE, new SimpleMeterRegistry());
    }

    @Override
    public void close() {
        ledger.close();
    }
}
