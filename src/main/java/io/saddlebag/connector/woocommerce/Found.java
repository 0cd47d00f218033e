package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;

/** What became of an order in its store. */
public sealed interface Found {

    /**
     * It is there.
     *
     * @param json as the store tells it
     */
    record Order(JsonNode json) implements Found {}

    /**
     * It lies in the trash, from where it may come back.
     *
     * @param json as the store tells it; its status is {@code trash}
     */
    record Trashed(JsonNode json) implements Found {}

    /** It was deleted for good; the store said so itself (facts: woocommerce 9, 22). */
    record Gone() implements Found {}
}
