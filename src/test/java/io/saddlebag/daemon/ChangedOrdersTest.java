package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.woocommerce.WebhookFaults;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Problems retailers report with what happens to an order, and when the daemon learns of it. */
class ChangedOrdersTest extends FieldProblems {

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
            long id = running.partners().store().place(Basket.of("pending", "TEE-M", 1 + i % 3));
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
        long id = running.partners().store().place(Basket.of("pending", "TEE-M", 1));
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
        long id = running.partners().store().place(Basket.of("pending", "TEE-M", 1));
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

    private int writes(long id) {
        return quiet.shop().writes(id);
    }

    private void hint(String topic, byte[] body) {
        assertThat(running.webhook("main", RunningDaemon.SANDBOX_SECRET, topic, body)
                        .statusCode())
                .isEqualTo(200);
    }

    private static ObjectNode status(String status) {
        return JsonNodeFactory.instance.objectNode().put("status", status);
    }

    private BigDecimal totalInStore(long id) {
        JsonNode order = running.partners().store().order(id).orElseThrow();
        return new BigDecimal(order.path("total").asText());
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
}
