package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import io.saddlebag.sandbox.SandboxPartners;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The pages about orders: found, followed, told to a customer, and what warehouses owe. */
class OrderPagesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final OrderKey TROUBLED = new OrderKey("main", "900001");
    private static final OrderKey LATE = new OrderKey("main", "900002");
    private static final OrderKey PARTLY = new OrderKey("main", "900003");
    private static final Pattern OLDER = Pattern.compile("href=\"([^\"]+)\" rel=\"next\"");

    @TempDir
    private static Path data;

    private static RunningDaemon running;
    private static OrderRow done;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(
                data, SandboxPartners.Plan.instant(), Map.of("saddlebag.alert.late-acknowledgement.threshold", "1ms"));
        long placed = running.partners().store().place(1).get(0);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(running.order(placed).map(OrderRow::state)).contains(OrderState.COMPLETED));
        done = running.order(placed).orElseThrow();
        seed();
    }

    /** What the sandbox's partners, who do as they are asked, do not bring. */
    private static void seed() {
        Ledger ledger = running.ledger();
        ledger.record(captured(TROUBLED));
        Instant parkedAt = Instant.now();
        ledger.record(Step.of(TROUBLED)
                .event(parkedAt, "parked", "0badc0de", "shipbob", "parked", Duration.ZERO, "", "no-item at a step"));
        ledger.park(new Ledger.Parked(
                "0badc0de",
                Optional.of(TROUBLED),
                "fulfilment.to.shipbob",
                "releases-to-shipbob",
                "fulfilment.to.shipbob",
                "business",
                "no-item",
                "shipbob knows no item MUG-9",
                "Create it there",
                "{}",
                2,
                parkedAt,
                true,
                Optional.empty(),
                Map.of()));
        ledger.record(captured(LATE));
        ledger.record(Step.of(LATE).moveTo(OrderState.POSTED).set(Step.Field.ERP, "odoo"));
        ledger.record(Step.of(LATE).goesTo("shipbob"));
        ledger.record(captured(PARTLY));
        ledger.record(Step.of(PARTLY).moveTo(OrderState.POSTED).set(Step.Field.ERP, "odoo"));
        ledger.record(Step.of(PARTLY).moveTo(OrderState.RELEASED).releasedTo("shipbob"));
        ledger.record(Step.of(PARTLY)
                .moveTo(OrderState.PARTLY_SHIPPED)
                .tracking("1Z 4711")
                .shipment(shipment("main_shipment_shipbob_unshown", "shipped", "1Z 4711"))
                .shipment(shipment("main_shipment_shipbob_held", "on-hold", "")));
    }

    private static Step captured(OrderKey key) {
        return Step.of(key)
                .seen(new Step.Seen(
                        new OrderVersion(Instant.now(), key.id()),
                        "N" + key.id(),
                        "processing",
                        "EUR",
                        "10.00",
                        "customer" + key.id() + "@example.org",
                        Instant.now(),
                        "{\"paidAt\":\"2026-11-23T10:05:00Z\",\"customer\":{\"email\":\"customer@example.org\"},"
                                + "\"billing\":{\"lastName\":\"Quixote\",\"country\":\"ES\"}}"))
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

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void anOpenPageIsToldWhenAnOrderComes() {
        Iterator<String> told =
                Visitor.signedIn(running, Role.SUPPORT).lines("/console/live").iterator();
        untilTold(told); // how things stand

        running.ledger().record(captured(new OrderKey("main", "900010")));

        untilTold(told);
    }

    private static void untilTold(Iterator<String> lines) {
        CompletableFuture.runAsync(() -> {
                    while (!lines.next().equals("event: changed")) {
                        assertThat(lines.hasNext()).isTrue();
                    }
                })
                .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    @Test
    void anOrderIsFoundByWhateverPeopleKnowOfIt() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);
        String tracking = trackingOf(done.key());
        String sku = skuOf(done.key());

        assertThat(Stream.of(
                        done.number(),
                        "#" + done.number(),
                        done.email(),
                        done.erpNumber().orElseThrow(),
                        done.invoiceNumber().orElseThrow(),
                        tracking,
                        sku))
                .allSatisfy(known -> assertThat(support.get("/console/orders?text=" + encoded(known))
                                .body())
                        .as(known)
                        .contains("href=\"" + path(done.key()) + "\""));
        assertThat(support.get("/console/orders?text=nothing-like-this").body()).contains("No order matches");
    }

    @Test
    void ordersAreListedByWhereTheyAreAndHowLongTheyStandStill() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);

        String withWarehouse = support.get("/console/orders?partner=shipbob").body();
        String posted = support.get("/console/orders?partner=shipbob&state=posted&store=main")
                .body();
        String parked = support.get("/console/orders?state=parked").body();
        String old = support.get("/console/orders?age=7d").body();

        assertThat(withWarehouse).contains("N900002", "N900003").doesNotContain("N900001");
        assertThat(posted).contains("N900002").doesNotContain("N900003");
        assertThat(parked).contains("N900001").doesNotContain("N900002");
        assertThat(old).contains("No order matches");
    }

    @Test
    void theListGoesOnWithOlderOrders() {
        for (int i = 0; i < 101; i++) {
            running.ledger()
                    .record(captured(new OrderKey("main", String.valueOf(800_000 + i)))
                            .moveTo(OrderState.IGNORED));
        }
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);

        String first = support.get("/console/orders?state=ignored").body();
        Matcher older = OLDER.matcher(first);
        assertThat(older.find()).isTrue();
        String second = support.get(older.group(1).replace("&amp;", "&")).body();

        assertThat(first).contains("N800100").doesNotContain("N800000");
        assertThat(second).contains("N800000").doesNotContain("N800100", "rel=\"next\"");
    }

    @Test
    void anOrdersPageSaysInWordsWhereItIsAndShowsTheWholeWayToTheInvoice() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);

        String page = support.get(path(done.key())).body();

        assertThat(page)
                .contains("Done: sent, invoiced as " + done.invoiceNumber().orElseThrow())
                .contains("Seen in the store", "Posted to the ERP", "Given to the warehouse", "Shown in the store")
                .contains("lane store", "lane erp", "lane warehouse")
                .contains("Nothing of this order waits for a person")
                .contains(trackingOf(done.key()))
                .contains(done.email());
    }

    @Test
    void personalDataIsMaskedForWhoNeedNotSeeIt() {
        String support =
                Visitor.signedIn(running, Role.SUPPORT).get(path(TROUBLED)).body();
        String operations = Visitor.signedIn(running, Role.IT_OPERATIONS)
                .get(path(TROUBLED))
                .body();

        assertThat(support).contains("customer900001@example.org", "Quixote");
        assertThat(operations)
                .contains("c***@example.org", "\"country\" : \"ES\"")
                .doesNotContain("Quixote");
        assertThat(operations).doesNotContain("customer900001@", "customer@example.org");
    }

    @Test
    void aParkedOrderSaysWhatItWaitsForAndWhoMaySeesTheMessageAndTheButton() {
        String support =
                Visitor.signedIn(running, Role.SUPPORT).get(path(TROUBLED)).body();
        String fulfilment =
                Visitor.signedIn(running, Role.FULFILMENT).get(path(TROUBLED)).body();

        assertThat(support)
                .contains("a person, because shipbob knows no item MUG-9. Create it there")
                .doesNotContain("/console/parked/0badc0de", "/replay\"", "/read-again\"");
        assertThat(fulfilment)
                .contains("/console/parked/0badc0de\">Its message</a>", path(TROUBLED) + "/replay\"")
                .doesNotContain("/read-again\"");
    }

    @Test
    void anOrderIsReadFromItsStoreAgainByWhoMay() {
        Visitor operations = Visitor.signedIn(running, Role.IT_OPERATIONS);
        long placed = running.partners().store().place(1).get(0);
        await().atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(running.order(placed).map(OrderRow::state)).contains(OrderState.COMPLETED));
        OrderKey key = new OrderKey("main", String.valueOf(placed));
        assertThat(operations.get(path(key)).body())
                .as("what was read belongs to the step that read it last")
                .containsOnlyOnce("<a href=\"#document\">Its message</a>")
                .contains("id=\"document\"");

        HttpResponse<String> refused =
                Visitor.signedIn(running, Role.SUPPORT).post(path(key) + "/read-again", Map.of());
        HttpResponse<String> forbidden = withSecret(Visitor.signedIn(running, Role.SUPPORT), path(key) + "/read-again");
        HttpResponse<String> done = withSecret(operations, path(key) + "/read-again");

        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(forbidden.statusCode()).isEqualTo(403);
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(operations.get(path(key)).body()).contains("being read from the store again");
        assertThat(running.ledger().audit().find("order/main/" + placed, Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(Audit.Entry::who, Audit.Entry::what)
                .containsExactly(tuple("uit-operations", "read-again"));
        await().atMost(PATIENCE).until(running::idle);
    }

    @Test
    void parkedMessagesAreTriedAgainOnceAndThatIsInTheAuditTrail() {
        OrderKey key = new OrderKey("main", "900009");
        running.ledger().record(captured(key));
        running.ledger()
                .park(new Ledger.Parked(
                        "cafe0001",
                        Optional.of(key),
                        "order.to-store.main",
                        "orders-to-woocommerce",
                        "order.to-store.main",
                        "business",
                        "rejected",
                        "the store refused it",
                        "See why",
                        "{\"contract\":\"order-reference.v1\",\"store\":\"main\",\"orderId\":\"900009\"}",
                        1,
                        Instant.now(),
                        true,
                        Optional.empty(),
                        Map.of()));
        Visitor fulfilment = Visitor.signedIn(running, Role.FULFILMENT);

        HttpResponse<String> answer = withSecret(fulfilment, path(key) + "/replay");
        String told = fulfilment.get(path(key)).body();

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(told).contains("1 message is tried again");
        assertThat(running.ledger().audit().find("order/main/900009", Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(Audit.Entry::who, Audit.Entry::what)
                .containsExactly(tuple("ufulfilment", "replayed"));
    }

    @Test
    void aCustomerIsToldInWordsWhereTheOrderIs() {
        Visitor support = Visitor.signedIn(running, Role.SUPPORT);

        String one = support.get("/console/support?text=1z4711").body();
        String several = support.get("/console/support?text=customer90000").body();
        String none = support.get("/console/support?text=nobody").body();
        String empty = support.get("/console/support").body();

        assertThat(one)
                .contains("Order N900003", "Paid on", "Left our warehouse with UPS 1Z 4711 on")
                .contains("https://ups.example/4711", "One of us is looking into it since")
                .doesNotContain("PARTLY_SHIPPED", "partly-shipped");
        assertThat(several).contains("N900001", "N900002", "N900003", "the last changed first");
        assertThat(none).contains("Nothing found", "Try the order number");
        assertThat(empty).contains("Ask for the order number");
    }

    @Test
    void fulfilmentSeesWhatEachWarehouseOwesAndItsRows() {
        Visitor fulfilment = Visitor.signedIn(running, Role.FULFILMENT);

        String overview = fulfilment.get("/console/fulfilment").body();
        String rows = fulfilment.get("/console/fulfilment/shipbob").body();

        assertThat(overview)
                .contains("href=\"/console/orders?partner=shipbob&amp;state=posted\">1<")
                .contains("href=\"/console/fulfilment/shipbob#late\">1<")
                .contains("href=\"/console/orders?partner=shipbob&amp;state=partly-shipped\">1<")
                .contains("href=\"/console/fulfilment/shipbob#rejected\">1<")
                .contains("href=\"/console/fulfilment/shipbob#stopped\">1<")
                .contains("href=\"/console/fulfilment/shipbob#unshown\">1<");
        assertThat(rows)
                .contains("N900002", "shipbob knows no item MUG-9", "main_shipment_shipbob_unshown")
                .contains("main_shipment_shipbob_held", "/console/parked/0badc0de");
        assertThat(fulfilment.get("/console/fulfilment/nowhere").statusCode()).isEqualTo(404);
    }

    @Test
    void whoHasNothingToDoWithAPageIsToldSo() {
        Visitor finance = Visitor.signedIn(running, Role.FINANCE);

        assertThat(finance.get("/console/orders").statusCode()).isEqualTo(200);
        assertThat(finance.get("/console/orders").body()).doesNotContain("href=\"/console/fulfilment\"");
        assertThat(finance.get("/console/fulfilment").statusCode()).isEqualTo(403);
        assertThat(finance.get("/console/fulfilment/shipbob").statusCode()).isEqualTo(403);
        assertThat(new Visitor(running).get("/console/support").statusCode()).isEqualTo(303);
        assertThat(finance.get("/console/orders/main/123456789").statusCode()).isEqualTo(404);
        assertThat(finance.get("/console/orders/main/not-a-number").statusCode())
                .isEqualTo(404);
    }

    private static HttpResponse<String> withSecret(Visitor visitor, String path) {
        return visitor.post(path, Map.of("csrf", visitor.secret()));
    }

    private static String path(OrderKey key) {
        return "/console/orders/" + key.store() + "/" + key.id();
    }

    private static String trackingOf(OrderKey key) {
        return first(
                "\"trackingNumber\":\"([^\"]+)\"",
                running.ledger().shipments(key).get(0).document());
    }

    private static String skuOf(OrderKey key) {
        return first("\"sku\":\"([^\"]+)\"", running.ledger().document(key).orElseThrow());
    }

    private static String first(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern).isTrue();
        return matcher.group(1);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
