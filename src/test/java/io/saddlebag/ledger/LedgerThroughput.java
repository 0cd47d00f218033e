package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Prints how many steps a second the ledger takes. Arguments: threads, orders per thread, {@code sqlite} (a temporary
 * file) or {@code postgresql} (a server of its own).
 */
final class LedgerThroughput {

    private LedgerThroughput() {}

    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 16;
        int orders = args.length > 1 ? Integer.parseInt(args[1]) : 2_000;
        if (args.length > 2 && args[2].equals("postgresql")) {
            try (PostgresPlace postgres = PostgresPlace.start()) {
                measure(postgres.emptyDatabase(), threads, orders);
            }
        } else {
            Path file = Files.createTempDirectory("ledger").resolve("ledger.db");
            measure(LedgerSettings.sqlite(file), threads, orders);
        }
    }

    private static void measure(LedgerSettings settings, int threads, int orders) throws InterruptedException {
        try (Ledger ledger = LedgerFactory.open(settings)) {
            for (int round = 0; round < 3; round++) {
                measure(ledger, "round" + round, threads, orders);
            }
            Instant start = Instant.now();
            System.out.println(ledger.counts() + " counted in "
                    + Duration.between(start, Instant.now()).toMillis() + " ms");
            start = Instant.now();
            System.out.println(ledger.latencies(Instant.EPOCH) + " " + ledger.legs(Instant.EPOCH) + " in "
                    + Duration.between(start, Instant.now()).toMillis() + " ms");
        }
    }

    private static void measure(Ledger ledger, String store, int threads, int orders) throws InterruptedException {
        Instant start = Instant.now();
        List<Thread> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            int first = t * orders;
            Thread thread = new Thread(() -> {
                for (int i = first; i < first + orders; i++) {
                    oneOrder(ledger, new OrderKey(store, String.valueOf(i)));
                }
            });
            thread.start();
            running.add(thread);
        }
        for (Thread thread : running) {
            thread.join();
        }
        double seconds = Duration.between(start, Instant.now()).toMillis() / 1_000.0;
        long steps = 4L * threads * orders;
        System.out.printf(
                "%s: %d steps by %d threads in %.1f s: %.0f/s%n", store, steps, threads, seconds, steps / seconds);
    }

    private static void oneOrder(Ledger ledger, OrderKey key) {
        OrderState[] way = {OrderState.CAPTURED, OrderState.POSTED, OrderState.RELEASED, OrderState.SHIPPED};
        for (OrderState state : way) {
            Step step = Step.of(key)
                    .moveTo(state)
                    .closes("step-" + state)
                    .event(Instant.now(), "step-" + state, "1", "odoo", "done", Duration.ofMillis(3), "", "went well");
            if (state == OrderState.CAPTURED) {
                step.seen(LedgerFixtures.aVersion(0, "0123456789abcdef0123456789abcdef"));
            } else if (state == OrderState.POSTED) {
                step.set(Step.Field.ERP, "odoo")
                        .set(Step.Field.ERP_NUMBER, "S" + key)
                        .reference("odoo", "order", "S" + key);
            }
            ledger.record(step);
        }
    }
}
