package io.saddlebag.connector.woocommerce;

import static io.saddlebag.connector.woocommerce.FakeShop.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.connector.woocommerce.WriteBack.Written;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.sandbox.http.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteBackTest {

    private final FakeShop shop = new FakeShop();
    private final ShopClient client = new ShopClient(shop);
    private final WooStore store = client.store(Map.of("timeout", "500ms"));

    @AfterEach
    void stop() {
        client.close();
        shop.close();
    }

    @Test
    void writesStatusMetadataAndNoteAndSaysWhat() {
        String id = order("processing");

        Written written = done(store.writeBack().apply(id, shipped()));

        assertThat(written.wrote()).containsExactly("status", "metadata", "note");
        assertThat(written.kept()).isEmpty();
        assertThat(written.order().get("status").asText()).isEqualTo("completed");
        assertThat(meta(id)).containsEntry("_tracking", "00340").containsEntry(StoreUpdate.ECHO, "h1");
        assertThat(notes(id))
                .singleElement()
                .satisfies(n -> assertThat(n.get("customer_note").asBoolean()).isTrue());
        JsonNode put = body("PUT");
        assertThat(put.fieldNames()).toIterable().containsExactlyInAnyOrder("status", "meta_data");
    }

    @Test
    void writesNothingWhenEverythingStandsAlready() {
        String id = order("processing");
        store.writeBack().apply(id, shipped());
        long writes = shop.writes();

        Outcome<Written> again = store.writeBack().apply(id, shipped());

        assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(shop.writes()).isEqualTo(writes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancelled", "refunded", "on-hold"})
    void leavesAStatusSomebodyElseChoseAndStillWritesTheMetadata(String status) {
        String id = order(status);

        Written written = done(store.writeBack().apply(id, shipped()));

        assertThat(written.order().get("status").asText()).isEqualTo(status);
        assertThat(written.kept()).hasValueSatisfying(why -> assertThat(why).contains(status, "completed"));
        assertThat(meta(id)).containsEntry("_tracking", "00340");
        assertThat(body("PUT").has("status")).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"TIMEOUT_AFTER_COMMIT", "RESET_AFTER_COMMIT", "MALFORMED"})
    void endsInTheSameStateWhenTheAnswerToEveryWriteIsLostOnce(Fault.Kind kind) {
        String id = order("processing");
        shop.server.faults().add(Fault.of(kind).on("PUT").times(1));
        shop.server.faults().add(Fault.of(kind).on("POST .*notes").times(1));

        Outcome<Written> first = store.writeBack().apply(id, shipped());
        Outcome<Written> second = store.writeBack().apply(id, shipped());
        Outcome<Written> third = store.writeBack().apply(id, shipped());

        assertThat(first).isInstanceOf(Outcome.Unknown.class);
        assertThat(second).isInstanceOf(Outcome.Unknown.class);
        assertThat(third).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(notes(id)).hasSize(1);
        assertThat(shop.writes()).isEqualTo(2);
    }

    @Test
    void changesAnEntryByItsIdAndRemovesDoubledKeys() {
        String id = order("completed");
        ArrayNode meta = (ArrayNode) shop.orders.get(Long.valueOf(id)).get("meta_data");
        meta.addObject().put("id", 501).put("key", "_tracking").put("value", "old");
        meta.addObject().put("id", 502).put("key", "_tracking").put("value", "older");
        meta.addObject().put("id", 503).put("key", "gift").put("value", "yes");

        store.writeBack().apply(id, shipped());

        assertThat(shop.orders.get(Long.valueOf(id)).get("meta_data"))
                .extracting(m -> m.get("key").asText())
                .containsExactlyInAnyOrder("_tracking", "gift", StoreUpdate.ECHO);
        assertThat(meta(id)).containsEntry("_tracking", "00340").containsEntry("gift", "yes");
    }

    @Test
    void addsATrackingToThoseAPluginAlreadyKeeps() {
        String id = order("processing");
        ArrayNode standing = FakeShop.JSON.createArrayNode();
        standing.addObject().put("tracking_number", "by-hand").put("date_shipped", "1795000000");
        ((ArrayNode) shop.orders.get(Long.valueOf(id)).get("meta_data"))
                .addObject()
                .put("id", 501)
                .put("key", "_wc_shipment_tracking_items")
                .set("value", standing);
        ObjectNode ours =
                FakeShop.JSON.createObjectNode().put("tracking_number", "00340").put("parcels", 2);
        StoreUpdate update = new StoreUpdate(
                Optional.empty(),
                Optional.empty(),
                Map.of(),
                List.of(new StoreUpdate.Items("_wc_shipment_tracking_items", "tracking_number", List.of(ours))),
                "h1");

        store.writeBack().apply(id, update);
        Outcome<Written> again = store.writeBack().apply(id, update);

        assertThat(again).isInstanceOf(Outcome.AlreadyThere.class);
        assertThat(shop.orders.get(Long.valueOf(id)).get("meta_data").get(0).get("value"))
                .extracting(item -> item.get("tracking_number").asText())
                .containsExactly("by-hand", "00340");
    }

    @Test
    void writesItsNoteAlthoughAnotherNumberContainsTheMarker() {
        String id = order("completed");
        shop.notes.put(
                Long.valueOf(id),
                new ArrayList<>(List.of(FakeShop.JSON
                        .createObjectNode()
                        .put("id", 1)
                        .put("note", "Shipped 003401")
                        .put("customer_note", true))));

        store.writeBack().apply(id, shipped());

        assertThat(notes(id)).hasSize(2);
    }

    @Test
    void touchesNoOrderInTheTrashAndRefusesADeletedOne() {
        String trashed = order("trash");

        Outcome<Written> trash = store.writeBack().apply(trashed, shipped());
        Outcome<Written> gone = store.writeBack().apply("999", shipped());

        assertThat(done(trash).kept()).hasValueSatisfying(why -> assertThat(why).contains("trash"));
        assertThat(gone).isInstanceOfSatisfying(Outcome.Refused.class, r -> assertThat(r.code())
                .isEqualTo("gone"));
        assertThat(shop.writes()).isZero();
    }

    @Test
    void p7TellsTrashedAndDeletedOrdersFromThoseThatAreThere() {
        String there = order("processing");
        String trashed = order("trash");

        Outcome<WooStore.Reread> outcome = store.orders(List.of(there, "999", trashed, there));

        WooStore.Reread reread = outcome.orThrow("store.main", "reread");
        assertThat(reread.orders()).hasSize(1);
        assertThat(reread.trashed()).hasSize(1);
        assertThat(reread.gone()).containsExactly("999");
    }

    @Test
    void p7CallsNoOrderGoneBecauseThePluginIsOff() {
        shop.gate = request -> Optional.of(FakeShop.error(404, "rest_no_route", "No route was found"));

        assertThat(store.order("7")).isInstanceOf(Outcome.RetryLater.class);
    }

    private String order(String status) {
        return String.valueOf(shop.add(status, NOON.minusSeconds(3600)));
    }

    private static StoreUpdate shipped() {
        return new StoreUpdate(
                Optional.of(new StoreUpdate.Note("Shipped with DHL 00340", true, "00340")),
                Optional.of(new StoreUpdate.Status("completed", Set.of("processing"))),
                Map.of("_tracking", TextNode.valueOf("00340")),
                List.of(),
                "h1");
    }

    private static Written done(Outcome<Written> outcome) {
        return outcome.orThrow("store.main", "write back");
    }

    private Map<String, String> meta(String id) {
        Map<String, String> found = new HashMap<>();
        shop.orders
                .get(Long.valueOf(id))
                .get("meta_data")
                .forEach(m -> found.put(m.get("key").asText(), m.get("value").asText()));
        return found;
    }

    private List<ObjectNode> notes(String id) {
        return shop.notes.getOrDefault(Long.valueOf(id), List.of());
    }

    private JsonNode body(String method) {
        return shop.received.stream()
                .filter(r -> r.method().equals(method))
                .findFirst()
                .map(r -> {
                    try {
                        return FakeShop.JSON.readTree(r.body());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .orElseThrow();
    }
}
