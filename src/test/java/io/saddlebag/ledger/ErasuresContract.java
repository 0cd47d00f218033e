package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.T0;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Audit.Chained;
import io.saddlebag.ledger.Erasures.Erased;
import io.saddlebag.ledger.Ledger.Notice;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.order.Shipment;
import io.saddlebag.personal.Person;
import io.saddlebag.personal.Pseudonyms;
import io.saddlebag.testing.MovableClock;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every database must keep to: a customer is forgotten wherever he is, and what he bought is not. */
abstract class ErasuresContract {

    private static final Actor ANN = new Actor("ann", "command line");

    static final String EMAIL = "Zoe.Quirk_1@Example.org";
    private static final Person ZOE = new Person.Mail(EMAIL);
    static final List<String> PERSONAL = List.of(
            "zoe.quirk",
            "quirk",
            "verylongstreet",
            "quietville",
            "z-94949-q",
            "+4930123456789",
            "at123456789",
            "ring twice",
            "too small for zoe",
            "zx-parcel-77",
            "engraved for");

    MovableClock clock;
    LedgerSettings place;
    Ledger ledger;

    /** Settings of an empty database. */
    abstract LedgerSettings settings();

    @BeforeEach
    void open() {
        clock = new MovableClock(T0);
        place = settings();
        ledger = LedgerFactory.open(place.withClock(clock));
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void nothingOfHimIsLeftInAnyTableAndWhatHeBoughtIs() throws SQLException {
        everythingOf(1);
        ledger.note(Notice.now("store.shop webhooks", "warn", "refused zoe.quirk_1@example.org", T0));
        assertThat(dump()).as("there was something to erase").contains(PERSONAL);
        Instant changedAt = ledger.order(key(1)).orElseThrow().changedAt();
        clock.forward(Duration.ofHours(1));

        Erased erased = ledger.erasures().erase(ZOE, ANN);

        assertThat(erased.survey().orders()).containsExactly(key(1));
        assertThat(erased.changed()).containsKeys("orders", "tracking numbers", "copies of messages", "words");
        assertThat(dump()).doesNotContain(PERSONAL.toArray(String[]::new));
        OrderRow row = ledger.order(key(1)).orElseThrow();
        assertThat(row.email()).isEqualTo(erased.pseudonym().orElseThrow()).matches(Pseudonyms::is);
        assertThat(row.total()).isEqualTo("10.00");
        assertThat(row.invoiceNumber()).contains("INV/1");
        assertThat(row.erpNumber()).contains("S0001");
        assertThat(row.changedAt()).as("nothing happened to it").isEqualTo(changedAt);
        Order kept = Documents.read(ledger.document(key(1)).orElseThrow(), Order.class);
        assertThat(kept.lines()).extracting(Order.Line::sku).containsExactly("MUG");
        assertThat(kept.total()).isEqualByComparingTo("10.00");
        assertThat(kept.refunds()).extracting(Order.Refund::total).containsExactly(new BigDecimal("-1.00"));
        assertThat(kept.billing().country()).isEqualTo("AT");
        assertThat(kept.customer().id()).isEmpty();
        assertThat(row.version().hash()).isEqualTo(OrderVersions.of(kept).hash());
        assertThat(ledger.shipments(key(1))).singleElement().satisfies(shipment -> assertThat(shipment.status())
                .isEqualTo("delivered"));
        assertThat(ledger.trace(key(1))).extracting(Ledger.Event::detail).contains("sent to *** (***)");
        assertThat(ledger.references(key(1))).isNotEmpty();
        assertThat(found("zoe.quirk")).isEmpty();
        assertThat(found("mug")).containsExactly(key(1));
    }

    @Test
    void theAuditTrailTellsOfItWithoutHimAndStaysWhole() {
        everythingOf(1);

        Erased erased = ledger.erasures().erase(ZOE, ANN);

        Chained entry = ledger.audit().find("customer/", Optional.empty(), 10).get(0);
        assertThat(entry.entry().who()).isEqualTo("ann");
        assertThat(entry.entry().what()).isEqualTo(Erasures.ERASED);
        assertThat(entry.entry().subject())
                .isEqualTo("customer/" + erased.pseudonym().orElseThrow());
        assertThat(entry.entry().origin()).isEqualTo("command line");
        assertThat(entry.entry().after()).startsWith("1 orders erased");
        assertThat(ledger.audit().verify().broken()).isEmpty();
    }

    @Test
    void anOrderOnItsWayOrAWaitingMessageHasToEndFirst() throws SQLException {
        everythingOf(1);
        ledger.record(capture(2, EMAIL, "8", OrderState.CAPTURED));
        ledger.park(new Parked(
                "p-stray",
                Optional.empty(),
                "store.event",
                "capture-orders",
                "store.event",
                "malformed",
                "contract",
                "no order",
                "look",
                "{\"billing\":{\"email\":\"" + EMAIL + "\"}}",
                1,
                T0,
                true,
                Optional.empty(),
                Map.of()));
        List<String> before = dumped();

        Erased erased = ledger.erasures().erase(ZOE, ANN);

        assertThat(erased.pseudonym()).isEmpty();
        assertThat(erased.survey().onTheirWay()).containsExactly(key(2));
        assertThat(erased.survey().waiting()).containsExactly("p-stray");
        assertThat(dumped()).isEqualTo(before);

        ledger.record(Step.of(key(2)).moveTo(OrderState.CANCELLED));
        ledger.parkedMessages().skip("p-stray", "no order of ours", "ann", Optional.empty());
        assertThat(ledger.erasures().erase(ZOE, ANN).survey().orders()).containsExactly(key(1), key(2));
        assertThat(dump()).as("also in the message that belongs to no order").doesNotContain("zoe.quirk");
    }

    @Test
    void askedAgainItSaysThatItIsDone() throws SQLException {
        everythingOf(1);
        Erased first = ledger.erasures().erase(ZOE, ANN);
        clock.forward(Duration.ofDays(1));

        Erased again = ledger.erasures().erase(ZOE, ANN);

        assertThat(again.survey().orders()).isEmpty();
        assertThat(again.survey().erased()).containsExactly(key(1));
        assertThat(again.survey().since()).contains(T0);
        assertThat(again.pseudonym()).isEqualTo(first.pseudonym());
        assertThat(again.changed()).isEmpty();
        assertThat(ledger.erasures().look(new Person.Mail("nobody@example.org")).orders())
                .isEmpty();
        assertThat(dump()).doesNotContain("nobody");
    }

    @Test
    void anAccountIsErasedUnderAllItsAddresses() throws SQLException {
        ledger.record(capture(1, EMAIL, "7", OrderState.COMPLETED));
        ledger.record(capture(2, "zoe@elsewhere.example", "7", OrderState.COMPLETED));
        ledger.record(capture(3, "other@example.org", "77", OrderState.COMPLETED));
        assertThat(ledger.erasures().look(ZOE).accounts()).containsExactly("shop:7");

        Erased erased = ledger.erasures().erase(new Person.Account("shop", "7"), ANN);

        assertThat(erased.survey().orders()).containsExactly(key(1), key(2));
        assertThat(dump()).doesNotContain("zoe.quirk", "zoe@elsewhere").contains("other@example.org");
        assertThat(ledger.erasures().look(new Person.Account("shop", "7")).since())
                .isPresent();
        assertThat(ledger.erasures().look(ZOE).erased()).containsExactly(key(1));
    }

    @Test
    void whatIsWrittenOfAnErasedOrderLaterDoesNotBringHimBack() throws SQLException {
        everythingOf(1);
        ledger.erasures().erase(ZOE, ANN);

        ledger.record(capture(1, EMAIL, "7", OrderState.COMPLETED, "refunded", 60)
                .shipment(shipment(90))
                .tracking("ZX-PARCEL-77"));
        ledger.park(parked("p-late", 1, "the store changed the order"));

        assertThat(ledger.order(key(1)).orElseThrow().storeStatus())
                .as("followed")
                .isEqualTo("refunded");
        assertThat(ledger.order(key(1)).orElseThrow().parked()).isEqualTo(1);
        assertThat(dump()).doesNotContain(PERSONAL.toArray(String[]::new));
    }

    @Test
    void aBuyerIsRememberedForOrdersOfBeforeAndNotForLaterOnes() {
        clock.forward(Duration.ofDays(10));
        ledger.erasures().erase(ZOE, ANN);

        assertThat(ledger.erasures().pseudonym(List.of(ZOE), T0)).isPresent();
        assertThat(ledger.erasures().pseudonym(List.of(ZOE), T0.plus(Duration.ofDays(11))))
                .isEmpty();
        assertThat(ledger.erasures().pseudonym(List.of(new Person.Mail("other@example.org")), T0))
                .isEmpty();
    }

    @Test
    void afterATimeOrdersThatAreOverForgetTheirBuyersByThemselves() throws SQLException {
        everythingOf(1);
        ledger.record(capture(2, "open@example.org", "", OrderState.CAPTURED));
        ledger.record(capture(3, "", "", OrderState.COMPLETED));
        clock.forward(Duration.ofDays(100));
        ledger.record(capture(4, "new@example.org", "", OrderState.COMPLETED));
        Instant before = T0.plus(Duration.ofDays(50));

        assertThat(ledger.erasures().forget(before, 2)).isEqualTo(2);
        assertThat(ledger.erasures().forget(before, 2)).isEqualTo(1);
        assertThat(ledger.erasures().forget(before, 2)).isZero();

        assertThat(dump())
                .doesNotContain(PERSONAL.toArray(String[]::new))
                .contains("open@example.org", "new@example.org");
        assertThat(ledger.erasures().look(ZOE).erased())
                .as("found by his address")
                .containsExactly(key(1));
        assertThat(ledger.erasures().pseudonym(List.of(ZOE), T0))
                .as("nobody is remembered")
                .isEmpty();

        ledger.record(Step.of(key(2)).moveTo(OrderState.CANCELLED));
        assertThat(ledger.erasures().forget(T0.plus(Duration.ofDays(200)), 10)).isEqualTo(2);
        assertThat(dump()).doesNotContain("open@example.org");
    }

    /** A completed order with a trace in every table that may have one. */
    void everythingOf(int id) {
        ledger.record(capture(id, EMAIL, "7", OrderState.COMPLETED)
                .set(Step.Field.ERP, "odoo")
                .set(Step.Field.ERP_NUMBER, "S0001")
                .set(Step.Field.INVOICE_NUMBER, "INV/1")
                .reference("odoo", "order", "S0001")
                .shipment(shipment(10))
                .tracking("ZX-PARCEL-77")
                .event(T0, "post-order", "1", "odoo", "done", Duration.ZERO, "", "sent to Zoe Quirk (" + EMAIL + ")"));
        ledger.park(parked("p-" + id, id, "refused: verylongstreet 9 of Zoe Quirk"));
        ledger.parkedMessages()
                .edit(
                        "p-" + id,
                        new ParkedMessages.Edit(
                                Optional.of(Documents.text(order(id, EMAIL, "7", "completed", 0))),
                                "replay",
                                "changed for zoe quirk"),
                        "ann");
        ledger.close(key(id), "order.to-erp", "done with Zoe Quirk");
    }

    private static Parked parked(String id, int order, String cause) {
        return new Parked(
                id,
                Optional.of(key(order)),
                "order.to-erp",
                "orders-to-erp",
                "order.to-erp",
                "business",
                "invalid",
                cause,
                "mend it",
                Documents.text(order(order, EMAIL, "7", "completed", 0)),
                1,
                T0,
                true,
                Optional.empty(),
                Map.of());
    }

    private static ShipmentChange shipment(int second) {
        Shipment shipment = new Shipment(
                "shipment.v1",
                "shop",
                "1",
                "east",
                "1",
                Shipment.Status.DELIVERED,
                T0.plusSeconds(second),
                List.of(new Shipment.Line(Optional.of("1"), "MUG", BigDecimal.ONE)),
                List.of(new Shipment.Parcel("UPS", "ZX-PARCEL-77", "https://carrier.example/ZX-PARCEL-77")));
        return new ShipmentChange(
                shipment.external(),
                "east",
                Optional.of("delivered"),
                Optional.of(shipment.changedAt()),
                Optional.of(Documents.text(shipment)),
                Optional.of(true),
                Optional.of(true));
    }

    static Step capture(int id, String email, String customer, OrderState state) {
        return capture(id, email, customer, state, "completed", 0);
    }

    private static Step capture(int id, String email, String customer, OrderState state, String status, int second) {
        Order order = order(id, email, customer, status, second);
        return Step.of(order.key())
                .seen(new Seen(
                        OrderVersions.of(order),
                        order.number(),
                        order.status(),
                        order.currency(),
                        order.total().toPlainString(),
                        email,
                        order.createdAt(),
                        Documents.text(order)))
                .sold(new StockLedger.Sold(false, List.of(new StockLedger.DemandLine("10", "", "MUG", 1))))
                .moveTo(state);
    }

    private static Order order(int id, String email, String customer, String status, int second) {
        boolean known = email.equals(EMAIL);
        Order.Address address = new Order.Address(
                known ? "Zoe" : "",
                known ? "Quirk" : "",
                "",
                known ? "Verylongstreet 9" : "",
                "",
                known ? "Quietville" : "",
                "",
                known ? "Z-94949-Q" : "",
                "AT",
                email,
                known ? "+4930123456789" : "");
        return new Order(
                "order.v1",
                "shop",
                String.valueOf(id),
                "N" + id,
                status,
                "EUR",
                true,
                T0,
                T0.plusSeconds(second),
                Optional.of(T0),
                new Order.Customer(
                        Optional.of(customer).filter(one -> !one.isEmpty()), email, known ? "AT123456789" : ""),
                address,
                address,
                "card",
                "Card",
                "ch_1",
                known ? "ring twice" : "",
                List.of(new Order.Line(
                        "1",
                        "10",
                        Optional.empty(),
                        "MUG",
                        "Mug",
                        BigDecimal.ONE,
                        new BigDecimal("10.00"),
                        new BigDecimal("10.00"),
                        BigDecimal.ZERO,
                        "",
                        List.of(),
                        known ? Map.of("text", "engraved for Zoe") : Map.of())),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                new BigDecimal("10.00"),
                List.of(new Order.Refund("5", new BigDecimal("-1.00"), known ? "too small for Zoe" : "")),
                known ? Map.of("_plugin", "Zoe Quirk") : Map.of());
    }

    private List<OrderKey> found(String text) {
        return ledger
                .orders(new OrderFilter(
                        Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), 10))
                .stream()
                .map(OrderRow::key)
                .toList();
    }

    /** Every value of every table, in lower case. */
    private String dump() throws SQLException {
        return String.join("\n", dumped());
    }

    private List<String> dumped() throws SQLException {
        List<String> values = new ArrayList<>();
        try (Session session =
                new Session((place.isSqlite() ? new SqliteDialect(place) : new PostgresDialect(place)).connect())) {
            List<String> tables = new ArrayList<>();
            try (ResultSet found = session.connection()
                    .getMetaData()
                    .getTables(
                            null, place.isSqlite() ? null : session.connection().getSchema(), "%", new String[] {"TABLE"
                            })) {
                while (found.next()) {
                    tables.add(found.getString("TABLE_NAME"));
                }
            }
            for (String table : tables) {
                session
                        .list("select * from " + table, row -> {
                            StringBuilder line = new StringBuilder(table);
                            for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                                line.append(" | ").append(row.getString(i));
                            }
                            return line.toString().toLowerCase(Locale.ROOT);
                        })
                        .stream()
                        .sorted()
                        .forEach(values::add);
            }
        }
        assertThat(values).as("all tables").hasSizeGreaterThan(3);
        return values;
    }
}
