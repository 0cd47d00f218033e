package io.saddlebag.pace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.delivery.PartnerState.Condition;
import io.saddlebag.ledger.Actor;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.PartnerPauses.Pause;
import io.saddlebag.testing.MovableClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates with a real ledger: what outlives the process, what daemons share, and a day's quota. */
class PartnerGatesTest {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final HttpCall CALL = HttpCall.get("read", "/x");
    private static final PauseRules RULES = new PauseRules(3, Duration.ofMillis(50), Duration.ofMillis(200));

    private final MovableClock clock = new MovableClock(Instant.parse("2026-11-24T21:59:00Z"));
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicBoolean well = new AtomicBoolean(true);
    private final PartnerHttp wire = call -> {
        sent.incrementAndGet();
        return new HttpResult.Answer(200, Map.of(), new byte[0], Duration.ZERO);
    };

    private LedgerSettings place;
    private Ledger ledger;

    @BeforeEach
    void open(@TempDir Path folder) {
        place = LedgerSettings.sqlite(folder.resolve("ledger.db")).withClock(clock);
        ledger = LedgerFactory.open(place);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aForcedPauseOutlivesTheDaemonAndReachesEveryOtherWithinSeconds() {
        try (PartnerGates first = gates(OptionalLong.empty());
                PartnerGates second = gates(OptionalLong.empty())) {
            assertThat(first.pause("erp.odoo", "stock taking", new Actor("ann", "")))
                    .isTrue();
            assertThat(first.pause("erp.odoo", "once more", new Actor("ben", "")))
                    .isFalse();

            assertThatThrownBy(() -> first.gated("erp.odoo", wire).send(CALL))
                    .isInstanceOf(DeliveryFailure.Paused.class)
                    .hasMessageContaining("by ann: stock taking; 'partners resume erp.odoo' lets it go on");
            await().atMost(SOON).until(() -> second.stands("erp.odoo"));
        }

        try (PartnerGates again = gates(OptionalLong.empty())) {
            assertThat(again.find("odoo").orElseThrow().condition()).isEqualTo(Condition.FORCED);
            assertThat(again.find("odoo").orElseThrow().by()).isEqualTo("ann");

            assertThat(again.resume("erp.odoo", new Actor("ben", ""))).isTrue();

            again.gated("erp.odoo", wire).send(CALL);
            assertThat(again.resume("erp.odoo", new Actor("ben", ""))).isFalse();
            assertThat(again.history("erp.odoo", 10))
                    .extracting(Pause::by, Pause::reason, Pause::liftedBy)
                    .containsExactly(org.assertj.core.api.Assertions.tuple("ann", "stock taking", "ben"));
        }
        assertThat(sent).hasValue(1);
    }

    @Test
    void aPauseGoesOnAfterACrashAndBeginsWithAProbe() {
        well.set(false);
        PartnerGates crashed = gates(OptionalLong.empty());
        PartnerHttp http = crashed.gated("erp.odoo", wire);
        for (int i = 0; i < 3; i++) {
            http.judged(new Outcome.RetryLater<>(Category.TRANSIENT, "it is down", Optional.empty()));
        }
        await().atMost(SOON).until(() -> !ledger.partnerPauses().open().isEmpty());
        Instant since = clock.instant();
        crashed.stop();
        clock.forward(Duration.ofMinutes(3));
        int before = probes.get();

        try (PartnerGates again = gates(OptionalLong.empty())) {
            assertThat(again.stands("erp.odoo")).isTrue();
            assertThat(again.find("erp.odoo").orElseThrow().since()).isEqualTo(since);
            await().atMost(SOON).until(() -> probes.get() > before);
            assertThat(again.stands("erp.odoo")).isTrue();

            well.set(true);

            await().atMost(SOON).until(() -> {
                clock.forward(Duration.ofMillis(200));
                return !again.stands("erp.odoo");
            });
            await().atMost(SOON).until(() -> ledger.partnerPauses().open().isEmpty());
            await().atMost(SOON).untilAsserted(() -> assertThat(ledger.notices(10))
                    .extracting(Ledger.Notice::what)
                    .contains("paused: it is down", "goes on again"));
        }
        crashed.close();
    }

    @Test
    void aUsedUpQuotaPausesUntilItBeginsAnewAndARestartDoesNotForgetIt() {
        PartnerGates day = gates(OptionalLong.of(10));
        for (int i = 0; i < 7; i++) {
            day.gated("erp.odoo", wire).send(CALL);
        }
        day.close();

        try (PartnerGates again = gates(OptionalLong.of(10))) {
            PartnerHttp http = again.gated("erp.odoo", wire);
            for (int i = 0; i < 3; i++) {
                http.send(CALL);
            }

            assertThatThrownBy(() -> http.send(CALL))
                    .isInstanceOf(DeliveryFailure.Paused.class)
                    .hasMessageContaining(
                            "the daily quota of 10 calls is used up; it begins anew at 2026-11-24 22:00:00");
            assertThat(again.find("erp.odoo").orElseThrow().used()).isEqualTo(10);
            assertThat(sent).hasValue(10);
            assertThat(probes).hasValue(0);

            clock.forward(Duration.ofMinutes(2));

            await().atMost(SOON).until(() -> !again.stands("erp.odoo"));
            http.send(CALL);
            assertThat(again.find("erp.odoo").orElseThrow().used()).isEqualTo(1);
        }
    }

    @Test
    void aCrashNeverHasTheQuotaExceeded() {
        PartnerGates crashed = gates(OptionalLong.of(1_000));
        for (int i = 0; i < 15; i++) {
            crashed.gated("erp.odoo", wire).send(CALL);
        }
        assertThat(crashed.quotaUsed("erp.odoo")).isEqualTo(15);

        try (PartnerGates again = gates(OptionalLong.of(1_000))) {
            assertThat(again.quotaUsed("erp.odoo")).as("taken by tens").isEqualTo(20);
        }
        crashed.close();
    }

    private PartnerGates gates(OptionalLong quota) {
        PartnerGates gates = new PartnerGates(ledger, RULES, clock);
        gates.add("erp", "odoo", new PartnerLimits(OptionalDouble.empty(), 4, quota, LocalTime.of(22, 0), List.of()));
        gates.add("store", "main", PartnerLimits.none(4));
        gates.probe("erp.odoo", () -> {
            probes.incrementAndGet();
            return well.get()
                    ? new Outcome.Done<>(true)
                    : new Outcome.RetryLater<>(Category.TRANSIENT, "still down", Optional.empty());
        });
        gates.start();
        return gates;
    }
}
