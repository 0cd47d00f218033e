package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.sandbox.http.Fault;
import io.saddlebag.sandbox.odoo.OdooOptions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders that come together: one call for all, and still each order for itself. */
class OdooBatchTest {

    private static final int MANY = 6;

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void makesOneCallOfWhatSixOrdersWant(int version) {
        try (OdooLab lab = lab(version)) {
            List<Order> orders = orders(1, MANY);
            lab.post(order(90));
            lab.newCalls();

            List<OrderDraft> drafts = drafts(lab, orders);
            List<String> customerCalls = lab.newCalls();
            List<PostedOrder> created = created(lab, drafts);
            List<String> createCalls = lab.newCalls();
            List<PostedOrder> confirmed = confirmed(lab, created, orders);

            // Each list holds the decoy's own calls too.
            assertThat(customerCalls)
                    .filteredOn("res.partner.search_read"::equals)
                    .hasSize(2);
            assertThat(customerCalls).filteredOn("res.partner.load"::equals).hasSize(2);
            assertThat(createCalls).filteredOn("sale.order.load"::equals).hasSize(2);
            assertThat(createCalls).filteredOn("sale.order.read"::equals).hasSize(2);
            assertThat(lab.newCalls())
                    .filteredOn(call -> call.startsWith("sale.order."))
                    .containsExactlyInAnyOrder(
                            // the decoy: confirmed, dated
                            "sale.order.action_confirm",
                            "sale.order.read",
                            "sale.order.write",
                            // the six: confirmed, dated
                            "sale.order.action_confirm",
                            "sale.order.read",
                            "sale.order.load");
            assertThat(confirmed).allMatch(PostedOrder::confirmed);
            assertThat(lab.sandbox.duplicateReferences()).isEmpty();
            for (PostedOrder each : confirmed) {
                assertThat(lab.raw
                                .one("sale.order", each.id(), List.of("date_order"))
                                .text("date_order"))
                        .isEqualTo("2026-11-20 08:15:30");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p15MakesOneCustomerOfTwoOrdersInOneBatch(int version) {
        try (OdooLab lab = lab(version)) {
            List<Order> orders = new ArrayList<>(orders(1, MANY - 1));
            orders.add(OdooLab.order(
                    "77",
                    "buyer1@example.test",
                    BigDecimal.ONE,
                    BigDecimal.ZERO,
                    List.of(OdooLab.line("771", "MUG", "1", "1.00", "0")),
                    List.of(),
                    List.of()));

            List<OrderDraft> drafts = drafts(lab, orders);

            assertThat(lab.sandbox.partners())
                    .filteredOn(p -> p.email().equals("buyer1@example.test"))
                    .hasSize(1);
            assertThat(drafts.get(MANY - 1).customer()).isEqualTo(drafts.get(0).customer());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p14PostsAnOrderOnceThatStandsTwiceInABatch(int version) {
        try (OdooLab lab = lab(version)) {
            List<OrderDraft> drafts = new ArrayList<>(drafts(lab, orders(1, MANY)));
            drafts.set(MANY - 1, drafts.get(0));

            List<PostedOrder> created = created(lab, drafts);

            assertThat(created.get(MANY - 1).id()).isEqualTo(created.get(0).id());
            assertThat(lab.sandbox.ordersByReference("#1")).hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"17,0", "17,2", "17,5", "19,0", "19,2", "19,5"})
    void takesABadOrderOutOfABatchAndPostsTheRest(int version, int bad) {
        try (OdooLab lab = lab(version)) {
            List<OrderDraft> drafts = new ArrayList<>(drafts(lab, orders(1, MANY)));
            drafts.set(bad, bad(drafts.get(bad)));

            List<Outcome<PostedOrder>> outcomes = create(lab, drafts);

            for (int i = 0; i < MANY; i++) {
                assertThat(outcomes.get(i).succeeded()).as("order " + i).isEqualTo(i != bad);
            }
            assertThat(outcomes.get(bad)).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.sandbox.orders()).hasSize(MANY); // and the decoy's
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void refusesEachOfABatchInWhichAllAreBad(int version) {
        try (OdooLab lab = lab(version)) {
            List<OrderDraft> drafts = drafts(lab, orders(1, MANY)).stream()
                    .map(OdooBatchTest::bad)
                    .toList();

            List<Outcome<PostedOrder>> outcomes = create(lab, drafts);

            assertThat(outcomes).allMatch(o -> o instanceof Outcome.Refused);
            assertThat(lab.sandbox.orders()).hasSize(1); // the decoy's
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void postsOrdersOfDifferentColumnsTogether(int version) {
        try (OdooLab lab = lab(version)) {
            List<OrderDraft> drafts = new ArrayList<>(drafts(lab, orders(1, MANY)));
            OrderDraft plain = drafts.get(3);
            drafts.set(
                    3,
                    new OrderDraft(
                            plain.order(),
                            plain.resolved(),
                            plain.customer(),
                            JsonNodeFactory.instance.objectNode().put("note", "<p>gift</p>")));

            List<PostedOrder> created = created(lab, drafts);

            assertThat(created).hasSize(MANY);
            assertThat(lab.raw
                            .one("sale.order", created.get(3).id(), List.of("note"))
                            .text("note"))
                    .contains("gift");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void confirmsTheRestOfABatchInWhichOneWasCancelledAndOneConfirmedByHand(int version) {
        try (OdooLab lab = lab(version)) {
            List<Order> orders = orders(1, MANY);
            List<PostedOrder> created = created(lab, drafts(lab, orders));
            Steps.value(lab.odoo.cancel(OdooLab.key("2"), created.get(1).id()));
            lab.raw.ask(OdooCall.records(
                    "sale.order", "action_confirm", List.of(created.get(4).id())));

            List<Outcome<PostedOrder>> outcomes = confirm(lab, created, orders);

            assertThat(outcomes.get(1))
                    .isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                            .isEqualTo("cancelled-in-erp"));
            assertThat(outcomes.get(4)).isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(List.of(0, 2, 3, 5)).allMatch(i -> outcomes.get(i).succeeded());
            assertThat(lab.sandbox.orders())
                    .filteredOn(order -> order.state().equals("sale"))
                    .hasSize(MANY); // five of six, and the decoy's
        }
    }

    @ParameterizedTest
    @CsvSource({"17,RESET_AFTER_COMMIT", "17,RESET", "19,RESET_AFTER_COMMIT", "19,MALFORMED"})
    void p14PostsEachOrderOnceWhateverAnswerOfABatchIsLost(int version, Fault.Kind kind) {
        try (OdooLab lab = lab(version)) {
            post(lab, orders(1, MANY)); // from now on each waits for company
            lab.newCalls();
            assertOnce(lab, post(lab, orders(11, MANY)));
            int calls = lab.newCalls().size();
            assertThat(calls)
                    .as("three calls of the buyers, two to create, three to confirm")
                    .isEqualTo(8);

            for (int lost = 1; lost <= calls; lost++) {
                int nth = lost;
                lab.newCalls();
                lab.beforeCall = n -> {
                    if (n == nth) {
                        lab.sandbox.faults().add(Fault.of(kind).times(1));
                    }
                };
                assertOnce(lab, post(lab, orders(100 + 10 * lost, MANY)));
            }
            assertThat(lab.sandbox.faults().list()).as("every fault was met").isEmpty();
        }
    }

    private static List<Order> post(OdooLab lab, List<Order> orders) {
        List<OrderDraft> drafts = Together.untilDone(orders, order -> Steps.draft(lab.odoo, order));
        List<PostedOrder> created = Together.untilDone(drafts, lab.odoo::createOrder);
        List<PostedOrder> confirmed = Together.untilDone(
                IntStream.range(0, orders.size()).boxed().toList(),
                i -> lab.odoo.confirm(
                        orders.get(i), OdooLab.NO_HEADER, created.get(i).id()));
        assertThat(confirmed).allMatch(PostedOrder::confirmed);
        return orders;
    }

    private static void assertOnce(OdooLab lab, List<Order> orders) {
        for (Order order : orders) {
            assertThat(lab.sandbox.ordersByReference(order.number()))
                    .singleElement()
                    .satisfies(sold -> {
                        assertThat(sold.state()).isEqualTo("sale");
                        assertThat(sold.lines()).hasSize(1);
                    });
            assertThat(lab.sandbox.partners())
                    .filteredOn(p -> p.email().equals(order.customer().email()))
                    .hasSize(1);
        }
        assertThat(lab.sandbox.deliveries()).hasSize((int) lab.sandbox.orders().stream()
                .filter(sold -> sold.state().equals("sale"))
                .count());
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void worksThroughAConflictWithAnotherDaemonThatCreatesTheSameOrders(int version) {
        try (OdooLab lab = lab(version);
                OdooLab other = lab.second()) {
            List<OrderDraft> drafts = drafts(lab, orders(1, MANY));
            lab.sandbox.faults().add(Fault.latency(30, 60));
            CompletableFuture<List<PostedOrder>> rival =
                    CompletableFuture.supplyAsync(() -> Together.untilDone(drafts, other.odoo::createOrder));

            List<PostedOrder> created = Together.untilDone(drafts, lab.odoo::createOrder);

            assertThat(created)
                    .extracting(PostedOrder::id)
                    .containsExactlyElementsOf(
                            rival.join().stream().map(PostedOrder::id).toList());
            assertThat(lab.sandbox.duplicateReferences()).isEmpty();
        }
    }

    private static OdooLab lab(int version) {
        return new OdooLab(OdooOptions.odoo(version), Together.batchOf(MANY));
    }

    private static Order order(int id) {
        return OdooLab.order(
                String.valueOf(id), BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("1" + id, "MUG", "1", "1.00", "0"));
    }

    private static List<Order> orders(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(OdooBatchTest::order)
                .toList();
    }

    private static OrderDraft bad(OrderDraft draft) {
        return new OrderDraft(
                draft.order(), draft.resolved(), new CustomerIds(9_999_999, 9_999_999, 9_999_999), draft.header());
    }

    /** Goes before the others with each step, so it is there for the next one. */
    private static final Order DECOY = order(1_000);

    private Optional<OrderDraft> decoyDraft = Optional.empty();
    private Optional<PostedOrder> decoyPosted = Optional.empty();

    private List<Outcome<OrderDraft>> draft(OdooLab lab, List<Order> orders) {
        Steps.value(lab.odoo.resolve(DECOY));
        var answers =
                Together.ask(lab, () -> Steps.draft(lab.odoo, DECOY), orders, order -> Steps.draft(lab.odoo, order));
        decoyDraft = Optional.of(Steps.value(answers.decoy()));
        return answers.outcomes();
    }

    private List<Outcome<PostedOrder>> create(OdooLab lab, List<OrderDraft> drafts) {
        OrderDraft decoy = decoyDraft.orElseThrow();
        var answers = Together.ask(lab, () -> lab.odoo.createOrder(decoy), drafts, lab.odoo::createOrder);
        decoyPosted = Optional.of(Steps.value(answers.decoy()));
        return answers.outcomes();
    }

    private List<Outcome<PostedOrder>> confirm(OdooLab lab, List<PostedOrder> created, List<Order> orders) {
        long decoy = decoyPosted.orElseThrow().id();
        List<Integer> places = IntStream.range(0, orders.size()).boxed().toList();
        return Together.ask(
                        lab,
                        () -> lab.odoo.confirm(DECOY, OdooLab.NO_HEADER, decoy),
                        places,
                        i -> lab.odoo.confirm(
                                orders.get(i), OdooLab.NO_HEADER, created.get(i).id()))
                .outcomes();
    }

    private List<OrderDraft> drafts(OdooLab lab, List<Order> orders) {
        return values(draft(lab, orders));
    }

    private List<PostedOrder> created(OdooLab lab, List<OrderDraft> drafts) {
        return values(create(lab, drafts));
    }

    private List<PostedOrder> confirmed(OdooLab lab, List<PostedOrder> created, List<Order> orders) {
        return values(confirm(lab, created, orders));
    }

    private static <T> List<T> values(List<Outcome<T>> outcomes) {
        return outcomes.stream().map(Steps::value).toList();
    }
}
