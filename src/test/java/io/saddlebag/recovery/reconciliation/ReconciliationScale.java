package io.saddlebag.recovery.reconciliation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerFactory;
import io.saddlebag.ledger.LedgerSettings;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Step;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StatusPolicy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A process of its own, with a small heap: a ledger of many orders against partners that make up theirs as they are asked. */
final class ReconciliationScale implements Partners {

    private static final Instant T0 = Instant.parse("2026-03-01T00:00:00Z");
    private static final int SECONDS_APART = 6;
    private static final int WRITERS = 64;
    private static final BigDecimal TOTAL = new BigDecimal("64.90");

    private final int orders;

    private ReconciliationScale(int orders) {
        this.orders = orders;
    }

    /** Arguments: a folder, how many orders. */
    public static void main(String[] args) throws Exception {
        int orders = Integer.parseInt(args[1]);
        LedgerSettings settings = LedgerSettings.sqlite(Path.of(args[0]).resolve("scale.db"))
                .withClock(Clock.fixed(T0, java.time.ZoneOffset.UTC));
        String document = Files.readString(Path.of("mappings/woocommerce/order.examples/plain.out.json"));
        try (Ledger ledger = LedgerFactory.open(settings)) {
            fill(ledger, orders, document);
            Instant end = T0.plusSeconds((long) orders * SECONDS_APART);
            ledger.reconciliations().ask(Run.asked("scale", "main", T0, end, "test", T0));
            Rules rules = new Rules(
                    "main",
                    "odoo",
                    Set.of("shipbob"),
                    new StatusPolicy(
                            Set.of("processing", "completed"),
                            Set.of("pending"),
                            Set.of(),
                            Set.of("cancelled", "refunded", "trash"),
                            Duration.ZERO),
                    "completed",
                    true,
                    false);
            ReconciliationScale partners = new ReconciliationScale(orders);
            ReconciliationSettings how = new ReconciliationSettings(
                    Duration.ofDays(14), Duration.ZERO, Duration.ZERO, Duration.ofDays(90), Set.of(), Optional.of(T0));
            Reconciler reconciler = new Reconciler(
                    ledger,
                    partners,
                    Map.of("main", rules),
                    how,
                    none(ledger, partners),
                    Clock.fixed(end.plus(Duration.ofDays(1)), java.time.ZoneOffset.UTC));
            long begun = System.nanoTime();
            reconciler.run("scale", () -> false);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
            Run run = ledger.reconciliations().run("scale").orElseThrow();
            System.out.printf(
                    "RESULT state=%s compared=%d found=%d millis=%d max-heap=%d reason=%s%n",
                    run.state(),
                    run.compared(),
                    run.found(),
                    millis,
                    Runtime.getRuntime().maxMemory() / 1_048_576,
                    run.reason());
        }
    }

    private static Repairs none(Ledger ledger, Partners partners) {
        return new Repairs(
                ledger,
                partners,
                new io.saddlebag.recovery.ParkedDesk(
                        ledger,
                        io.saddlebag.contract.Contracts.load(Path.of("mappings/contracts")),
                        new io.saddlebag.recovery.QueueContracts(Map.of(), Map.of()),
                        Set.of(),
                        new io.saddlebag.recovery.ParkedDesk.Replaying() {
                            @Override
                            public boolean isRepeatable(Ledger.Parked message) {
                                return false;
                            }

                            @Override
                            public String remedy(Ledger.Parked message, boolean edited) {
                                return message.remedy();
                            }

                            @Override
                            public boolean isSending() {
                                return false;
                            }
                        },
                        Clock.systemUTC()),
                (queue, order, headers, body) -> {},
                new RepairQueues("", "", "", "", "", "", "", ""),
                Map.of(),
                Clock.systemUTC());
    }

    /** All but every thousandth. */
    private static void fill(Ledger ledger, int orders, String document) throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        List<Future<?>> all = new ArrayList<>();
        for (int writer = 0; writer < WRITERS; writer++) {
            int first = writer;
            all.add(writers.submit(() -> {
                for (int i = first; i < orders; i += WRITERS) {
                    if (i % 1_000 != 999) {
                        ledger.record(order(i, document));
                        ledger.record(Step.of(key(i)).moveTo(OrderState.POSTED));
                        ledger.record(Step.of(key(i)).moveTo(OrderState.RELEASED));
                    }
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        writers.shutdown();
    }

    private static Step order(int i, String document) {
        return Step.of(key(i))
                .seen(new Step.Seen(
                        new OrderVersion(at(i), "h" + i),
                        String.valueOf(i),
                        "processing",
                        "EUR",
                        TOTAL.toPlainString(),
                        "",
                        at(i),
                        document))
                .moveTo(OrderState.CAPTURED)
                .set(Step.Field.ERP, "odoo")
                .set(Step.Field.ERP_ID, String.valueOf(i))
                .set(Step.Field.ERP_NUMBER, "S" + i)
                .reference("shipbob", "fulfilment", i + "/1");
    }

    private static OrderKey key(int i) {
        return new OrderKey("main", String.valueOf(i + 1));
    }

    private static Instant at(int i) {
        return T0.plusSeconds((long) i * SECONDS_APART);
    }

    private void each(Instant from, Instant to, int page, Consumer<List<Integer>> pages) {
        List<Integer> some = new ArrayList<>();
        long first = Math.max(0, Duration.between(T0, from).toSeconds() / SECONDS_APART);
        for (int i = (int) first; i < orders && at(i).isBefore(to); i++) {
            if (!at(i).isBefore(from)) {
                some.add(i);
            }
            if (some.size() == page) {
                pages.accept(some);
                some = new ArrayList<>();
            }
        }
        pages.accept(some);
    }

    @Override
    public boolean speaksWith(String partner) {
        return true;
    }

    @Override
    public void placed(String store, Instant from, Instant to, Consumer<List<StoreOrder>> pages) {
        each(
                from,
                to,
                100,
                some -> pages.accept(some.stream()
                        .map(i -> new StoreOrder(
                                key(i), "processing", "EUR", TOTAL, Optional.of(at(i)), Optional.of(at(i)), Map.of()))
                        .toList()));
    }

    @Override
    public Again again(String store, Collection<OrderKey> keys) {
        return new Again(List.of(), Set.copyOf(keys));
    }

    @Override
    public void dated(String erp, String store, Instant from, Instant to, Consumer<List<ErpOrder>> pages) {
        each(
                from,
                to,
                200,
                some -> pages.accept(some.stream()
                        .filter(i -> i % 1_000 != 999)
                        .map(ReconciliationScale::sold)
                        .toList()));
    }

    private static ErpOrder sold(int i) {
        return new ErpOrder(
                String.valueOf(i),
                "S" + i,
                Optional.of(key(i)),
                String.valueOf(i),
                i % 2_500 == 0 ? ErpOrder.State.CANCELLED : ErpOrder.State.CONFIRMED,
                "EUR",
                TOTAL,
                BigDecimal.ZERO,
                at(i),
                List.of(),
                List.of());
    }

    @Override
    public List<ErpOrder> inErp(String erp, Collection<Wanted> wanted) {
        return wanted.stream()
                .map(one -> Integer.parseInt(one.key().id()) - 1)
                .map(ReconciliationScale::sold)
                .toList();
    }

    @Override
    public List<Invoice> invoices(String erp, Collection<String> erpIds) {
        return List.of();
    }

    @Override
    public void inserted(String warehouse, String store, Instant from, Instant to, Consumer<List<HeldOrder>> pages) {
        each(
                from,
                to,
                250,
                some -> pages.accept(some.stream()
                        .filter(i -> i % 1_000 != 999)
                        .map(i -> held(key(i), String.valueOf(i)))
                        .toList()));
    }

    private static HeldOrder held(OrderKey key, String id) {
        return new HeldOrder("shipbob", id, key, 1, false, List.<Shipment>of(), T0);
    }

    @Override
    public List<HeldOrder> atWarehouse(String warehouse, Collection<String> references) {
        return references.stream()
                .map(reference -> reference.substring("main_order_".length()))
                .map(id -> held(new OrderKey("main", id), id))
                .toList();
    }
}
