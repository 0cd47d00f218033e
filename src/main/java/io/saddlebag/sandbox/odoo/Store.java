package io.saddlebag.sandbox.odoo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The database of one sandbox: tables, external ids and number series, with undo. Not thread-safe: {@link SandboxOdoo}
 * holds its lock around every use.
 */
final class Store {

    /** Texts in other languages than English, by model, record, field and language. */
    private final Map<List<Object>, String> translations = new HashMap<>();

    void translate(String model, int id, String field, String language, String text) {
        translations.put(List.of(model, id, field, language), text);
    }

    Optional<String> translation(String model, int id, String field, String language) {
        return translations.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(translations.get(List.of(model, id, field, language)));
    }

    private final Map<String, Table> tables = new HashMap<>();
    private final Map<String, ExternalId> externalIds = new HashMap<>();
    private final Map<String, String> externalIdOf = new HashMap<>();
    private final Map<String, Integer> series = new HashMap<>();
    private final List<Runnable> undo = new ArrayList<>();
    private final List<Runnable> afterCommit = new ArrayList<>();
    private long commits = 1;
    private long now;

    Store(Schema schema) {
        schema.models().forEach(m -> tables.put(m.name, new Table(m)));
    }

    /** Number of the transaction now running, or to run next. */
    long commits() {
        return commits;
    }

    /** Start of the running transaction, in microseconds since 1970: what {@code write_date} shows. */
    long now() {
        return now;
    }

    boolean has(String model) {
        return tables.containsKey(model);
    }

    Table table(String model) {
        Table table = tables.get(model);
        if (table == null) {
            throw OdooError.user("Object " + model + " doesn't exist");
        }
        return table;
    }

    /** Runs a request's work; an exception undoes everything but the ids and numbers drawn. */
    <T> T transaction(long startedAt, Supplier<T> work) {
        now = startedAt;
        undo.clear();
        afterCommit.clear();
        try {
            T result = work.get();
            commits++;
            List.copyOf(afterCommit).forEach(Runnable::run);
            return result;
        } catch (RuntimeException e) {
            back(0);
            throw e;
        } finally {
            undo.clear();
            afterCommit.clear();
        }
    }

    int savepoint() {
        return undo.size();
    }

    void back(int savepoint) {
        while (undo.size() > savepoint) {
            undo.remove(undo.size() - 1).run();
        }
    }

    void afterCommit(Runnable action) {
        afterCommit.add(action);
    }

    Row insert(String model) {
        return insert(model, table(model).nextId());
    }

    Row insert(String model, int id) {
        Table table = table(model);
        Row row = new Row(table.model, id);
        row.commit = commits;
        row.values[table.model.field("create_date").slot()] = now;
        row.values[table.model.field("write_date").slot()] = now;
        table.put(row);
        undo.add(() -> table.remove(row));
        return row;
    }

    void delete(Row row) {
        Table table = table(row.model.name);
        table.remove(row);
        undo.add(() -> table.put(row));
        String key = row.model.name + "," + row.id;
        String external = externalIdOf.get(key);
        if (external != null) {
            ExternalId old = externalIds.remove(external);
            externalIdOf.remove(key);
            undo.add(() -> {
                externalIds.put(external, old);
                externalIdOf.put(key, external);
            });
        }
    }

    /** Sets a field by name; an empty string or zero reference clears it. Bumps {@code write_date} on a change. */
    void set(Row row, String field, Object value) {
        set(row, row.model.field(field), Optional.of(value));
    }

    void clear(Row row, String field) {
        set(row, row.model.field(field), Optional.empty());
    }

    void set(Row row, Field field, Optional<Object> wanted) {
        Object value = wanted.filter(v -> !blank(field, v)).orElse(null);
        Object old = row.values[field.slot()];
        if (same(old, value)) {
            return;
        }
        Table table = table(row.model.name);
        table.change(row, field, value);
        undo.add(() -> table.change(row, field, old));
        touch(row);
    }

    /** Bumps {@code write_date} to the start of this transaction. */
    void touch(Row row) {
        Field field = row.model.field("write_date");
        Object old = row.values[field.slot()];
        row.commit = commits;
        if (!Objects.equals(old, now)) {
            Table table = table(row.model.name);
            table.change(row, field, now);
            undo.add(() -> table.change(row, field, old));
        }
    }

    private static boolean blank(Field field, Object value) {
        return (value instanceof String s && s.isEmpty())
                || (field.kind() == Field.Kind.M2O && Integer.valueOf(0).equals(value))
                || (value instanceof List<?> l && l.isEmpty());
    }

    private static boolean same(Object a, Object b) {
        return a instanceof BigDecimal x && b instanceof BigDecimal y ? x.compareTo(y) == 0 : Objects.equals(a, b);
    }

    Optional<ExternalId> externalId(String key) {
        return Optional.ofNullable(externalIds.get(key));
    }

    Optional<String> externalIdOf(String model, int id) {
        return Optional.ofNullable(externalIdOf.get(model + "," + id));
    }

    void nameExternally(String key, String model, int id, boolean noupdate) {
        externalIds.put(key, new ExternalId(model, id, noupdate, commits));
        externalIdOf.put(model + "," + id, key);
        undo.add(() -> {
            externalIds.remove(key);
            externalIdOf.remove(model + "," + id);
        });
    }

    /** Next number of a series; not given back when the transaction is undone. */
    int next(String name) {
        return series.merge(name, 1, Integer::sum);
    }

    /** Next number of a series without gaps: given back when the transaction is undone. */
    int nextGapless(String name) {
        int drawn = next(name);
        undo.add(() -> series.put(name, drawn - 1));
        return drawn;
    }

    void continueAt(String name, int number) {
        series.put(name, number - 1);
    }

    /** What an external id stands for; {@code commit} is the transaction that made it. */
    record ExternalId(String model, int id, boolean noupdate, long commit) {}
}
