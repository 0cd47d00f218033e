package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** The items of a sweep, read page after page. */
final class ProductPages implements Iterator<JsonNode> {

    private final ProductSweep sweep;
    private final Supplier<List<JsonNode>> read;
    private final UnaryOperator<JsonNode> mapping;
    private final Deque<JsonNode> page = new ArrayDeque<>();

    ProductPages(ProductSweep sweep, Supplier<List<JsonNode>> read, UnaryOperator<JsonNode> mapping) {
        this.sweep = sweep;
        this.read = read;
        this.mapping = mapping;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && !sweep.isAtEnd()) {
            page.addAll(read.get());
        }
        return !page.isEmpty();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sweep of items is at its end");
        }
        return mapping.apply(page.remove());
    }
}
