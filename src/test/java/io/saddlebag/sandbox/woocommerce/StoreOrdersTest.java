package io.saddlebag.sandbox.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.sandbox.woocommerce.StoreClient.Answer;
import io.vertx.core.Vertx;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreOrdersTest {

    private static final String ORDERS = "/wp-json/wc/v3/orders";
    private static final String MUG = "{'line_items':[{'sku':'MUG-BLUE','quantity':2}]";

    private Vertx vertx;
    private SandboxStore store;
    private StoreClient client;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        store = SandboxStore.start(vertx, 0, SandboxStore.Options.defaults());
        client = new StoreClient(store);
    }

    @AfterEach
    void close() {
        store.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private List<Long> ids(String query) {
        List<Long> ids = new ArrayList<>();
        client.get(ORDERS + query).json().forEach(o -> ids.add(o.path("id").asLong()));
        return ids;
    }

    private void modified(long id, String time) {
        synchronized (store.lock()) {
            store.shop().state.orders.get(id).modified = Instant.parse(time);
        }
    }

    @Test
    void stockFollowsTheStatusAsMeasured() {
        long id = client.send("POST", ORDERS, MUG + "}").json().path("id").asLong();
        List<Integer> stock = new ArrayList<>();
        for (String status : List.of(
                "pending",
                "processing",
                "on-hold",
                "completed",
                "cancelled",
                "processing",
                "failed",
                "pending",
                "processing",
                "refunded")) {
            client.send("PUT", ORDERS + "/" + id, "{'status':'" + status + "'}");
            stock.add(5000 - store.stock("MUG-BLUE").orElseThrow());
        }

        assertThat(stock).as("03-orders/stock-by-transition").containsExactly(0, 2, 2, 2, 0, 2, 2, 0, 2, 2);
    }

    @Test
    void modifiedAfterIsStrictToTheSecondAndSiteLocalUnlessGmt() {
        List<Long> ids = store.place(3);
        modified(ids.get(0), "2026-11-23T17:52:47Z");
        modified(ids.get(1), "2026-11-23T17:52:48Z");
        modified(ids.get(2), "2026-11-23T17:52:49Z");

        List<Long> gmt = ids("?modified_after=2026-11-23T17:52:48&dates_are_gmt=true");
        List<Long> local = ids("?modified_after=2026-11-23T18:52:48");
        List<Long> zoned = ids("?modified_after=2026-11-23T17:52:48Z&dates_are_gmt=true");
        Answer dateOnly = client.get(ORDERS + "?modified_after=2026-11-23");
        store.move(ZoneId.of("America/New_York"));
        List<Long> elsewhere = ids("?modified_after=2026-11-23T12:52:48");

        assertThat(gmt).containsExactly(ids.get(2));
        assertThat(local).containsExactly(ids.get(2));
        assertThat(zoned).as("Z together with dates_are_gmt answers nothing").isEmpty();
        assertThat(dateOnly.status()).isEqualTo(400);
        assertThat(elsewhere).containsExactly(ids.get(2));
        assertThat(store.order(ids.get(1)).orElseThrow().path("date_modified").asText())
                .isEqualTo("2026-11-23T12:52:48");
    }

    @Test
    void pagesSortedByModifiedThenIdHoldEveryOrderOnce() {
        List<Long> placed = store.place(95);
        placed.forEach(id -> modified(id, "2026-11-23T17:52:4" + id % 3 + "Z"));

        List<Long> paged = new ArrayList<>();
        for (int page = 1; page <= 10; page++) {
            paged.addAll(ids("?orderby=modified&order=asc&per_page=10&page=" + page));
        }

        assertThat(paged).containsExactlyInAnyOrderElementsOf(placed);
        List<Long> sorted = new ArrayList<>(placed);
        sorted.sort(java.util.Comparator.<Long>comparingLong(id -> id % 3).thenComparing(id -> id));
        assertThat(paged).isEqualTo(sorted);
        assertThat(ids("?orderby=modified&order=asc&per_page=10&page=11")).isEmpty();
    }

    @Test
    void anyLeavesOutTheTrashAndKeepsDrafts() {
        List<Long> ids = store.place(2);
        store.trash(ids.get(0));
        long draft = client.send("POST", ORDERS, "{'status':'checkout-draft'}")
                .json()
                .path("id")
                .asLong();

        assertThat(ids("?status=any")).containsExactly(draft, ids.get(1));
        assertThat(ids("?status=trash")).containsExactly(ids.get(0));
    }

    @Test
    void anUnknownCouponIsRefusedButLeavesADraft() {
        Answer refused = client.send("POST", ORDERS, MUG + ",'coupon_lines':[{'code':'NOSUCH'}]}");

        long draft = refused.json().at("/data/new_draft_order_id").asLong();
        assertThat(refused.status()).isEqualTo(400);
        assertThat(store.order(draft).orElseThrow().path("status").asText()).isEqualTo("checkout-draft");
    }

    @Test
    void metadataMergesByKeyAndById() {
        JsonNode made = client.send(
                        "POST",
                        ORDERS,
                        "{'meta_data':[{'key':'a','value':1},{'key':'b','value':'x'},{'key':'c','value':null}]}")
                .json();
        String path = ORDERS + "/" + made.path("id").asLong();
        long b = made.at("/meta_data/1/id").asLong();

        JsonNode merged = client.send(
                        "PUT",
                        path,
                        "{'meta_data':[{'key':'a','value':2},{'id':" + b
                                + ",'key':'b','value':null},{'key':'d','value':true}]}")
                .json()
                .path("meta_data");

        assertThat(made.path("meta_data")).hasSize(2);
        assertThat(merged).hasSize(2);
        assertThat(merged.at("/0/id")).isEqualTo(made.at("/meta_data/0/id"));
        assertThat(merged.at("/0/value").asText()).isEqualTo("2");
        assertThat(merged.at("/1/value").asText()).isEqualTo("1");
    }

    @Test
    void anEmptyPutMovesTheDateAndANoteDoesNot() {
        long id = store.place(1).get(0);
        modified(id, "2026-01-01T00:00:00Z");
        client.send("POST", ORDERS + "/" + id + "/notes", "{'note':'x'}");
        String afterNote =
                store.order(id).orElseThrow().path("date_modified_gmt").asText();

        client.send("PUT", ORDERS + "/" + id, "{}");

        assertThat(afterNote).isEqualTo("2026-01-01T00:00:00");
        assertThat(store.order(id).orElseThrow().path("date_modified_gmt").asText())
                .isGreaterThan("2026-01-02");
    }

    @Test
    void aNewOrderIsSeenHalfMadeFirst() {
        store.halfMade(400);

        JsonNode answer = client.send("POST", ORDERS, "{'status':'processing','line_items':[{'sku':'MUG-BLUE'}]}")
                .json();
        JsonNode seen = client.get(ORDERS + "/" + answer.path("id").asLong()).json();

        assertThat(answer.path("total").asText()).isEqualTo("14.88");
        assertThat(seen.path("status").asText()).isEqualTo("pending");
        assertThat(seen.path("total").asText()).isEqualTo("0.00");
        assertThat(seen.path("date_paid").isNull()).isTrue();
        await().atMost(Duration.ofSeconds(5))
                .until(() -> client.get(ORDERS + "/" + answer.path("id").asLong())
                        .json()
                        .path("status")
                        .asText()
                        .equals("processing"));
    }

    @Test
    void theRefundThatCompletesTheTotalClosesTheOrder() {
        long id = store.place(1).get(0);
        BigDecimal total =
                new BigDecimal(store.order(id).orElseThrow().path("total").asText());

        store.refund(id, BigDecimal.ONE);
        String partly = store.order(id).orElseThrow().path("status").asText();
        store.refund(id);

        assertThat(partly).isEqualTo("processing");
        JsonNode order = store.order(id).orElseThrow();
        assertThat(order.path("status").asText()).isEqualTo("refunded");
        assertThat(order.at("/refunds/0/total").asText()).isEqualTo("-" + total.subtract(BigDecimal.ONE));
    }

    @Test
    void placedOrdersAddUpAndDiffer() {
        List<Long> ids = store.place(300);

        List<String> kinds = new ArrayList<>();
        for (long id : ids) {
            JsonNode order = store.order(id).orElseThrow();
            BigDecimal sum = BigDecimal.ZERO;
            for (String part : List.of("line_items", "fee_lines", "shipping_lines")) {
                for (JsonNode line : order.path(part)) {
                    sum = sum.add(new BigDecimal(line.path("total").asText()));
                    sum = sum.add(new BigDecimal(line.path("total_tax").asText()));
                }
            }
            assertThat(sum)
                    .as("order " + id)
                    .isEqualByComparingTo(order.path("total").asText());
            assertThat(order.path("status").asText()).isEqualTo("processing");
            order.path("tax_lines")
                    .forEach(tax -> kinds.add(tax.path("rate_code").asText()));
            kinds.add(order.path("coupon_lines").isEmpty() ? "no coupon" : "coupon");
            kinds.add(order.path("customer_id").asLong() > 0 ? "customer" : "guest");
            kinds.add(order.path("fee_lines").isEmpty() ? "no fee" : "fee");
        }
        assertThat(kinds).contains("DE-UST.-1", "FR-TVA-1", "NL-BTW-1", "coupon", "customer", "guest", "fee");
    }

    /** Counts the processor's time, since other work on the machine says nothing about the store. */
    @Test
    void placesAThousandOrdersWellUnderASecond() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        store.place(500);

        long start = threads.getCurrentThreadCpuTime();
        store.place(1000);
        long millis = (threads.getCurrentThreadCpuTime() - start) / 1_000_000;

        assertThat(millis).isLessThan(600);
        assertThat(client.get(ORDERS + "?per_page=1").header("X-WP-Total")).contains("1500");
    }
}
