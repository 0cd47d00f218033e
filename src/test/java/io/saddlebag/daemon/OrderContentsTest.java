package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Problems retailers report with what stands in an order: items, money, fields nobody expects. */
class OrderContentsTest extends FieldProblems {

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
                    assertThat(parked.remedy())
                            .contains("tried again when the order is saved in the store")
                            .contains("or now by 'replay " + parked.id().substring(0, 10) + "'");
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
}
