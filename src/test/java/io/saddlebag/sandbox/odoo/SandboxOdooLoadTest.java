package io.saddlebag.sandbox.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.sandbox.http.Fault;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SandboxOdooLoadTest {

    private static final String ONCE = "{'context': {'mode': 'update', 'noupdate': true}}";
    private static final String FIELDS = "['id', 'partner_id/id', 'client_order_ref', 'order_line/id',"
            + " 'order_line/product_id/.id', 'order_line/product_uom_qty', 'order_line/price_unit']";

    private final Vertx vertx = Vertx.vertx();
    private final SandboxOdoo sandbox = SandboxOdoo.start(vertx, 0, OdooOptions.odoo(19));
    private final OdooCaller odoo = new OdooCaller(sandbox);
    private final int shirt = sandbox.addProduct(SandboxOdoo.Product.storable("SHIRT", new BigDecimal("19.90")));

    SandboxOdooLoadTest() {
        odoo.call("res.partner", "load", "[['id', 'name'], [['woo.ada', 'Ada']]]", ONCE);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private String order(String key, int quantity) {
        return "['woo." + key + "', 'woo.ada', '" + key + "', 'woo." + key + "_1', '" + shirt + "', '" + quantity
                + "', '10']";
    }

    private JsonNode load(String named, String... rows) {
        return odoo.call("sale.order", "load", "[" + FIELDS + ", [" + String.join(",", rows) + "]]", named);
    }

    @Test
    void createsOnceAndLeavesTheOrderAloneAfterwards() {
        JsonNode first = load(ONCE, order("o1", 1));

        JsonNode again = load(ONCE, order("o1", 7));

        assertThat(again.get("ids")).isEqualTo(first.get("ids"));
        assertThat(sandbox.orders()).singleElement().satisfies(o -> {
            assertThat(o.externalId()).isEqualTo("woo.o1");
            assertThat(o.lines().get(0).quantity()).isEqualByComparingTo("1");
        });
    }

    @Test
    void overwritesWithoutTheContext() {
        load("{}", order("o1", 1));

        load("{}", order("o1", 7));

        assertThat(sandbox.orders()).singleElement().satisfies(o -> assertThat(o.lines())
                .singleElement()
                .satisfies(l -> assertThat(l.quantity()).isEqualByComparingTo("7")));
    }

    @Test
    void answersOldAndNewIdsInOrderAndTakesMoreLinesFromTheRowsBelow() {
        int old = load(ONCE, order("o1", 1)).at("/ids/0").asInt();
        String line = "['', '', '', 'woo.o2_2', '" + shirt + "', '3', '5']";

        JsonNode answer = load(ONCE, order("o2", 2), line, order("o1", 9), order("o3", 1));

        assertThat(answer.get("ids")).hasSize(3);
        assertThat(answer.at("/ids/1").asInt()).isEqualTo(old);
        assertThat(sandbox.ordersByReference("o2")).singleElement().satisfies(o -> {
            assertThat(o.lines()).hasSize(2);
            assertThat(o.total()).isEqualByComparingTo("40.25");
        });
    }

    @Test
    void rejectsTheWholeBatchForOneBadOrder() {
        String bad = order("o2", 1).replace("woo.ada", "woo.nobody");

        JsonNode answer = load(ONCE, order("o1", 1), bad, order("o3", 1));

        assertThat(answer.get("ids")).isEqualTo(OdooCaller.json("false"));
        assertThat(answer.at("/messages/0/record").asInt()).isEqualTo(1);
        assertThat(answer.at("/messages/0/field").asText()).isEqualTo("partner_id");
        assertThat(answer.at("/messages/0/message").asText())
                .isEqualTo("No matching record found for external id 'woo.nobody' in field 'Customer'");
        assertThat(sandbox.orders()).isEmpty();
        assertThat(odoo.rpc("ir.model.data", "check_object_reference", "['woo', 'o1']", "{}")
                        .has("error"))
                .isTrue();
    }

    @Test
    void letsOneOfFourOverlappingCallsWin() {
        sandbox.faults().add(Fault.latency(150, 0));

        List<JsonNode> answers = overlapping(4, "o1");

        assertThat(answers).filteredOn(a -> a.at("/result/ids").isArray()).hasSize(1);
        assertThat(answers)
                .filteredOn(a -> !a.at("/result/ids").isArray())
                .hasSize(3)
                .allSatisfy(a -> assertThat(a.at("/result/messages/0/message").asText())
                        .isEqualTo("could not serialize access due to concurrent update\n"));
        assertThat(sandbox.orders()).hasSize(1);
    }

    private List<JsonNode> overlapping(int count, String key) {
        String args = "[" + FIELDS + ", [" + order(key, 1) + "]]";
        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, count)
                .mapToObj(i -> odoo.start("sale.order", "load", args, ONCE))
                .toList();
        return calls.stream().map(CompletableFuture::join).toList();
    }

    @Test
    void doublesTheOrderOfAClientThatSearchesBeforeItCreates() {
        sandbox.faults().add(Fault.latency(300, 0).on("/json/2/"));
        String create = "{'vals_list': [{'partner_id': 1, 'client_order_ref': 'lost'}]}";

        CompletableFuture<Integer> lost = CompletableFuture.supplyAsync(
                () -> odoo.json2("sale.order", "create", create).statusCode());
        await().until(() -> odoo.call("sale.order", "search", "[[['client_order_ref', '=', 'lost']]]")
                .isEmpty());
        odoo.json2("sale.order", "create", create);
        lost.join();

        assertThat(sandbox.duplicateReferences()).containsExactly("lost");
    }

    @Test
    void takesSeveralTaxesInOneCellAndNoneFromAnEmptyOne() {
        String fields = FIELDS.replace("'order_line/price_unit'", "'order_line/price_unit', 'order_line/tax_ids/.id'");
        String two = order("o1", 1).replace("'10']", "'10', '4,5']");
        String none = order("o2", 1).replace("'10']", "'10', '']");

        odoo.call("sale.order", "load", "[" + fields + ", [" + two + "," + none + "]]", ONCE);

        assertThat(sandbox.ordersByReference("o1").get(0).total()).isEqualByComparingTo("12.60");
        assertThat(sandbox.ordersByReference("o2").get(0).total()).isEqualByComparingTo("10.00");
    }

    @Test
    void refusesAColumnOfTheOtherVersion() {
        String fields = FIELDS.replace("'order_line/price_unit'", "'order_line/tax_id/.id'");

        JsonNode answer = odoo.rpc("sale.order", "load", "[" + fields + ", [" + order("o1", 1) + "]]", ONCE);

        assertThat(answer.at("/error/data/message").asText()).isEqualTo("Invalid field name 'tax_id'");
    }
}
