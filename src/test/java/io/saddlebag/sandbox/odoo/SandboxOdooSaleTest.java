package io.saddlebag.sandbox.odoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxOdooSaleTest {

    private final Vertx vertx = Vertx.vertx();
    private SandboxOdoo sandbox;
    private OdooCaller odoo;
    private int shirt;
    private int shipping;

    private void start(OdooOptions options) {
        sandbox = SandboxOdoo.start(vertx, 0, options);
        odoo = new OdooCaller(sandbox);
        shirt = sandbox.addProduct(
                new SandboxOdoo.Product("SHIRT", "Shirt", new BigDecimal("20"), SandboxOdoo.Kind.STORABLE, true));
        shipping = sandbox.addProduct(SandboxOdoo.Product.service("SHIP"));
    }

    @AfterEach
    void stop() {
        sandbox.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private int order(int partner, int quantity) {
        return odoo.call(
                        "sale.order",
                        "create",
                        "[{'partner_id': " + partner + ", 'order_line': [[0, 0, {'product_id': " + shirt
                                + ", 'product_uom_qty': " + quantity + "}], [0, 0, {'product_id': " + shipping
                                + ", 'price_unit': 5}]]}]")
                .asInt();
    }

    private int customer(String name) {
        return odoo.call("res.partner", "create", "[{'name': '" + name + "'}]").asInt();
    }

    private JsonNode one(String model, int id, String fields) {
        return odoo.call(model, "read", "[[" + id + "], " + fields + "]").get(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void deliversAPartAndLeavesABackorderWithTheNoteButNotTheTracking(int version) {
        start(OdooOptions.odoo(version));
        sandbox.addStock("SHIRT", "WH", BigDecimal.TEN);
        int order = order(customer("Ada"), 5);
        odoo.call("sale.order", "action_confirm", "[[" + order + "]]");
        int picking = sandbox.deliveries().get(0).id();
        JsonNode move = odoo.call("stock.move", "search", "[[['picking_id', '=', " + picking + "]]]");
        odoo.call("stock.move", "write", "[" + move + ", {'quantity': 3, 'picked': true}]");
        odoo.call("stock.picking", "write", "[[" + picking + "], {'carrier_tracking_ref': '1Z', 'note': 'gift'}]");

        JsonNode question = odoo.call("stock.picking", "button_validate", "[[" + picking + "]]");
        JsonNode done = odoo.call(
                "stock.picking", "button_validate", "[[" + picking + "]]", "{'context': {'skip_backorder': true}}");

        assertThat(question.path("res_model").asText()).isEqualTo("stock.backorder.confirmation");
        assertThat(done.asBoolean()).isTrue();
        assertThat(sandbox.deliveries())
                .extracting(SandboxOdoo.Delivery::state, SandboxOdoo.Delivery::tracking)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("done", "1Z"),
                        org.assertj.core.groups.Tuple.tuple("assigned", ""));
        assertThat(one("stock.picking", picking + 1, "['note']").path("note").asText())
                .isEqualTo("<p>gift</p>");
        SandboxOdoo.SoldOrder sold = sandbox.orders().get(0);
        assertThat(sold.deliveryStatus()).isEqualTo("partial");
        assertThat(sold.lines().get(0).delivered()).isEqualByComparingTo("3");
        assertThat(sandbox.stock("SHIRT", "WH")).isEqualByComparingTo("7");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void waitsForStockAndTakesItWhenItArrives(int version) {
        start(OdooOptions.odoo(version));
        odoo.call("sale.order", "action_confirm", "[[" + order(customer("Ada"), 5) + "]]");
        String before = sandbox.deliveries().get(0).state();

        sandbox.addStock("SHIRT", "WH", BigDecimal.TEN);

        assertThat(before).isEqualTo("confirmed");
        assertThat(sandbox.deliveries().get(0).state()).isEqualTo("assigned");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void mergesTheOrdersOfOneCustomerIntoOneInvoiceUnlessToldNotTo(int version) {
        start(OdooOptions.odoo(version));
        int ada = customer("Ada");
        int bob = customer("Bob");
        List<Integer> orders = List.of(order(ada, 1), order(ada, 2), order(bob, 1), order(bob, 1));
        odoo.call("sale.order", "action_confirm", "[" + orders + "]");

        invoice(orders.subList(0, 2), "true");
        invoice(orders.subList(2, 4), "false");

        assertThat(sandbox.invoices())
                .extracting(SandboxOdoo.Invoice::origin)
                .containsExactly("S00001, S00002", "S00003", "S00004");
        assertThat(one("sale.order", orders.get(0), "['invoice_ids']"))
                .isEqualTo(OdooCaller.json("{'id': 1, 'invoice_ids': [1]}"));
        assertThat(sandbox.orders().get(0).lines().get(1).invoiced()).isEqualByComparingTo("1");
    }

    private void invoice(List<Integer> orders, String consolidated) {
        JsonNode wizard = odoo.call(
                "sale.advance.payment.inv",
                "create",
                "[{'sale_order_ids': [[6, 0, " + orders + "]], 'consolidated_billing': " + consolidated + "}]");
        odoo.call("sale.advance.payment.inv", "create_invoices", "[[" + wizard + "]]");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void paysAPostedInvoiceByItselfAfterAWhile(int version) {
        start(OdooOptions.odoo(version).with(o -> o.autoPay(Duration.ofMillis(50))));
        int order = order(customer("Ada"), 1);
        odoo.call("sale.order", "action_confirm", "[[" + order + "]]");
        invoice(List.of(order), "true");

        odoo.call("account.move", "action_post", "[[1]]");

        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() ->
                        assertThat(sandbox.invoices().get(0).paymentState()).isEqualTo("paid"));
        assertThat(sandbox.invoices().get(0).name()).matches("INV/\\d{4}/00001");
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void roundsAPriceToTwoDigitsAndATaxAsTheVersionDoes(int version) {
        start(OdooOptions.odoo(version));

        int order = odoo.call(
                        "sale.order",
                        "create",
                        "[{'partner_id': 1, 'order_line': [[0, 0, {'product_id': " + shirt
                                + ", 'product_uom_qty': 5, 'price_unit': 18.499}], [0, 0, {'product_id': " + shirt
                                + ", 'product_uom_qty': 2, 'price_unit': 7.5, 'discount': 10}]]}]")
                .asInt();

        assertThat(one("sale.order", order, "['amount_untaxed', 'amount_tax']"))
                .isEqualTo(OdooCaller.json("{'id': " + order + ", 'amount_untaxed': 106.0, 'amount_tax': "
                        + (version == 17 ? "15.91" : "15.9") + "}"));
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void takesAnIncludedTaxOutOfThePrice(int version) {
        start(OdooOptions.odoo(version));
        String taxes = version == 17 ? "tax_id" : "tax_ids";

        int order = odoo.call(
                        "sale.order",
                        "create",
                        "[{'partner_id': 1, 'order_line': [[0, 0, {'product_id': " + shirt + ", 'price_unit': 11.9, '"
                                + taxes + "': [[6, 0, [6]]]}]]}]")
                .asInt();

        assertThat(one("sale.order", order, "['amount_untaxed', 'amount_tax', 'amount_total']"))
                .isEqualTo(OdooCaller.json(
                        "{'id': " + order + ", 'amount_untaxed': 10.0, 'amount_tax': 1.9, 'amount_total': 11.9}"));
    }
}
