package io.saddlebag.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Role;
import io.saddlebag.access.Users;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Prices;
import io.saddlebag.ledger.Prices.Hold;
import io.saddlebag.ledger.Prices.Proposal;
import io.saddlebag.ledger.Prices.Reason;
import io.saddlebag.ledger.Prices.Settlement;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.settings.Settings;
import io.saddlebag.testing.TestHome;
import io.saddlebag.wiring.Daemon;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;

/** A daemon with sandbox partners, somebody of every role, and one of each trouble that the roles are asked about. */
final class TroubledShop implements AutoCloseable {

    static final String STORE = "main";
    static final String OFTEN = "GIRTH-120";
    private static final String NEVER = "0 0 0 1 1 ? 2099";
    private static final String DIFFERENCE = "d-total";
    private static final String LOW = "{\"regular\":\"35.70\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
    private static final String HIGH = "{\"regular\":\"119.00\",\"sale\":\"\",\"saleFrom\":\"\",\"saleTo\":\"\"}";
    private static final OrderKey UNSHOWN = new OrderKey(STORE, "900001");
    private static final OrderKey STUCK = new OrderKey(STORE, "900002");
    private static final Instant YESTERDAY = Instant.now().minus(Duration.ofDays(1));

    private final SandboxPartners partners;
    private final Daemon daemon;
    private final long done;
    private final long parked;

    private TroubledShop(SandboxPartners partners, Daemon daemon) {
        this.partners = partners;
        this.daemon = daemon;
        this.done = partners.store().place(1).get(0);
        this.parked = parkedOrder("SADDLE-BLUE");
        seed();
        eventually(() -> assertThat(order(done).map(OrderRow::state)).contains(OrderState.COMPLETED));
        eventually(() -> assertThat(ledger().alerts().open(10)).isNotEmpty());
    }

    static TroubledShop open(Path data) {
        SandboxPartners partners = SandboxPartners.start(SandboxPartners.Plan.instant());
        try {
            Map<String, String> settings = TestHome.settings(
                    data,
                    partners,
                    Map.of(
                            "saddlebag.alert.every", "* * * * * ?",
                            "saddlebag.alert.settle", "1s",
                            "saddlebag.erp.odoo.stock", "true",
                            "saddlebag.poll.levels", "0/2 * * * * ?",
                            "saddlebag.poll.reread", NEVER, // the store knows nothing of the orders of seed()
                            "saddlebag.reconcile.at", NEVER));
            addPeople(data); // before the daemon, which makes a first user where there is none
            Daemon daemon = Daemon.start(Settings.load(Path.of("."), Map.of(), settings));
            try {
                return new TroubledShop(partners, daemon);
            } catch (RuntimeException | AssertionError e) {
                daemon.close();
                throw e;
            }
        } catch (RuntimeException | AssertionError e) {
            partners.close();
            throw e;
        }
    }

    private static void addPeople(Path data) {
        Users users = new Users(data.resolve("users.json"), Clock.systemUTC());
        for (Role role : Role.values()) {
            users.add(role.word(), EnumSet.of(role));
            users.choose(role.word(), Person.PASSWORD);
        }
    }

    /** What partners who do as they are asked do not bring. */
    private void seed() {
        ledger().record(captured(UNSHOWN));
        ledger().record(Step.of(UNSHOWN).moveTo(OrderState.POSTED).set(Step.Field.ERP, "odoo"));
        ledger().record(Step.of(UNSHOWN).moveTo(OrderState.RELEASED).releasedTo("shipbob"));
        ledger().record(Step.of(UNSHOWN)
                .moveTo(OrderState.PARTLY_SHIPPED)
                .tracking("1Z 4711")
                .shipment(shipment("main_shipment_shipbob_unshown", "shipped", "1Z 4711"))
                .shipment(shipment("main_shipment_shipbob_held", "on-hold", "")));
        ledger().record(captured(STUCK));
        for (int i = 0; i < 3; i++) {
            ledger().drifts().found(new Drifts.Found(STORE, OFTEN, "price", HIGH, LOW, "report", Instant.now()));
            ledger().drifts().over(STORE, OFTEN, "price", "they agree again");
        }
        ledger().drifts().found(new Drifts.Found(STORE, "TEE-M", "price", HIGH, LOW, "report", Instant.now()));
        hold("BRIDLE-01");
        ledger().reconciliations()
                .ask(Run.asked("run-1", STORE, YESTERDAY.minusSeconds(1), Instant.now(), "saddlebag", Instant.now()));
        ledger().reconciliations()
                .found(
                        "run-1",
                        List.of(new Found(
                                DIFFERENCE,
                                "erp-total-differs",
                                STORE,
                                Optional.of(UNSHOWN),
                                "erp.odoo",
                                "S00042",
                                new BigDecimal("1.23"),
                                "EUR",
                                "119.00 here, 117.77 there",
                                "",
                                Optional.empty(),
                                YESTERDAY)));
    }

    private static Step captured(OrderKey key) {
        return Step.of(key)
                .seen(
                        new Seen(
                                new OrderVersion(YESTERDAY, key.id()),
                                "N" + key.id(),
                                "processing",
                                "EUR",
                                "119.00",
                                "customer" + key.id() + "@example.org",
                                YESTERDAY,
                                """
                        {"paidAt":"2026-11-23T10:05:00Z","total":"119.00","totalTax":"19.00","paymentMethod":"card","refunds":[],
                        "taxLines":[{"percent":"19","label":"VAT","taxTotal":"19.00","shippingTaxTotal":"0.00"}]}
                        """))
                .moveTo(OrderState.CAPTURED)
                .goesTo("odoo");
    }

    private static ShipmentChange shipment(String external, String status, String tracking) {
        return new ShipmentChange(
                external,
                "shipbob",
                Optional.of(status),
                Optional.of(Instant.now().minus(Duration.ofHours(1))),
                Optional.of("{\"parcels\":[{\"carrier\":\"UPS\",\"trackingNumber\":\"" + tracking
                        + "\",\"trackingUrl\":\"https://ups.example/4711\"}]}"),
                Optional.of(true),
                Optional.empty());
    }

    /** An order that is parked because the ERP lacks what was bought. */
    long parkedOrder(String sku) {
        partners.store()
                .addProduct(JsonNodeFactory.instance
                        .objectNode()
                        .put("name", "Saddle, blue")
                        .put("type", "simple")
                        .put("sku", sku)
                        .put("regular_price", "30.00"));
        ObjectNode order = (ObjectNode)
                Documents.parse(
                        """
                {"status":"processing",
                 "billing":{"first_name":"Anna","last_name":"Muster","address_1":"Beispielstraße 5","city":"Berlin",
                            "postcode":"10115","country":"DE","email":"anna.muster@example.com"},
                 "shipping":{"first_name":"Anna","last_name":"Muster","address_1":"Beispielstraße 5","city":"Berlin",
                             "postcode":"10115","country":"DE"},
                 "line_items":[{"quantity":1}],
                 "shipping_lines":[{"method_id":"flat_rate","method_title":"Flat rate","total":"4.90"}]}
                """);
        ((ObjectNode) order.path("line_items").get(0)).put("sku", sku);
        long id = partners.store().place(order);
        eventually(() -> assertThat(ledger().parked(Optional.of(key(id)), 1)).isNotEmpty());
        return id;
    }

    /** A price change that waits for a person. */
    Hold hold(String sku) {
        Prices prices = ledger().prices();
        Proposal proposal = new Proposal(
                sku, HIGH, LOW, List.of(new Reason("large-drop", "it falls by -70 %")), "list price", true);
        prices.propose(STORE, "odoo", "run-" + sku, new Prices.Found(List.of(proposal), List.of(), List.of()));
        prices.settle(
                STORE,
                "odoo",
                List.of(new Settlement(
                        proposal, proposal.reasons(), 4, Instant.now().plus(Duration.ofDays(7)))));
        return prices.held(new Prices.Filter(Optional.empty(), Optional.empty(), Optional.of(sku), 1))
                .get(0);
    }

    /** Something changes that open pages hear of. */
    void news() {
        ledger().audit().add(List.of(new Audit.Entry("ann", "noted", "shop/main", "", "", "", "browser")));
    }

    static OrderKey key(long id) {
        return new OrderKey(STORE, String.valueOf(id));
    }

    Ledger ledger() {
        return daemon.ledger();
    }

    SandboxPartners partners() {
        return partners;
    }

    Optional<OrderRow> order(long id) {
        return ledger().order(key(id));
    }

    /** The page of what is parked of an order. */
    String message(long id) {
        return "/console/parked/"
                + ledger().parked(Optional.of(key(id)), 1).get(0).id();
    }

    String address() {
        return "http://127.0.0.1:" + daemon.operationsPort();
    }

    OrderRow doneOrder() {
        return order(done).orElseThrow();
    }

    String stuckOrder() {
        return "N" + STUCK.id();
    }

    /** Every page of the menu, and one of each kind behind it. */
    List<String> pages() {
        List<String> pages = new ArrayList<>(MENU);
        pages.addAll(List.of(
                "/console/orders/main/" + done,
                "/console/orders/main/" + UNSHOWN.id(),
                "/console/support?text=" + UNSHOWN.id().replaceFirst("^", "N"),
                "/console/fulfilment/shipbob",
                "/console/operations/stuck",
                message(parked),
                "/console/parked/codes",
                "/console/finance/stuck",
                "/console/finance/differences",
                "/console/finance/differences/" + DIFFERENCE,
                "/console/finance/day?store=main&day=" + LocalDate.ofInstant(YESTERDAY, ZoneOffset.UTC),
                "/console/stock?sku=" + OFTEN,
                "/console/stock/drifts",
                "/console/prices/item?store=main&sku=BRIDLE-01",
                "/console/password"));
        return pages;
    }

    /** Where some role may do something. */
    List<String> pagesWithButtons() {
        return List.of(
                "/console/orders/main/" + done,
                "/console/operations",
                "/console/parked?code=unknown-sku",
                message(parked),
                "/console/finance/differences?kind=erp-total-differs",
                "/console/finance/differences/" + DIFFERENCE,
                "/console/prices?sku=BRIDLE",
                "/console/alerts");
    }

    static final List<String> MENU = List.of(
            "/console/orders",
            "/console/support",
            "/console/fulfilment",
            "/console/operations",
            "/console/parked",
            "/console/finance",
            "/console/stock",
            "/console/prices",
            "/console/figures",
            "/console/alerts",
            "/console/audit");

    static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(assertion);
    }

    @Override
    public void close() {
        daemon.close();
        partners.close();
    }
}
