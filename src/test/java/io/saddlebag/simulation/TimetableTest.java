package io.saddlebag.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.saddlebag.simulation.Scenario.Span;
import io.saddlebag.simulation.Scenario.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Troubles come as often as the file says, end when it says, and are over. */
class TimetableTest {

    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Span BRIEF = new Span(Duration.ofMillis(5), Duration.ofMillis(20));

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicBoolean orders = new AtomicBoolean(true);

    @Test
    void aTroubleWithANumberComesThatOftenAndEndsEachTime() {
        try (Timetable timetable = timetable(OptionalInt.of(3), "erp")) {
            timetable.start();

            await().atMost(SOON).until(timetable::over);

            assertThat(begun).hasValue(3);
            assertThat(ended).hasValue(3);
            assertThat(timetable.counts()).containsEntry("erp down", 3);
        }
    }

    @Test
    void aTroubleWithoutANumberComesAsLongAsThereAreOrders() {
        try (Timetable timetable = timetable(OptionalInt.empty(), "erp")) {
            timetable.start();
            await().atMost(SOON).until(() -> begun.get() > 5);
            assertThat(timetable.over()).isFalse();

            orders.set(false);

            await().atMost(SOON).until(timetable::over);
            assertThat(ended).hasValue(begun.get());
        }
    }

    @Test
    void whatCannotBeDoneIsToldAndDoesNotHoldUpTheRest() {
        Trouble trouble = trouble(OptionalInt.of(2), Target.ERP);
        try (Timetable timetable = new Timetable(
                List.of(trouble),
                1,
                t -> {
                    throw new IllegalStateException("no such partner");
                },
                orders::get)) {
            timetable.start();

            await().atMost(SOON).until(timetable::over);

            assertThat(timetable.failures())
                    .hasSize(2)
                    .allMatch(f -> f.contains("erp down of line 4: ") && f.contains("no such partner"));
        }
    }

    private Timetable timetable(OptionalInt times, String target) {
        return new Timetable(
                List.of(trouble(times, Target.of(target).orElseThrow())),
                1,
                trouble -> {
                    begun.incrementAndGet();
                    return ended::incrementAndGet;
                },
                orders::get);
    }

    private static Trouble trouble(OptionalInt times, Target target) {
        return new Trouble(4, target, "down", BRIEF, Optional.of(BRIEF), Optional.of(BRIEF), times, Map.of());
    }
}
