package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Supplier;

/** A sweep of prices, read page after page as they are asked for. */
final class PricePages implements Iterator<JsonNode> {

    private final String name;
    private final PriceSweep sweep;
    private final Supplier<JsonNode> odoo;

    PricePages(String name, PriceSweep sweep, Supplier<JsonNode> odoo) {
        this.name = name;
        this.sweep = sweep;
        this.odoo = odoo;
    }

    @Override
    public boolean hasNext() {
        return !sweep.isAtEnd();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sweep of " + name + " is at its end");
        }
        return odoo.get();
    }
}
