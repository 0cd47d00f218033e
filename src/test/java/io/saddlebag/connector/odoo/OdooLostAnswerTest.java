package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answer of every call is lost once, one call after the other: there is one order, one delivery, one invoice. */
class OdooLostAnswerTest {

    private static final Order ORDER = order(1);

    @ParameterizedTest
    @CsvSource({"17,RESET_AFTER_COMMIT", "17,MALFORMED", "19,RESET_AFTER_COMMIT", "19,MALFORMED", "19,RESET", "17,RESET"
    })
    void p14RepeatsTheSameAtomicCallsAfterALostAnswerOfAnyOfThem(int version, Fault.Kind kind) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("cache", "1ms"))) {
            journey(lab, 1); // the dialect and the fields are known, as in a daemon that runs
            lab.newCalls();
            journey(lab, 2);
            int calls = lab.newCalls().size();
            assertThat(calls).isGreaterThan(15);

            for (int lost = 1; lost <= calls; lost++) {
                loseAnswer(lab, lost, kind);
                journey(lab, 100 + lost);
                assertOne(lab, 100 + lost, "answer " + lost + " of " + calls + " lost");
            }
            assertThat(lab.sandbox.faults().list()).as("every fault was met").isEmpty();
            assertThat(lab.sandbox.orders()).hasSize(calls + 2);
        }
    }

    private static void loseAnswer(OdooLab lab, int nth, Fault.Kind kind) {
        lab.newCalls();
        lab.beforeCall = n -> {
            if (n == nth) {
                lab.sandbox.faults().add(Fault.of(kind).times(1));
            }
        };
    }

    private static Order order(int n) {
        return OdooLab.order(
                String.valueOf(n),
                "ada" + n + "@example.test",
                new BigDecimal("49.99"),
                BigDecimal.ZERO,
                List.of(
                        OdooLab.line(n + "1", "MUG", "2", "17.99", "0"),
                        OdooLab.line(n + "2", "CAP", "2", "27.10", "0")),
                List.of(new Order.Charge(
                        n + "3", "flat_rate", "Parcel", new BigDecimal("4.90"), BigDecimal.ZERO, List.of())),
                List.of());
    }

    private static void journey(OdooLab lab, int n) {
        String id = String.valueOf(n);
        PostedOrder posted = repeat(() -> Steps.post(lab.odoo, order(n)));
        repeat(() -> lab.odoo.deliver(OdooLab.shipment(id, "s1", OdooLab.pieces(n + "1", "MUG", "2")), posted.id()));
        repeat(() -> lab.odoo.deliver(OdooLab.shipment(id, "s2", OdooLab.pieces(n + "2", "CAP", "2")), posted.id()));
        repeat(() -> lab.odoo.invoice(OdooLab.key(id), posted.id()));
    }

    /** What the queue does: the step is made again until it succeeds. */
    private static <T> T repeat(Supplier<Outcome<T>> step) {
        Outcome<T> outcome = step.get();
        for (int i = 0; i < 5 && !outcome.succeeded(); i++) {
            assertThat(outcome).isInstanceOfAny(Outcome.Unknown.class, Outcome.RetryLater.class);
            outcome = step.get();
        }
        return Steps.value(outcome);
    }

    private static void assertOne(OdooLab lab, int n, String when) {
        List<SandboxOdoo.SoldOrder> sold = lab.sandbox.ordersByReference("#" + n);
        assertThat(sold).as(when).singleElement().satisfies(order -> {
            assertThat(order.state()).isEqualTo("sale");
            assertThat(order.total()).isEqualByComparingTo("49.99");
            assertThat(order.lines())
                    .filteredOn(l -> !l.sku().equals("SHIP"))
                    .allMatch(l -> l.delivered().compareTo(l.quantity()) == 0);
        });
        assertThat(lab.sandbox.deliveries())
                .as(when)
                .filteredOn(d -> d.order() == sold.get(0).id())
                .hasSize(2)
                .allMatch(d -> d.state().equals("done"));
        assertThat(lab.sandbox.invoices())
                .as(when)
                .filteredOn(i -> i.origin().equals(sold.get(0).name()))
                .singleElement()
                .satisfies(invoice -> {
                    assertThat(invoice.state()).isEqualTo("posted");
                    assertThat(invoice.total()).isEqualByComparingTo("49.99");
                });
        assertThat(lab.sandbox.partners())
                .as(when)
                .filteredOn(p -> p.email().equals("ada" + n + "@example.test"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p15MakesOneCustomerAndOneOrderUnderFourWriters(int version) {
        try (OdooLab lab = OdooLab.of(version);
                OdooLab other = lab.second()) {
            ExecutorService pool = Executors.newFixedThreadPool(4);
            lab.sandbox.faults().add(Fault.latency(20, 30));

            List<CompletableFuture<PostedOrder>> futures = IntStream.range(0, 4)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> repeat(() -> Steps.post((i % 2 == 0 ? lab : other).odoo, ORDER)), pool))
                    .toList();

            assertThat(futures).allMatch(f -> f.join().confirmed());
            assertThat(lab.sandbox.orders()).hasSize(1);
            assertThat(lab.sandbox.partners())
                    .filteredOn(p -> p.email().equals("ada1@example.test"))
                    .hasSize(1);
            pool.shutdown();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p15FindsTheCustomerAgainByEmailWhateverItsCase(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order second = OdooLab.order(
                    "2",
                    "ada@example.test",
                    BigDecimal.ONE,
                    BigDecimal.ZERO,
                    List.of(OdooLab.line("21", "MUG", "1", "1.00", "0")),
                    List.of(),
                    List.of());
            lab.post(ORDER);

            lab.post(second);

            List<SandboxOdoo.Partner> partners = lab.sandbox.partners();
            assertThat(partners)
                    .filteredOn(p -> p.email().equals("ada1@example.test"))
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void worksThroughConflictsOfTransactions(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version).with(o -> o.conflictShare(0.5)), Map.of())) {
            lab.sandbox.faults().add(Fault.latency(5, 20));
            ExecutorService pool = Executors.newFixedThreadPool(4);

            List<CompletableFuture<PostedOrder>> futures = IntStream.range(1, 9)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> repeat(() -> Steps.post(
                                    lab.odoo,
                                    OdooLab.order(
                                            String.valueOf(i),
                                            BigDecimal.ONE,
                                            BigDecimal.ZERO,
                                            OdooLab.line("1" + i, "MUG", "1", "1.00", "0")))),
                            pool))
                    .toList();

            assertThat(futures).allMatch(f -> f.join().confirmed());
            assertThat(lab.sandbox.orders()).hasSize(8);
            assertThat(lab.sandbox.duplicateReferences()).isEmpty();
            pool.shutdown();
        }
    }
}
