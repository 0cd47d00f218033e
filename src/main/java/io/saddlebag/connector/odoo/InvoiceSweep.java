package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Function;

/** Invoices that changed since a cursor as documents, read page after page as they are asked for. */
final class InvoiceSweep implements Iterator<JsonNode> {

    private final String name;
    private final Function<Instant, InvoicePage> odoo;
    private final Function<JsonNode, JsonNode> document;
    private final Deque<JsonNode> page = new ArrayDeque<>();
    private Instant cursor;
    private boolean more = true;

    InvoiceSweep(
            String name, Instant cursor, Function<Instant, InvoicePage> odoo, Function<JsonNode, JsonNode> document) {
        this.name = name;
        this.cursor = cursor;
        this.odoo = odoo;
        this.document = document;
    }

    @Override
    public boolean hasNext() {
        while (page.isEmpty() && more) {
            InvoicePage next = odoo.apply(cursor);
            next.rows().forEach(row -> page.add(document.apply(row)));
            cursor = next.next();
            more = next.more();
        }
        return !page.isEmpty();
    }

    @Override
    public JsonNode next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the sweep of " + name + " is at its end");
        }
        return page.poll();
    }

    /** Where the next sweep goes on. */
    Instant cursor() {
        return cursor;
    }
}
