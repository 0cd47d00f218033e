package io.saddlebag.sandbox.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.sandbox.http.Fault;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxOdooRefusalsTest {

    private final Vertx vertx = Vertx.vertx();
    private SandboxOdoo sandbox;
    private OdooCaller odoo;

    private void start(OdooOptions options) {
        sandbox = SandboxOdoo.start(vertx, 0, options);
        odoo = new OdooCaller(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @CsvSource({
        "17, sale.order.line, tax_ids",
        "19, sale.order.line, tax_id",
        "17, sale.order.line, product_uom_id",
        "19, sale.order.line, product_uom",
        "17, product.product, is_storable",
        "19, product.product, detailed_type",
        "17, account.payment, memo",
        "19, account.payment, ref",
        "17, res.users, group_ids",
        "19, res.users, groups_id"
    })
    void doesNotKnowAFieldOfTheOtherVersion(int version, String model, String field) {
        start(OdooOptions.odoo(version));
        String where = version == 17 ? "on model" : "on";

        String refusal = odoo.refusal(model, "search_read", "[[], ['" + field + "']]");

        assertThat(refusal)
                .isEqualTo("builtins.ValueError: Invalid field '" + field + "' " + where + " '" + model + "'");
    }

    @Test
    void refusesTheOldProductTypeIn19() {
        start(OdooOptions.odoo(19));

        String refusal = odoo.refusal("product.product", "create", "[{'name': 'A', 'type': 'product'}]");

        assertThat(refusal).isEqualTo("builtins.ValueError: Wrong value for product.template.type: 'product'");
    }

    @Test
    void hasNoJson2In17() {
        start(OdooOptions.odoo(17));

        HttpResponse<String> answer = odoo.json2("sale.order", "search", "{'domain': []}");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body()).startsWith("<!DOCTYPE html>");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void doesNotKnowTheFieldsOfAModuleThatIsNotInstalled(int version) {
        start(OdooOptions.odoo(version).with(o -> o.missingModules(Set.of("stock_delivery"))));

        String refusal = odoo.refusal("stock.picking", "search_read", "[[], ['carrier_tracking_ref']]");

        assertThat(refusal).contains("Invalid field 'carrier_tracking_ref'");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void failsToDeliverIn17WhereTheBotHasNoAddress(int version) {
        start(OdooOptions.odoo(version).with(o -> o.botHasEmail(false)));
        int shirt = sandbox.addProduct(SandboxOdoo.Product.storable("SHIRT", BigDecimal.TEN));
        sandbox.addStock("SHIRT", "WH", BigDecimal.TEN);
        odoo.call("sale.order", "create", "[{'partner_id': 1, 'order_line': [[0, 0, {'product_id': " + shirt + "}]]}]");
        odoo.call("sale.order", "action_confirm", "[[1]]");

        JsonNode answer = odoo.rpc("stock.picking", "button_validate", "[[1]]", "{}");

        assertThat(answer.at("/error/data/message").asText())
                .isEqualTo(version == 17 ? "Unable to send message, please configure the sender's email address." : "");
        assertThat(sandbox.deliveries().get(0).state()).isEqualTo(version == 17 ? "assigned" : "done");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void failsOverlappingWritesOfOneRecordOnOccasion(int version) {
        start(OdooOptions.odoo(version).with(o -> o.conflictShare(1)));
        sandbox.faults().add(Fault.latency(150, 0));

        List<CompletableFuture<JsonNode>> calls = IntStream.range(0, 3)
                .mapToObj(i -> odoo.start("res.partner", "write", "[[1], {'ref': 'r" + i + "'}]", "{}"))
                .toList();

        List<JsonNode> answers = calls.stream().map(CompletableFuture::join).toList();
        assertThat(answers).filteredOn(a -> a.path("result").asBoolean()).hasSize(1);
        assertThat(answers).filteredOn(a -> a.has("error")).hasSize(2).allSatisfy(a -> assertThat(
                        a.at("/error/data/name").asText())
                .isEqualTo("psycopg2.errors.SerializationFailure"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void undoesEverythingOfARefusedCall(int version) {
        start(OdooOptions.odoo(version));

        String refusal = odoo.refusal(
                "sale.order",
                "create",
                "[{'partner_id': 1, 'order_line': [[0, 0, {'product_id': 4711}]], 'tag_ids': [[0, 0, {'name': 't'}]]}]");

        assertThat(refusal).startsWith("odoo.exceptions.MissingError");
        assertThat(odoo.call("crm.tag", "search_count", "[[]]").asInt()).isZero();
        assertThat(sandbox.orders()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void sellsWithoutTheStockModule(int version) {
        start(OdooOptions.odoo(version).with(o -> o.missingModules(Set.of("stock", "sale_stock", "stock_delivery"))));
        int shirt = sandbox.addProduct(SandboxOdoo.Product.storable("SHIRT", BigDecimal.TEN));
        String lines = "'order_line': [[0, 0, {'product_id': " + shirt + "}]]";

        int order = odoo.call("sale.order", "create", "[{'partner_id': 1, " + lines + "}]")
                .asInt();
        odoo.call("sale.order", "action_confirm", "[[" + order + "]]");
        odoo.call("sale.order", "action_cancel", "[[" + order + "]]", "{'context': {'disable_cancel_warning': true}}");

        assertThat(sandbox.orders().get(0).state()).isEqualTo("cancel");
        assertThat(odoo.refusal("stock.picking", "search", "[[]]"))
                .isEqualTo("odoo.exceptions.UserError: Object stock.picking doesn't exist");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void findsTheOrdersOfAPartnerAndItsContacts(int version) {
        start(OdooOptions.odoo(version));
        int ada = odoo.call("res.partner", "create", "[{'name': 'Ada'}]").asInt();
        int work = odoo.call("res.partner", "create", "[{'name': 'Work', 'parent_id': " + ada + "}]")
                .asInt();
        odoo.call("sale.order", "create", "[{'partner_id': " + work + "}]");
        odoo.call("sale.order", "create", "[{'partner_id': 1}]");

        JsonNode found = odoo.call("sale.order", "search", "[[['partner_id', 'child_of', " + ada + "]]]");
        JsonNode either =
                odoo.call("res.partner", "search", "[['|', ['name', '=', 'Ada'], '!', ['name', 'not ilike', 'wo%k']]]");

        assertThat(found).isEqualTo(OdooCaller.json("[1]"));
        assertThat(either).isEqualTo(OdooCaller.json("[" + ada + ", " + work + "]"));
    }

    @Test
    void answersNoneAsNullOverJson2() {
        start(OdooOptions.odoo(19));
        sandbox.addProduct(SandboxOdoo.Product.storable("SHIRT", BigDecimal.TEN));
        sandbox.addStock("SHIRT", "WH", BigDecimal.TEN);

        HttpResponse<String> answer = odoo.json2("stock.quant", "action_apply_inventory", "{'ids': [1]}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("null");
    }

    @Test
    void takesAsLongAsTheMeasuredServer() {
        start(OdooOptions.odoo(19).with(o -> o.measuredPace(true)));
        long start = System.nanoTime();

        odoo.call("res.partner", "create", "[{'name': 'Ada'}]");

        assertThat(System.nanoTime() - start).isGreaterThan(143_000_000L);
    }
}
