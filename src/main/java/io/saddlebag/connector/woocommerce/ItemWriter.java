package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes items in batches. Repeatable: every value is absolute, so the same batch again ends in the same state.
 *
 * <p>The store validates nothing in a batch (facts: woocommerce 5): hand over only what is valid. It answers each item in its
 * place, errors under status 200 (facts: woocommerce 6); each answer is read and compared with what was told.
 */
public final class ItemWriter {

    /** The store takes no more at once (facts: woocommerce 6). */
    public static final int MOST = 100;

    private static final String REMEDY =
            "look at the store's answer in the browser: a plugin changes what the REST API says";

    private final WooClient client;

    ItemWriter(WooClient client) {
        this.client = client;
    }

    /** Writes products that are no variations; an answer for each, in their order. */
    public Outcome<List<ItemAnswer>> products(List<ItemUpdate> updates, Duration timeout) {
        return client.write("update-products", "POST", "/wc/v3/products/batch", body(updates), timeout)
                .then(answer -> answers(updates, answer.body(), "", ""));
    }

    /** Writes variations of one product; an answer for each, in their order. */
    public Outcome<List<ItemAnswer>> variations(
            String parent, String parentSku, List<ItemUpdate> updates, Duration timeout) {
        return client.write(
                        "update-variations",
                        "POST",
                        "/wc/v3/products/" + WooStore.digits(parent) + "/variations/batch",
                        body(updates),
                        timeout)
                .then(answer -> answers(updates, answer.body(), parent, parentSku));
    }

    private static ObjectNode body(List<ItemUpdate> updates) {
        if (updates.isEmpty() || updates.size() > MOST) {
            throw new IllegalArgumentException("a batch of " + updates.size() + " items");
        }
        ObjectNode body = WooBody.JSON.createObjectNode();
        ArrayNode rows = body.putArray("update");
        updates.forEach(update -> rows.add(update.body()));
        return body;
    }

    private static Outcome<List<ItemAnswer>> answers(
            List<ItemUpdate> updates, JsonNode body, String parent, String parentSku) {
        JsonNode rows = body.path("update");
        if (!rows.isArray() || rows.size() != updates.size()) {
            return new Outcome.NotUnderstood<>(
                    "the store was told " + updates.size() + " items and answered "
                            + (rows.isArray() ? rows.size() + " of them" : "with no list of them"),
                    REMEDY);
        }
        List<ItemAnswer> answers = new ArrayList<>(updates.size());
        for (int i = 0; i < updates.size(); i++) {
            answers.add(answer(updates.get(i), rows.get(i), parent, parentSku));
        }
        return new Outcome.Done<>(answers);
    }

    private static ItemAnswer answer(ItemUpdate update, JsonNode row, String parent, String parentSku) {
        if (row.path("error").isObject()) {
            JsonNode error = row.path("error");
            return new ItemAnswer.Refused(
                    OrderFields.text(error, "code"),
                    OrderFields.text(error, "message")
                            .replaceAll("<[^>]*>", " ")
                            .strip());
        }
        if (!OrderFields.id(row).filter(update.id()::equals).isPresent()) {
            return new ItemAnswer.Refused("another-item", "the store answered with another item in its place");
        }
        ShopItem item = parent.isEmpty() ? ShopItem.product(row) : ShopItem.variation(row, parent, parentSku);
        return update.differs(item)
                .<ItemAnswer>map(words -> new ItemAnswer.Otherwise(item, words))
                .orElseGet(() -> new ItemAnswer.Written(item));
    }
}
