package io.saddlebag.sandbox.odoo;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The rows of one model with the indexes that keep look-ups off full scans. Only {@link Store} changes it. */
final class Table {

    final Model model;
    private final TreeMap<Integer, Row> rows = new TreeMap<>();
    private final Map<String, Map<Object, Set<Integer>>> indexes = new HashMap<>();
    private final TreeSet<Stamp> stamps = new TreeSet<>();
    private final Field writeDate;
    private int last;

    Table(Model model) {
        this.model = model;
        this.writeDate = model.field("write_date");
        model.fields.values().stream()
                .filter(f -> f.indexed() && f.slot() >= 0)
                .forEach(f -> indexes.put(f.name(), new HashMap<>()));
    }

    /** Ids are never given twice, also when the transaction is undone: as a database sequence. */
    int nextId() {
        return ++last;
    }

    /** The next record gets at least this id. */
    void continueAt(int id) {
        last = Math.max(last, id - 1);
    }

    int size() {
        return rows.size();
    }

    Collection<Row> all() {
        return rows.values();
    }

    Optional<Row> find(int id) {
        return Optional.ofNullable(rows.get(id));
    }

    boolean indexed(Field field) {
        return indexes.containsKey(field.name());
    }

    Set<Integer> lookUp(String field, Object key) {
        return indexes.get(field).getOrDefault(key, Set.of());
    }

    /** Ids of the rows written at or after a moment. */
    NavigableSet<Stamp> writtenSince(long micros) {
        return stamps.tailSet(new Stamp(micros, 0), true);
    }

    void put(Row row) {
        rows.put(row.id, row);
        last = Math.max(last, row.id);
        for (Field f : model.fields.values()) {
            index(f, row, true);
        }
        stamps.add(stamp(row));
    }

    void remove(Row row) {
        rows.remove(row.id);
        for (Field f : model.fields.values()) {
            index(f, row, false);
        }
        stamps.remove(stamp(row));
    }

    void change(Row row, Field field, Object value) {
        if (field == writeDate) {
            stamps.remove(stamp(row));
            row.values[field.slot()] = value;
            stamps.add(stamp(row));
            return;
        }
        index(field, row, false);
        row.values[field.slot()] = value;
        index(field, row, true);
    }

    private Stamp stamp(Row row) {
        return new Stamp(row.values[writeDate.slot()] instanceof Long l ? l : 0, row.id);
    }

    private void index(Field field, Row row, boolean add) {
        Map<Object, Set<Integer>> index = indexes.get(field.name());
        if (index == null || row.values[field.slot()] == null) {
            return;
        }
        Object value = row.values[field.slot()];
        for (Object key : value instanceof List<?> many ? many : List.of(value)) {
            if (add) {
                index.computeIfAbsent(key, k -> new LinkedHashSet<>(4)).add(row.id);
            } else {
                Set<Integer> ids = index.get(key);
                ids.remove(row.id);
                if (ids.isEmpty()) {
                    index.remove(key);
                }
            }
        }
    }

    record Stamp(long micros, int id) implements Comparable<Stamp> {
        @Override
        public int compareTo(Stamp other) {
            int byTime = Long.compare(micros, other.micros);
            return byTime != 0 ? byTime : Integer.compare(id, other.id);
        }
    }
}
