package io.saddlebag.sandbox.odoo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One model: its label, default order and fields. */
final class Model {

    final String name;
    final String label;
    final String order;
    final Map<String, Field> fields = new LinkedHashMap<>();
    private int slots;

    Model(String name, String label, String order) {
        this.name = name;
        this.label = label;
        this.order = order;
    }

    int slots() {
        return slots;
    }

    int nextSlot() {
        return slots++;
    }

    Optional<Field> find(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    boolean has(String field) {
        return fields.containsKey(field);
    }

    /** A field the sandbox's own code relies on. */
    Field field(String field) {
        Field found = fields.get(field);
        if (found == null) {
            throw new IllegalStateException("the schema of " + name + " has no field " + field);
        }
        return found;
    }
}
