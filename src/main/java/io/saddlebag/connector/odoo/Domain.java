package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Collection;

/** Search conditions, all of which must hold. */
final class Domain {

    private final ArrayNode terms = JsonNodeFactory.instance.arrayNode();

    static Domain all() {
        return new Domain();
    }

    Domain is(String field, String value) {
        terms.addArray().add(field).add("=").add(value);
        return this;
    }

    Domain is(String field, long value) {
        terms.addArray().add(field).add("=").add(value);
        return this;
    }

    /** The field is empty, or false. */
    Domain empty(String field) {
        terms.addArray().add(field).add("=").add(false);
        return this;
    }

    Domain given(String field) {
        terms.addArray().add(field).add("!=").add(false);
        return this;
    }

    Domain in(String field, Collection<String> values) {
        ArrayNode list = terms.addArray().add(field).add("in").addArray();
        values.forEach(list::add);
        return this;
    }

    Domain inIds(String field, Collection<Long> values) {
        ArrayNode list = terms.addArray().add(field).add("in").addArray();
        values.forEach(list::add);
        return this;
    }

    /** Equal but for case; {@code _} and {@code %} are wildcards, so the answer must be compared again. */
    Domain like(String field, String value) {
        terms.addArray().add(field).add("=ilike").add(value);
        return this;
    }

    /** Any other condition. */
    Domain where(String field, String operator, String value) {
        terms.addArray().add(field).add(operator).add(value);
        return this;
    }

    Domain after(String field, String value) {
        terms.addArray().add(field).add(">").add(value);
        return this;
    }

    /** Also archived records. */
    Domain archivedToo() {
        terms.addArray().add("active").add("in").addArray().add(true).add(false);
        return this;
    }

    Domain or() {
        terms.add("|");
        return this;
    }

    ArrayNode terms() {
        return terms;
    }
}
