package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.order.OrderState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** What people ask of a ledger with 1,000,000 orders: nine in ten are done, the others with one warehouse; all hold one SKU. */
@Isolated
class OrderSearchScaleIT {

    private static final int ORDERS = 1_000_000;
    private static final long MOST_MILLIS = 200;

    @TempDir
    private Path folder;

    private LedgerSettings settings;

    @BeforeEach
    void fill() throws SQLException {
        settings = LedgerSettings.sqlite(folder.resolve("ledger.db"));
        ManyOrders.fill(settings, 1, ORDERS, T0, Duration.ofMillis(1));
    }

    @Test
    void everyListIsThereInAMoment() {
        Map<String, Runnable> questions = new LinkedHashMap<>();
        try (Ledger ledger = LedgerFactory.open(settings)) {
            list(ledger, questions, "newest", null, null, null, null, false, null);
            list(ledger, questions, "store", "main", null, null, null, false, null);
            list(ledger, questions, "store without orders", "other", null, null, null, false, null);
            list(ledger, questions, "done in another store", "other", OrderState.COMPLETED, null, null, false, null);
            list(ledger, questions, "partner", null, null, null, "east", false, null);
            list(ledger, questions, "partner without orders", null, null, null, "west", false, null);
            list(ledger, questions, "partner, other state", null, OrderState.SHIPPED, null, "east", false, null);
            list(ledger, questions, "old and open", null, null, null, null, true, T0.plusSeconds(1));
            list(ledger, questions, "tracking", null, null, "1z77777", null, false, null);
            list(ledger, questions, "common SKU", null, null, "mug", null, false, null);
            list(ledger, questions, "e-mail, done", null, OrderState.COMPLETED, "99999", null, false, null);
            list(ledger, questions, "parked elsewhere", "other", null, null, null, false, null);
            assertThat(ledger.isCut("9")).isTrue();
            assertThat(ledger.isCut("99999")).isFalse();
            questions.put("whether a search is cut", () -> ledger.isCut("9"));
            questions.put("the newest one", () -> ledger.orders(OrderFilter.all(1)));
            Fulfilments fulfilments = ledger.fulfilments();
            Instant late = T0.plus(Duration.ofDays(1));
            questions.put("waiting", () -> fulfilments.waiting("east"));
            questions.put("late", () -> fulfilments.late(List.of("main"), late));
            questions.put("late of another", () -> fulfilments.late(List.of("main"), late, "west", 100));
            questions.put("none late", () -> fulfilments.late(List.of("main"), T0, "east", 100));
            questions.put("partly", () -> fulfilments.partlyShipped("east"));
            questions.put("unshown", () -> fulfilments.unshown("east", late));
            questions.put("stopped", () -> fulfilments.stopped("east"));
            questions.put("counts", ledger::counts);
            Map<String, Long> millis = new LinkedHashMap<>();
            questions.forEach((name, question) -> millis.put(name, best(question)));
            System.out.println("orders of a ledger of 1,000,000, ms: " + millis);
            assertThat(millis.values()).allMatch(taken -> taken < MOST_MILLIS);
        }
    }

    private static long best(Runnable question) {
        List<Long> millis = new ArrayList<>();
        for (int turn = 0; turn < 3; turn++) {
            long start = System.nanoTime();
            question.run();
            millis.add(Duration.ofNanos(System.nanoTime() - start).toMillis());
        }
        return millis.stream().min(Long::compare).orElseThrow();
    }

    private static void list(
            Ledger ledger,
            Map<String, Runnable> questions,
            String name,
            String store,
            OrderState state,
            String text,
            String partner,
            boolean open,
            Instant before) {
        OrderFilter filter = new OrderFilter(
                Optional.ofNullable(store),
                Optional.ofNullable(state),
                Optional.empty(),
                Optional.ofNullable(text),
                Optional.ofNullable(before),
                101,
                Optional.ofNullable(partner),
                open,
                Optional.empty());
        questions.put(name, () -> ledger.orders(filter));
    }
}
