package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Order;
import io.saddlebag.order.Shipment;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OdooDeliveryTest {

    private static final Order ORDER = OdooLab.order(
            "1",
            new BigDecimal("70.00"),
            BigDecimal.ZERO,
            OdooLab.line("11", "MUG", "5", "45.00", "0"),
            OdooLab.line("12", "CAP", "2", "25.00", "0"));

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p26BooksEachShipmentAsItsOwnDeliveryAndTheRestAsABackorder(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long id = lab.post(ORDER).id();

            Delivered first =
                    Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "3")), id));
            List<SandboxOdoo.SoldLine> between = lab.sandbox.orders().get(0).lines();
            Delivered second = Steps.value(lab.odoo.deliver(
                    OdooLab.shipment("1", "s2", OdooLab.pieces("11", "MUG", "2"), OdooLab.pieces("12", "CAP", "2")),
                    id));

            assertThat(between).extracting(l -> l.delivered().intValueExact()).containsExactly(3, 0);
            assertThat(first.numbers()).isNotEqualTo(second.numbers());
            assertThat(lab.sandbox.deliveries())
                    .extracting(SandboxOdoo.Delivery::state)
                    .containsExactly("done", "done");
            assertThat(lab.sandbox.deliveries())
                    .extracting(SandboxOdoo.Delivery::tracking)
                    .containsExactlyInAnyOrder("1Zs1", "1Zs2");
            assertThat(lab.sandbox.orders().get(0).deliveryStatus()).isEqualTo("full");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void p26DoesNotTakeTheBackordersCopiedMarkForTheShipment(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long id = lab.post(ORDER).id();
            Shipment shipment = OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "3"));

            Outcome<Delivered> first = lab.odoo.deliver(shipment, id);
            Outcome<Delivered> again = lab.odoo.deliver(shipment, id);

            assertThat(first).isInstanceOf(Outcome.Done.class);
            assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(Steps.value(again)).isEqualTo(Steps.value(first));
            assertThat(lab.sandbox.orders().get(0).lines().get(0).delivered()).isEqualByComparingTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void findsLinesBySkuAndBothPartsOfASplitLine(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            Order order = OdooLab.order(
                    "1", new BigDecimal("17.99"), BigDecimal.ZERO, OdooLab.line("11", "MUG", "2", "17.99", "0"));
            long id = lab.post(order).id();

            Outcome<Delivered> outcome =
                    lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("", "MUG", "2")), id);

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
            assertThat(lab.sandbox.orders().get(0).lines())
                    .extracting(l -> l.delivered().intValueExact())
                    .containsExactly(1, 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void refusesMorePiecesThanAreOpen(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long id = lab.post(ORDER).id();

            Outcome<Delivered> outcome =
                    lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "6")), id);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isEqualTo("over-delivery");
                assertThat(r.reason()).contains("6 × 'MUG'", "5");
            });
            assertThat(lab.sandbox.deliveries()).noneMatch(d -> d.state().equals("done"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void refusesAnArticleThatIsNotInTheOrder(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long id = lab.post(OdooLab.order(
                            "1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")))
                    .id();

            Outcome<Delivered> outcome =
                    lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("", "CAP", "1")), id);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                    .isEqualTo("line-not-in-order"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void booksWhatLeftEvenWhereOdooHasNoStock(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addStock("MUG", "WH", new BigDecimal("-1000"));
            long id = lab.post(OdooLab.order(
                            "1", BigDecimal.ONE, BigDecimal.ZERO, OdooLab.line("11", "MUG", "1", "1.00", "0")))
                    .id();

            Outcome<Delivered> outcome =
                    lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "1")), id);

            assertThat(outcome).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void keepsTheTrackingInTheNoteWhereOdooHasNoFieldForIt(int version) {
        try (OdooLab lab = new OdooLab(
                OdooOptions.odoo(version).with(o -> o.missingModules(Set.of("stock_delivery"))), Map.of())) {
            long id = lab.post(ORDER).id();

            Delivered delivered =
                    Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "5")), id));

            Row picking = lab.raw.one("stock.picking", delivered.deliveries().get(0), List.of("note"));
            assertThat(picking.text("note")).contains("[shop_shipment_east_s1] 1Zs1");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void takesTheGoodsFromTheWarehouseThatShippedThem(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version), Map.of("warehouse.east", "WH2"))) {
            lab.sandbox.addStock("MUG", "WH2", BigDecimal.TEN);
            long id = lab.post(ORDER).id();

            Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "3")), id));

            assertThat(lab.sandbox.stock("MUG", "WH2")).isEqualByComparingTo("7");
            assertThat(lab.sandbox.stock("MUG", "WH")).isEqualByComparingTo("1000");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17})
    void namesTheRemedyWhereTheBotHasNoEmailAddress(int version) {
        try (OdooLab lab = new OdooLab(OdooOptions.odoo(version).with(o -> o.botHasEmail(false)), Map.of())) {
            long id = lab.post(ORDER).id();

            Outcome<Delivered> outcome =
                    lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "3")), id);

            assertThat(outcome).isInstanceOfSatisfying(Outcome.Refused.class, r -> {
                assertThat(r.code()).isEqualTo("bot-email");
                assertThat(r.remedy()).contains("e-mail address");
            });
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void booksTwoShipmentsOfOneOrderAtOnce(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            long id = lab.post(ORDER).id();

            List<CompletableFuture<Outcome<Delivered>>> futures = List.of("1", "2", "1", "1").stream()
                    .map(n -> CompletableFuture.supplyAsync(
                            () -> lab.odoo.deliver(OdooLab.shipment("1", "s" + n, OdooLab.pieces("11", "MUG", n)), id)))
                    .toList();

            assertThat(futures).allMatch(f -> f.join().succeeded());
            assertThat(lab.sandbox.orders().get(0).lines().get(0).delivered()).isEqualByComparingTo("3");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void invoicesWhatWasShippedOnceAndAgainAfterTheNextShipment(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            lab.sandbox.addProduct(
                    new SandboxOdoo.Product("DEL", "Del", BigDecimal.TEN, SandboxOdoo.Kind.STORABLE, true));
            long id = lab.post(OdooLab.order(
                            "1",
                            new BigDecimal("50.00"),
                            BigDecimal.ZERO,
                            OdooLab.line("11", "DEL", "5", "50.00", "0")))
                    .id();

            Outcome<Invoiced> before = lab.odoo.invoice(OdooLab.key("1"), id);
            Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "DEL", "3")), id));
            Outcome<Invoiced> first = lab.odoo.invoice(OdooLab.key("1"), id);
            Outcome<Invoiced> again = lab.odoo.invoice(OdooLab.key("1"), id);
            Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s2", OdooLab.pieces("11", "DEL", "2")), id));
            Outcome<Invoiced> second = lab.odoo.invoice(OdooLab.key("1"), id);

            assertThat(before).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                    .isEqualTo("nothing-to-invoice"));
            assertThat(first).isInstanceOf(Outcome.Done.class);
            assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
            assertThat(Steps.value(second).invoices()).hasSize(2);
            assertThat(lab.sandbox.invoices())
                    .extracting(i ->
                            i.state() + " " + i.total().stripTrailingZeros().toPlainString())
                    .containsExactly("posted 30", "posted 20");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {17, 19})
    void readsChangedInvoicesWithTheirOrdersAndMovesTheCursor(int version) {
        try (OdooLab lab = OdooLab.of(version)) {
            PostedOrder posted = lab.post(ORDER);
            Steps.value(lab.odoo.deliver(OdooLab.shipment("1", "s1", OdooLab.pieces("11", "MUG", "5")), posted.id()));
            Steps.value(lab.odoo.invoice(OdooLab.key("1"), posted.id()));

            InvoicePage page = Steps.value(lab.odoo.invoicesSince(OdooLab.PLACED.minusSeconds(9_000_000), 100));
            InvoicePage next = Steps.value(lab.odoo.invoicesSince(page.next(), 100));

            assertThat(page.rows()).singleElement().satisfies(row -> {
                assertThat(row.path("order_names").path(0).asText()).isEqualTo(posted.number());
                assertThat(row.path("order_ids").path(0).asLong()).isEqualTo(posted.id());
                assertThat(row.path("state").asText()).isEqualTo("posted");
            });
            assertThat(page.more()).isFalse();
            assertThat(next.rows()).as("the overlap comes again").hasSize(1);
            assertThat(next.next()).isEqualTo(page.next());
        }
    }
}
