package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Orders in the ERP from the draft to the confirmed or cancelled one, alone and in batches. */
class OdooPostingTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void datesTheConfirmedOrderAsInTheStore(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            PostedOrder posted = lab.post(
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));

            Row row = lab.raw.one("sale.order", posted.id(), List.of("date_order", "state"));

            assertThat(row.text("state")).isEqualTo("sale");
            assertThat(row.text("date_order")).isEqualTo("2026-11-20 08:15:30");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void saysHowOrdersStandAndLeavesOutThoseThatAreGone(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            PostedOrder posted = lab.post(
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));

            List<OrderStatus> status = Steps.value(lab.odoo.orders(List.of(posted.id(), 999_999L)));

            assertThat(status).singleElement().satisfies(s -> {
                assertThat(s.state()).isEqualTo("sale");
                assertThat(s.delivery()).isEqualTo("pending");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p14ChangesNothingOfAnOrderThatIsThereAlready(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.post(OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));
            Order other = OdooLab.order(
                    "1", new BigDecimal("7.00"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "7", "7.00", "0"));

            Outcome<PostedOrder> outcome = Steps.post(lab.odoo, other);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, refused -> assertThat(refused.code())
                    .isEqualTo("totals-differ"));
            assertThat(lab.sandbox.orders().get(0).lines().get(0).quantity()).isEqualByComparingTo("1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void takesHeaderFieldsOfTheMappingButNotThoseThatMakeTheOrder(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            OrderDraft plain = draft(lab, "1");
            ObjectNode header = JsonNodeFactory.instance.objectNode();
            header.putObject("fields")
                    .put("client_order_ref", "WEB-1")
                    .put("note", "<p>gift</p>")
                    .putNull("validity_date");
            ObjectNode forbidden = JsonNodeFactory.instance.objectNode().put("partner_id/.id", 1);

            Outcome<PostedOrder> refused =
                    lab.odoo.createOrder(new OrderDraft(plain.order(), plain.resolved(), plain.customer(), forbidden));
            Outcome<PostedOrder> posted =
                    lab.odoo.createOrder(new OrderDraft(plain.order(), plain.resolved(), plain.customer(), header));

            assertThat(refused).isInstanceOf(Outcome.NotUnderstood.class);
            assertThat(posted.succeeded()).isTrue();
            assertThat(lab.sandbox.orders().get(0).clientOrderRef()).isEqualTo("WEB-1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void cancelsOnceAndSaysSoTheSecondTime(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            PostedOrder posted = lab.post(
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")));

            Outcome<PostedOrder> first = lab.odoo.cancel(OdooLab.key("1"), posted.id());
            Outcome<PostedOrder> second = lab.odoo.cancel(OdooLab.key("1"), posted.id());

            assertThat(first).isInstanceOf(Outcome.Done.class);
            assertThat(second).isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(lab.sandbox.deliveries()).allMatch(d -> d.state().equals("cancel"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void refusesToConfirmAnOrderCancelledInOdoo(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order =
                    OdooLab.order("1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0"));
            PostedOrder posted = lab.post(order);
            lab.odoo.cancel(OdooLab.key("1"), posted.id());

            Outcome<PostedOrder> outcome = Steps.post(lab.odoo, order);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                    .isEqualTo("cancelled-in-erp"));
        }
    }

    private static OrderDraft draft(OdooLab lab, String id) {
        return Steps.value(Steps.draft(
                lab.odoo,
                OdooLab.order(id, BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("1" + id, "MUG", "1", "1.00", "0"))));
    }
}
