package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Problems retailers report, from the checkout to the ERP, over the running daemon: a store with webhooks and one without. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FieldProblemsTest {

    private static final Duration LONG = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private final QuietStore quiet = new QuietStore(vertx);
    private RunningDaemon running;

    @BeforeAll
    void start(@TempDir Path folder) {
        Map<String, String> more = new HashMap<>(quiet.settings());
        more.put(
                "saddlebag.routes",
                PartnerFiles.copiedTo(folder.resolve("routes"))
                        .add("main", QuietStore.NAME)
                        .folder());
        more.put("saddlebag.poll.reread", "0/3 * * * * ?");
        running = RunningDaemon.start(
                folder.resolve("data"),
                SandboxPartners.Plan.instant(),
                more,
                (partners, settings) -> stock(partners, "BULK-030"));
    }

    private static void stock(SandboxPartners partners, String sku) {
        partners.odoo().addProduct(SandboxOdoo.Product.storable(sku, BigDecimal.ONE));
        partners.odoo().addStock(sku, "WH", new BigDecimal("10000"));
    }

    @AfterEach
    void mendWebhooks() {
        running.partners().store().webhookFaults(WebhookFaults.none());
    }

    @AfterAll
    void stop() {
        running.close();
        quiet.close();
        vertx.close();
    }

    @Test
    void P2_bringsEveryOrderOnceInItsNewestVersionThoughWebhooksAreLostDoubledAndShuffled() {
        running.partners()
                .store()
                .webhookFaults(WebhookFaults.none()
                        .dropping(0.1)
                        .duplicating(0.1)
                        .shuffling(1_500)
                        .concurrently(4));

        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            long id = running.partners().store().place(basket("pending", "TEE-M", 1 + i % 3));
            running.partners().store().edit(id);
            running.partners().store().edit(id, status("processing"));
            ids.add(id);
        }

        eventually(() ->
                assertThat(ids).allSatisfy(id -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED)));
        assertThat(ids)
                .allSatisfy(id -> assertThat(inOdoo("main", id)).singleElement().satisfies(order -> {
                    assertThat(order.total()).isEqualByComparingTo(totalInStore(id));
                }));
        assertThat(running.partners().odoo().duplicateReferences()).isEmpty();
        assertThat(running.partners().shipBob().duplicates()).isEmpty();
    }

    @Test
    void P3_takesAWebhookAsAHintWhateverItsTopicSays() {
        running.partners().store().webhookFaults(WebhookFaults.none().dropping(1));
        long id = running.partners().store().place(basket("pending", "TEE-M", 1));
        byte[] hint = ("{\"id\":" + id + "}").getBytes(StandardCharsets.UTF_8);

        hint("order.deleted", hint);
        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.WAITING));
        running.partners().store().edit(id, status("processing"));
        hint("order.deleted", hint);

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void P3_dropsAnOlderVersionThatArrivesLate() {
        long id = quiet.place(order -> order.put("status", "pending"));
        byte[] old = quiet.body(id);
        quiet.edit(id, order -> order.put("status", "processing"));
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));

        byte[] late = new String(old, StandardCharsets.UTF_8)
                .replace("\"customer_note\":\"", "\"customer_note\":\"late ")
                .getBytes(StandardCharsets.UTF_8);
        running.webhook(QuietStore.NAME, QuietStore.SECRET, "order.updated", late);

        eventually(() -> assertThat(trace(QuietStore.NAME, id))
                .anyMatch(event -> event.outcome().equals("dropped")));
        assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED);
        assertThat(running.ledger().parked(key(QuietStore.NAME, id), 10)).isEmpty();
    }

    @Test
    void P6_postsNothingBeforeItIsPaid() {
        long draft = quiet.place(order -> order.put("status", "checkout-draft"));
        long unpaid = quiet.place(order -> order.put("status", "pending"));
        long unknown = quiet.place(order -> order.put("status", "awaiting-gift-card"));

        eventually(() -> {
            assertThat(state(QuietStore.NAME, draft)).isEqualTo(OrderState.IGNORED);
            assertThat(state(QuietStore.NAME, unpaid)).isEqualTo(OrderState.WAITING);
            assertThat(state(QuietStore.NAME, unknown)).isEqualTo(OrderState.WAITING);
        });
        List.of(draft, unpaid, unknown)
                .forEach(id -> assertThat(inOdoo(QuietStore.NAME, id)).isEmpty());
        List.of(draft, unpaid, unknown).forEach(id -> quiet.edit(id, order -> order.put("status", "processing")));

        eventually(() -> assertThat(List.of(draft, unpaid, unknown))
                .allSatisfy(id -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED)));
    }

    @Test
    void P7_cancelsAnOrderThatWasDeletedForGoodBeforeItWasPosted() {
        long id = running.partners().store().place(basket("pending", "TEE-M", 1));
        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.WAITING));

        running.partners().store().delete(id);

        eventually(() -> assertThat(state("main", id)).isEqualTo(OrderState.CANCELLED));
        assertThat(inOdoo("main", id)).isEmpty();
    }

    @Test
    void P8_seesAnItemEditedWithoutANewDate() {
        long id = quiet.place(order -> order.put("status", "pending"));
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.WAITING));

        quiet.editWithoutDate(
                id, order -> ((ObjectNode) order.path("line_items").get(0)).put("quantity", 2));

        eventually(() -> assertThat(document(QuietStore.NAME, id).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualByComparingTo("2")));
    }

    @Test
    void P8_seesThatARefundWasDeletedAndPostsTheOrderThen() {
        ObjectNode refund = JsonNodeFactory.instance
                .objectNode()
                .put("id", 77)
                .put("reason", "")
                .put("total", "-5.00");
        long id = quiet.place(order ->
                order.set("refunds", JsonNodeFactory.instance.arrayNode().add(refund)));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("refunded-before-posting"));

        quiet.editWithoutDate(id, order -> order.putArray("refunds"));

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(parkedCodes(QuietStore.NAME, id)).isEmpty();
    }

    @Test
    void P18_neverPostsAnOrderInAnotherCurrency() {
        long id = quiet.place(order -> order.put("currency", "USD"));

        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-pricelist"));

        assertThat(inOdoo(QuietStore.NAME, id)).isEmpty();
    }

    @Test
    void P19_parksAnUnknownSkuWithARemedyAndPostsItWhenTheOrderIsSavedAgain() {
        long id = quiet.place(order -> line(order).put("sku", "NEW-IN-STORE"));
        eventually(() -> assertThat(running.ledger().parked(key(QuietStore.NAME, id), 10))
                .singleElement()
                .satisfies(parked -> {
                    assertThat(parked.cause()).contains("NEW-IN-STORE");
                    assertThat(parked.remedy()).isNotBlank();
                    assertThat(parked.category()).isEqualTo("business");
                }));
        stock(running.partners(), "NEW-IN-STORE");

        quiet.edit(id, order -> {});

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(parkedCodes(QuietStore.NAME, id)).isEmpty();
        assertThat(inOdoo(QuietStore.NAME, id)).hasSize(1);
    }

    @Test
    void P19_parksAnOrderThatIsRefusedAgainOnceAndForItsNewestCause() {
        long id = quiet.place(order -> line(order).put("sku", "").put("product_id", 0));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("free-text-line"));

        quiet.edit(id, order -> line(order).put("product_id", 147));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("no-sku"));
        quiet.edit(id, order -> line(order).put("sku", "BULK-030"));

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(parkedCodes(QuietStore.NAME, id)).isEmpty();
    }

    @Test
    void P20_postsAnOrderWhoseProductFieldsAreOdd() {
        long id = quiet.place(order -> line(order)
                .put("name", "<b>" + "x".repeat(3_000) + "</b> 🐎")
                .put("price", "no number")
                .putNull("image")
                .put("global_unique_id", 12)
                .put("parent_name", false));

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void P22_keepsBundleAndEqualLinesApartByTheirId() {
        long id = quiet.place(order -> {
            ArrayNode lines = (ArrayNode) order.path("line_items");
            lines.add(free(order, 900_001)
                    .put("bundled_by", line(order).path("id").asText()));
            lines.add(free(order, 900_002)
                    .put("bundled_by", line(order).path("id").asText()));
        });

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(inOdoo(QuietStore.NAME, id)).singleElement().satisfies(order -> assertThat(order.lines())
                .filteredOn(sold -> sold.sku().equals("BULK-030"))
                .hasSize(3));
    }

    @Test
    void recognisesItsOwnWritesSoThatACompletedOrderIsWrittenNoMore() {
        long id = quiet.place(order -> {});
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        eventually(() -> assertThat(trace(QuietStore.NAME, id))
                .anyMatch(event -> event.outcome().equals("echo")));
        eventually(() -> assertThat(running.idle()).isTrue());
        int writes = writes(id);

        await().pollDelay(Duration.ofSeconds(7)).atMost(LONG).until(() -> true); // three polls, two re-reads

        assertThat(writes(id)).isEqualTo(writes);
        assertThat(trace(QuietStore.NAME, id))
                .noneMatch(event -> event.outcome().equals("refused"));
    }

    @Test
    void P23_countsEveryOrderInExactlyOneState() {
        List<Long> good = List.of(quiet.place(order -> {}), quiet.place(order -> {}));
        long bad = quiet.place(order -> order.put("total", "99.99").put("date_modified_gmt", "2026-01-01T00:00:00"));
        hint(QuietStore.NAME, bad);
        long open = quiet.place(order -> order.put("status", "on-hold"));

        eventually(() -> {
            assertThat(good)
                    .allSatisfy(id -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
            assertThat(parkedCodes(QuietStore.NAME, bad)).containsExactly("totals-differ");
            assertThat(state(QuietStore.NAME, open)).isEqualTo(OrderState.WAITING);
            assertThat(running.idle()).isTrue();
        });
        Map<String, Long> counts = running.ledger().counts();
        List<OrderRow> all = running.ledger().orders(Ledger.OrderFilter.all(1_000));
        assertThat(counts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(all.size());
        assertThat(counts.get("PARKED"))
                .isEqualTo(all.stream().filter(row -> row.parked() > 0).count());
        assertThat(running.ledger().parked(Optional.empty(), 1_000)).allSatisfy(parked -> {
            assertThat(parked.order()).isPresent();
            assertThat(parked.code()).isNotIn("defect", "dead-letter");
        });
    }

    private int writes(long id) {
        return quiet.shop().writes(id);
    }

    private void hint(String topic, byte[] body) {
        assertThat(running.webhook("main", RunningDaemon.SANDBOX_SECRET, topic, body)
                        .statusCode())
                .isEqualTo(200);
    }

    private void hint(String store, long id) {
        running.webhook(store, QuietStore.SECRET, "order.updated", quiet.body(id));
    }

    private static ObjectNode line(ObjectNode order) {
        return (ObjectNode) order.path("line_items").get(0);
    }

    private static ObjectNode free(ObjectNode order, long id) {
        ObjectNode line = line(order).deepCopy();
        line.put("id", id).put("subtotal", "0.00").put("subtotal_tax", "0.00");
        line.put("total", "0.00").put("total_tax", "0.00").put("price", 0);
        line.putArray("taxes");
        return line;
    }

    static ObjectNode basket(String status, String sku, int pieces) {
        ObjectNode order = JsonNodeFactory.instance.objectNode().put("status", status);
        for (String kind : List.of("billing", "shipping")) {
            order.putObject(kind)
                    .put("first_name", "Anna")
                    .put("last_name", "Muster")
                    .put("address_1", "Beispielstraße 5")
                    .put("city", "Berlin")
                    .put("postcode", "10115")
                    .put("country", "DE")
                    .put("email", "anna.muster@example.com");
        }
        order.putArray("line_items").addObject().put("sku", sku).put("quantity", pieces);
        order.putArray("shipping_lines")
                .addObject()
                .put("method_id", "flat_rate")
                .put("method_title", "Flat rate")
                .put("total", "4.90");
        return order;
    }

    private static ObjectNode status(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    private BigDecimal totalInStore(long id) {
        JsonNode order = running.partners().store().order(id).orElseThrow();
        return new BigDecimal(order.path("total").asText());
    }

    private List<SandboxOdoo.SoldOrder> inOdoo(String store, long id) {
        return running.partners().odoo().orders().stream()
                .filter(order -> order.externalId().endsWith("." + store + "_order_" + id))
                .toList();
    }

    private static Optional<OrderKey> key(String store, long id) {
        return Optional.of(new OrderKey(store, String.valueOf(id)));
    }

    private OrderState state(String store, long id) {
        return running.ledger()
                .order(key(store, id).orElseThrow())
                .map(OrderRow::state)
                .orElseThrow(() -> new AssertionError("the ledger does not know " + store + ":" + id));
    }

    private List<String> parkedCodes(String store, long id) {
        return running.ledger().parked(key(store, id), 10).stream()
                .map(Ledger.Parked::code)
                .toList();
    }

    private List<Ledger.Event> trace(String store, long id) {
        return running.ledger().trace(key(store, id).orElseThrow());
    }

    private Order document(String store, long id) {
        return Documents.read(
                Documents.parse(
                        running.ledger().document(key(store, id).orElseThrow()).orElseThrow()),
                Order.class);
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(LONG).pollInterval(Duration.ofMillis(200)).untilAsserted(assertion);
    }
}
