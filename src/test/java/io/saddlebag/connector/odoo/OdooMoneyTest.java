package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an order comes to in the ERP: totals, rounding, taxes, currencies. */
class OdooMoneyTest {

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void postsAnOrderWithShippingAndFeeAndConfirmsItWithTheStoresTotal(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order = OdooLab.order(
                    "1",
                    "ada@example.test",
                    new BigDecimal("52.36"),
                    new BigDecimal("8.36"),
                    List.of(
                            OdooLab.line("11", "MUG", "3", "27.00", "5.13"),
                            OdooLab.line("12", "CAP", "1", "12.50", "2.38")),
                    List.of(OdooLab.charge("13", "4.90", "0.93")),
                    List.of(OdooLab.charge("14", "-0.40", "-0.08")));

            PostedOrder posted = lab.post(order);

            assertThat(posted.confirmed()).isTrue();
            assertThat(posted.total()).isEqualByComparingTo("52.36");
            SandboxOdoo.SoldOrder sold = lab.sandbox.orders().get(0);
            assertThat(sold.clientOrderRef()).isEqualTo("#1");
            assertThat(sold.externalId()).isEqualTo("saddlebag.shop_order_1");
            assertThat(sold.lines()).hasSize(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void splitsALineWhoseTotalIsNoMultipleOfAPrice(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order = OdooLab.order(
                    "1", new BigDecimal("17.99"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "2", "17.99", "0"));

            PostedOrder posted = lab.post(order);

            assertThat(posted.total()).isEqualByComparingTo("17.99");
            assertThat(posted.tax()).isEqualByComparingTo("0");
            assertThat(lab.sandbox.orders().get(0).lines())
                    .extracting(l -> l.quantity().stripTrailingZeros().toPlainString() + " x "
                            + l.priceUnit().stripTrailingZeros().toPlainString())
                    .containsExactly("1 x 9", "1 x 8.99");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p16AddsARoundingLineForADifferenceWithinTheTolerance(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order = OdooLab.order(
                    "1",
                    new BigDecimal("32.12"),
                    new BigDecimal("5.12"),
                    OdooLab.line("11", "MUG", "3", "27.00", "5.12"));

            PostedOrder posted = lab.post(order);
            PostedOrder again = lab.post(order);

            assertThat(posted.total()).isEqualByComparingTo("32.12");
            assertThat(again.total()).isEqualByComparingTo("32.12");
            assertThat(lab.sandbox.orders().get(0).lines())
                    .extracting(SandboxOdoo.SoldLine::sku)
                    .containsExactly("MUG", "ROUND");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p16RefusesADifferenceBeyondTheToleranceAndLeavesOneDraft(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order = OdooLab.order(
                    "1",
                    new BigDecimal("33.00"),
                    new BigDecimal("6.00"),
                    OdooLab.line("11", "MUG", "3", "27.00", "6.00"));

            Outcome<PostedOrder> first = Steps.post(lab.odoo, order);
            Outcome<PostedOrder> second = Steps.post(lab.odoo, order);

            assertThat(first).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isEqualTo("totals-differ");
                assertThat(r.reason()).contains("33.00", "32.13");
            });
            assertThat(second).isInstanceOf(Outcome.Refused.class);
            assertThat(lab.sandbox.orders())
                    .singleElement()
                    .extracting(SandboxOdoo.SoldOrder::state)
                    .isEqualTo("draft");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p16ParksAnyDifferenceWhereTheSettingsSaySo(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("rounding", "park"))) {
            Order order = OdooLab.order(
                    "1",
                    new BigDecimal("32.12"),
                    new BigDecimal("5.12"),
                    OdooLab.line("11", "MUG", "3", "27.00", "5.12"));

            Outcome<PostedOrder> outcome = Steps.post(lab.odoo, order);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                    .isEqualTo("totals-differ"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void postsGrossPricesWhereTheOdooTaxIsPartOfThePrice(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("tax.shop.1", "19% incl."))) {
            Order order = OdooLab.order(
                    "1",
                    new BigDecimal("29.99"),
                    new BigDecimal("4.79"),
                    OdooLab.line("11", "MUG", "3", "25.20", "4.79"));

            PostedOrder posted = lab.post(order);

            assertThat(posted.total()).isEqualByComparingTo("29.99");
            assertThat(posted.tax()).isBetween(new BigDecimal("4.78"), new BigDecimal("4.80"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p18RefusesACurrencyNoPricelistCarries(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order usd =
                    OdooLab.order("1", BigDecimal.TEN, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "10.00", "0"));
            Order eur = inCurrency(usd, "EUR");

            Outcome<Resolved> outcome = lab.odoo.resolve(eur);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isIn("unknown-currency", "unknown-pricelist");
                assertThat(r.remedy()).contains("EUR");
            });
            assertThat(lab.sandbox.orders()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p18RefusesAnOrderThatCameOutInAnotherCurrency(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order =
                    OdooLab.order("1", BigDecimal.TEN, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "10.00", "0"));
            OrderDraft draft = Steps.value(Steps.draft(lab.odoo, order));
            PostedOrder posted = Steps.value(lab.odoo.createOrder(draft));
            PostedOrder wrong = new PostedOrder(
                    posted.id(),
                    posted.number(),
                    posted.state(),
                    posted.currencyId() + 1,
                    "EUR",
                    posted.untaxed(),
                    posted.tax(),
                    posted.total(),
                    BigDecimal.ZERO);

            Outcome<PostedOrder> outcome = lab.odoo.compareTotals(draft, wrong);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                    .isEqualTo("wrong-currency"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p18PostsInTheOrdersCurrencyThroughItsPricelist(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long eur = lab.raw
                    .rows(OdooCall.searchRead(
                            "res.currency", Domain.all().is("name", "EUR").terms(), List.of("name")))
                    .get(0)
                    .id();
            lab.raw.create(
                    "product.pricelist",
                    JsonNodeFactory.instance.objectNode().put("name", "Web EUR").put("currency_id", eur),
                    JsonNodeFactory.instance.objectNode());
            Order order = inCurrency(
                    OdooLab.order("1", BigDecimal.TEN, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "10.00", "0")),
                    "EUR");

            PostedOrder posted = lab.post(order);

            assertThat(posted.currency()).isEqualTo("EUR");
            assertThat(posted.total()).isEqualByComparingTo("10");
        }
    }

    private static Order inCurrency(Order o, String currency) {
        return new Order(
                o.contract(),
                o.store(),
                o.id(),
                o.number(),
                o.status(),
                currency,
                o.pricesIncludeTax(),
                o.createdAt(),
                o.modifiedAt(),
                o.paidAt(),
                o.customer(),
                o.billing(),
                o.shipping(),
                o.paymentMethod(),
                o.paymentTitle(),
                o.transactionId(),
                o.customerNote(),
                o.lines(),
                o.shippingLines(),
                o.fees(),
                o.coupons(),
                o.taxLines(),
                o.shippingTotal(),
                o.shippingTax(),
                o.discountTotal(),
                o.totalTax(),
                o.total(),
                o.refunds(),
                o.meta());
    }
}
