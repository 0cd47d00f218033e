package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.PlacedOrder;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Judges the demo by what the partners hold, not by what we believe: each order once everywhere, invoiced and shown. */
final class DemoVerdict {

    private static final int TOLD = 10;

    private final SandboxPartners partners;
    private final Ledger ledger;

    DemoVerdict(SandboxPartners partners, Ledger ledger) {
        this.partners = partners;
        this.ledger = ledger;
    }

    boolean done(List<Long> placed) {
        Map<String, Long> counts = ledger.counts();
        long ended = counts.getOrDefault(OrderState.COMPLETED.name(), 0L) + counts.getOrDefault("PARKED", 0L);
        return ended >= placed.size();
    }

    /**
     * Prints what became of the orders.
     *
     * @param interrupted whether a person ended the demo: then only what we call done is judged
     * @return the exit code
     */
    int print(PrintStream out, List<Long> placed, Instant started, boolean interrupted) {
        List<String> lost = new ArrayList<>();
        List<String> doubled = new ArrayList<>();
        List<String> unfinished = new ArrayList<>();
        int onTheirWay = 0;
        Map<String, Long> inErp = partners.odoo().orders().stream()
                .collect(Collectors.groupingBy(SandboxOdoo.SoldOrder::clientOrderRef, Collectors.counting()));
        Map<String, Long> atWarehouse = partners.shipBob().orders().stream()
                .collect(Collectors.groupingBy(PlacedOrder::reference, Collectors.counting()));
        for (long id : placed) {
            OrderKey key = new OrderKey("main", String.valueOf(id));
            Optional<OrderRow> row = ledger.order(key);
            if (interrupted
                    && row.map(OrderRow::state)
                            .filter(OrderState.COMPLETED::equals)
                            .isEmpty()) {
                onTheirWay++;
                continue;
            }
            count(key, inErp.getOrDefault(String.valueOf(id), 0L), "the ERP", lost, doubled);
            count(key, atWarehouse.getOrDefault(key.external(), 0L), "the warehouse", lost, doubled);
            String inStore = partners.store()
                    .order(id)
                    .map(order -> order.path("status").asText())
                    .orElse("missing");
            boolean invoiced = row.flatMap(OrderRow::invoiceNumber).isPresent();
            if (row.isEmpty()
                    || row.get().state() != OrderState.COMPLETED
                    || !invoiced
                    || !"completed".equals(inStore)) {
                unfinished.add(key + ": " + row.map(r -> r.state().words()).orElse("unknown") + ", "
                        + (invoiced ? "invoiced" : "not invoiced") + ", the store shows " + inStore);
            }
        }
        out.println();
        out.printf(
                "%d orders in %.1f s%n",
                placed.size(), Duration.between(started, Instant.now()).toMillis() / 1000.0);
        ledger.counts().forEach((state, n) -> {
            if (n > 0) {
                out.printf("  %-15s %6d%n", state.toLowerCase(Locale.ROOT).replace('_', '-'), n);
            }
        });
        if (onTheirWay > 0) {
            out.printf("%d were still on their way and are not judged%n", onTheirWay);
        }
        out.printf("lost %d, doubled %d%n", lost.size(), doubled.size());
        out.println("leg                      p50 ms   p99 ms");
        ledger.legs(started).forEach((leg, l) -> leg(out, leg, l));
        ledger.latencies(started).forEach((leg, l) -> leg(out, leg, l));
        tell(out, "lost", lost);
        tell(out, "doubled", doubled);
        tell(out, "not done", unfinished);
        ledger.parked(Optional.empty(), TOLD)
                .forEach(parked -> out.printf(
                        "parked: %s at %s: %s -> %s%n",
                        parked.order().map(OrderKey::toString).orElse("-"),
                        parked.step(),
                        parked.cause(),
                        parked.remedy()));
        return lost.isEmpty() && doubled.isEmpty() && unfinished.isEmpty() ? 0 : 1;
    }

    private static void count(OrderKey key, long n, String where, List<String> lost, List<String> doubled) {
        if (n == 0) {
            lost.add(key + " is not in " + where);
        } else if (n > 1) {
            doubled.add(key + " is " + n + " times in " + where);
        }
    }

    private static void leg(PrintStream out, String leg, Ledger.Latency latency) {
        out.printf(
                "  %-21s %8d %8d%n",
                leg, latency.p50().toMillis(), latency.p99().toMillis());
    }

    private static void tell(PrintStream out, String word, List<String> problems) {
        problems.stream().limit(TOLD).forEach(problem -> out.println(word + ": " + problem));
        if (problems.size() > TOLD) {
            out.println(word + ": … and " + (problems.size() - TOLD) + " more");
        }
    }
}
