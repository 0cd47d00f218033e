package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.PartnerPauses.Pause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every database must keep to: pauses of partners and their quotas. */
abstract class PartnerPausesContract extends ParkedContract {

    private static final String ODOO = "erp.odoo";

    @Test
    void keepsAForcedPauseAndAnAutomaticOneApartAndEachOnce() {
        PartnerPauses pauses = ledger.partnerPauses();

        assertThat(pauses.pause(ODOO, false, T0, "transient", "down", "saddlebag"))
                .isTrue();
        assertThat(pauses.pause(ODOO, true, T0.plusSeconds(1), "", "stock taking", "ann"))
                .isTrue();
        assertThat(pauses.pause(ODOO, true, T0.plusSeconds(2), "", "again", "ben"))
                .isFalse();
        assertThat(pauses.pause("store.main", false, T0.plusSeconds(3), "authentication", "key", "saddlebag"))
                .isTrue();

        assertThat(pauses.open()).extracting(Pause::partner).containsExactly(ODOO, ODOO, "store.main");
        assertThat(pauses.lift(ODOO, true, "ben", "done")).isTrue();
        assertThat(pauses.lift(ODOO, true, "ben", "done")).isFalse();
        assertThat(pauses.open()).extracting(Pause::reason).containsExactly("down", "key");
    }

    @Test
    void tellsWhoPausedWhenAndWhyAfterwards() {
        PartnerPauses pauses = ledger.partnerPauses();
        pauses.pause(ODOO, true, T0, "", "stock taking", "ann");
        clock.forward(Duration.ofMinutes(5));
        pauses.lift(ODOO, true, "ben", "counted");
        pauses.pause(ODOO, true, clock.instant(), "", "once more", "ann");

        List<Pause> history = pauses.history(Optional.of(ODOO), 10);

        assertThat(history).extracting(Pause::reason).containsExactly("once more", "stock taking");
        assertThat(history.get(1))
                .isEqualTo(new Pause(
                        ODOO, true, T0, "", "stock taking", "ann", Optional.of(T0.plusSeconds(300)), "ben", "counted"));
        assertThat(pauses.history(Optional.of("store.main"), 10)).isEmpty();
        assertThat(pauses.history(Optional.empty(), 1)).hasSize(1);
    }

    @Test
    void forgetsOldAutomaticPausesAndNoDecision() {
        PartnerPauses pauses = ledger.partnerPauses();
        pauses.pause(ODOO, false, T0, "transient", "down", "saddlebag");
        pauses.lift(ODOO, false, "saddlebag", "it answers");
        pauses.pause(ODOO, true, T0, "", "stock taking", "ann");
        pauses.lift(ODOO, true, "ann", "done");
        clock.forward(Duration.ofDays(91));

        pauses.pause(ODOO, false, clock.instant(), "transient", "down again", "saddlebag");

        assertThat(pauses.history(Optional.empty(), 10))
                .extracting(Pause::reason)
                .containsExactly("down again", "stock taking");
    }

    @Test
    void givesNoMoreOfAQuotaThanThereIsUntilItBeginsAnew() {
        PartnerPauses pauses = ledger.partnerPauses();

        assertThat(pauses.take(ODOO, T0, 60, 100)).isEqualTo(60);
        assertThat(pauses.take(ODOO, T0, 60, 100)).isEqualTo(40);
        assertThat(pauses.take(ODOO, T0, 60, 100)).isZero();
        pauses.giveBack(ODOO, T0, 5);
        assertThat(pauses.used(ODOO, T0)).isEqualTo(95);
        assertThat(pauses.take("store.main", T0, 60, 100)).isEqualTo(60);

        Instant tomorrow = T0.plus(Duration.ofDays(1));
        assertThat(pauses.used(ODOO, tomorrow)).isZero();
        assertThat(pauses.take(ODOO, tomorrow, 10, 100)).isEqualTo(10);
        assertThat(pauses.used(ODOO, tomorrow)).isEqualTo(10);
    }

    @Test
    void severalWhoTakeAtOnceKeepToTheQuotaTogether() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try (Ledger other = LedgerFactory.open(place.withClock(clock))) {
            List<Callable<Long>> takers = IntStream.range(0, 60)
                    .<Callable<Long>>mapToObj(i ->
                            () -> (i % 2 == 0 ? ledger : other).partnerPauses().take(ODOO, T0, 7, 200))
                    .toList();

            long sum = 0;
            for (var taken : threads.invokeAll(takers)) {
                sum += taken.get();
            }

            assertThat(sum).isEqualTo(200);
        } finally {
            threads.shutdownNow();
        }
    }
}
