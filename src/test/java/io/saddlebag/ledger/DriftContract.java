package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Drifts.Drift;
import io.saddlebag.ledger.Drifts.Filter;
import io.saddlebag.ledger.Drifts.Found;
import io.saddlebag.ledger.Drifts.Open;
import io.saddlebag.ledger.Drifts.Repeated;
import io.saddlebag.testing.MovableClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: what stores show and nobody said. */
abstract class DriftContract {

    private MovableClock clock;
    private Ledger ledger;
    private Drifts drifts;

    /** A place of this test's own, empty. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        ledger = LedgerFactory.open(settings().withClock(clock));
        drifts = ledger.drifts();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void aDriftThatIsSeenAgainStaysOneAndIsCounted() {
        assertThat(drifts.found(price("MUG", "1.90"))).isTrue();
        clock.forward(Duration.ofMinutes(5));
        assertThat(drifts.found(price("MUG", "1.90"))).isFalse();

        assertThat(drifts.list(Filter.open(10))).singleElement().satisfies(drift -> {
            assertThat(drift.times()).isEqualTo(2);
            assertThat(drift.firstAt()).isEqualTo(T0);
            assertThat(drift.lastAt()).isEqualTo(T0.plusSeconds(300));
        });
    }

    @Test
    void anotherValueIsNewsOfTheSameDrift() {
        drifts.found(price("MUG", "1.90"));

        assertThat(drifts.found(price("MUG", "1.80"))).isTrue();

        assertThat(drifts.list(Filter.open(10))).extracting(Drift::found).containsExactly("1.80");
    }

    @Test
    void whatIsOverIsKeptAndTheNextOneIsAnother() {
        drifts.found(price("MUG", "1.90"));
        clock.forward(Duration.ofMinutes(1));

        assertThat(drifts.over("main", "MUG", "price", "corrected")).isTrue();
        assertThat(drifts.over("main", "MUG", "price", "corrected")).isFalse();
        drifts.found(price("MUG", "1.90"));

        List<Drift> all =
                drifts.list(new Filter(Optional.of("main"), Optional.of("price"), Optional.of("MUG"), true, 10));
        assertThat(all).extracting(Drift::closedBecause).containsExactly("", "corrected");
        assertThat(all.get(1).closedAt()).contains(T0.plusSeconds(60));
    }

    @Test
    void countsTheOpenOnesOfEachStoreFieldAndPolicy() {
        drifts.found(price("MUG", "1.90"));
        clock.forward(Duration.ofMinutes(1));
        drifts.found(price("CUP", "2.90"));
        drifts.found(new Found("outlet", "MUG", "stock", "5", "7", "correct", clock.instant()));
        drifts.found(new Found("outlet", "CUP", "stock", "5", "7", "correct", clock.instant()));
        drifts.over("outlet", "CUP", "stock", "corrected");

        assertThat(drifts.open())
                .containsExactly(
                        new Open("main", "price", "report", 2, T0),
                        new Open("outlet", "stock", "correct", 1, T0.plusSeconds(60)));
    }

    @Test
    void whatBeginsToDifferAgainAndAgainIsToldFirst() {
        for (int i = 0; i < 3; i++) {
            drifts.found(price("MUG", "1.90"));
            clock.forward(Duration.ofMinutes(1));
            drifts.over("main", "MUG", "price", "corrected");
        }
        drifts.found(price("CUP", "1.90"));
        drifts.found(price("CUP", "1.90"));
        drifts.found(price("CAP", "1.90"));

        assertThat(drifts.repeated(2))
                .containsExactly(
                        new Repeated("main", "MUG", "price", 3, 3, false, T0, T0.plusSeconds(120)),
                        new Repeated("main", "CUP", "price", 1, 2, true, T0.plusSeconds(180), T0.plusSeconds(180)));
        assertThat(drifts.list(Filter.open(10))).extracting(Drift::subject).containsOnly("CUP", "CAP");
    }

    @Test
    void forgetsOldClosedOnesAndNoOpenOne() {
        drifts.found(price("MUG", "1.90"));
        drifts.found(price("CUP", "1.90"));
        drifts.over("main", "CUP", "price", "corrected");
        clock.forward(Duration.ofDays(91));

        assertThat(drifts.forget(clock.instant().minus(Duration.ofDays(90)), 100))
                .isEqualTo(1);

        assertThat(drifts.list(new Filter(Optional.empty(), Optional.empty(), Optional.empty(), true, 10)))
                .extracting(Drift::subject)
                .containsExactly("MUG");
    }

    private Found price(String sku, String found) {
        return new Found("main", sku, "price", "19.00", found, "report", clock.instant());
    }
}
