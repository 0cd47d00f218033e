package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One record. Only {@link Store} changes it. Values: String, Integer (also a many2one's id), BigDecimal, Boolean, Long
 * (a moment in microseconds since 1970), List of ids (many2many).
 */
final class Row {

    final Model model;
    final int id;
    final Object[] values;
    /** Number of the transaction that wrote it last. */
    long commit;

    Row(Model model, int id) {
        this.model = model;
        this.id = id;
        this.values = new Object[model.slots()];
    }

    Optional<Object> value(Field field) {
        return field.slot() < 0 ? Optional.empty() : Optional.ofNullable(values[field.slot()]);
    }

    private Object raw(String name) {
        Field field = model.field(name);
        if (field.slot() < 0) {
            throw new IllegalStateException(model.name + "." + name + " is not stored");
        }
        return values[field.slot()];
    }

    String text(String name) {
        return raw(name) instanceof String s ? s : "";
    }

    /** The id of a many2one or the value of an integer, 0 where it is not set. */
    int ref(String name) {
        return raw(name) instanceof Integer i ? i : 0;
    }

    BigDecimal num(String name) {
        return raw(name) instanceof BigDecimal d ? d : BigDecimal.ZERO;
    }

    boolean flag(String name) {
        return Boolean.TRUE.equals(raw(name));
    }

    long time(String name) {
        return raw(name) instanceof Long l ? l : 0;
    }

    @SuppressWarnings("unchecked")
    List<Integer> ids(String name) {
        return raw(name) instanceof List<?> l ? (List<Integer>) l : List.of();
    }

    boolean is(String name, String value) {
        return value.equals(raw(name));
    }

    @Override
    public String toString() {
        return model.name + "(" + id + ",)";
    }
}
