package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * {@code load()}, Odoo's import: creates or overwrites by external id. With the context {@code {'mode': 'update',
 * 'noupdate': True}} it creates once and afterwards changes nothing (facts 8). One bad record rejects the batch (facts
 * 29); of overlapping calls with one external id a single one wins, the others get {@code ids: false} and "could not
 * serialize access due to concurrent update" (facts-extra.json).
 */
final class Loader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Store store;
    private final Dialect dialect;
    private final Writer writer;
    private final Sheet sheet;
    private final Cells cells;
    private final Rights rights;

    Loader(Store store, Dialect dialect, Writer writer, Cells cells, Rights rights) {
        this.store = store;
        this.dialect = dialect;
        this.writer = writer;
        this.cells = cells;
        this.rights = rights;
        this.sheet = new Sheet(name -> store.table(name).model);
    }

    /** @param settle works out totals and statuses before the batch counts as written */
    ObjectNode load(Model model, List<List<String>> paths, List<List<String>> rows, Session session, Runnable settle) {
        int start = store.savepoint();
        List<ObjectNode> unreadable = new ArrayList<>();
        List<ObjectNode> unwritten = new ArrayList<>();
        ArrayNode ids = JSON.arrayNode();
        List<Sheet.Entry> entries = sheet.entries(model, paths, rows);
        for (int i = 0; i < entries.size(); i++) {
            Sheet.Entry entry = entries.get(i);
            int record = i;
            ObjectNode values = cells.values(
                    model,
                    entry.cells(),
                    session,
                    (field, refused) -> unreadable.add(refusal(entry, record, field, refused)));
            int before = store.savepoint();
            try {
                ids.add(store(model, entry, values, session));
            } catch (OdooError e) {
                store.back(before);
                unwritten.add(failure(model, entry, record, values, e));
            }
        }
        ObjectNode answer = JSON.objectNode();
        boolean failed = !unreadable.isEmpty() || !unwritten.isEmpty();
        if (failed) {
            store.back(start);
            answer.put("ids", false);
        } else {
            settle.run();
            answer.set("ids", ids);
        }
        ArrayNode messages = answer.putArray("messages");
        unreadable.forEach(messages::add);
        unwritten.forEach(messages::add);
        return answer.put("nextrow", 0);
    }

    private int store(Model model, Sheet.Entry entry, ObjectNode values, Session session) {
        String external = Cells.key(entry.cells().getOrDefault("id", "").toString(), session);
        String database = entry.cells().getOrDefault(".id", "").toString();
        boolean update = session.text("mode", "init").equals("update");
        if (!database.isEmpty()) {
            rights.check(model, "modify", session);
            Row row = Optional.of(database)
                    .filter(d -> d.matches("\\d{1,9}"))
                    .flatMap(d -> store.table(model.name).find(Integer.parseInt(d)))
                    .orElseThrow(() -> OdooError.user("Unknown database identifier '" + database + "'"));
            writer.write(row, values, session);
            return row.id;
        }
        Optional<Store.ExternalId> known = store.externalId(external);
        if (known.isEmpty()) {
            rights.check(model, "create", session);
            Row row = writer.create(model, values, session);
            if (!external.isEmpty()) {
                store.nameExternally(external, model.name, row.id, session.flag("noupdate"));
            }
            return row.id;
        }
        Store.ExternalId it = known.get();
        if (it.commit() >= session.snapshot() && it.commit() < store.commits()) {
            throw OdooError.serialization();
        }
        if (!it.model().equals(model.name)) {
            throw OdooError.validation(
                    "For external id " + external + " when trying to create/update a record of model " + model.name
                            + " found record of different model " + it.model() + " (" + it.id() + ")");
        }
        if (!(update && it.noupdate())) {
            rights.check(model, "modify", session);
            Row row = writer.existing(store.table(model.name), it.id(), session);
            writer.write(row, values, session);
        }
        return it.id();
    }

    private ObjectNode refusal(Sheet.Entry entry, int record, Field field, Cells.Refused refused) {
        ObjectNode message = JSON.objectNode();
        rows(message, entry);
        message.put("type", "error").put("record", record).put("field", field.name());
        message.put("message", refused.getMessage().replace("%s", refused.path));
        refused.more.ifPresent(m -> message.set("moreinfo", m));
        return message.put("field_name", field.label());
    }

    private ObjectNode failure(Model model, Sheet.Entry entry, int record, ObjectNode values, OdooError e) {
        ObjectNode message = JSON.objectNode();
        rows(message, entry);
        message.put("record", record).put("type", "error");
        Optional<Field> missing = model.fields.values().stream()
                .filter(f -> f.required() && f.slot() >= 0 && !Session.truthy(values.path(f.name())))
                .filter(f -> e.getMessage().equals(dialect.required(model, f).getMessage()))
                .findFirst();
        if (missing.isPresent()) {
            message.put("message", dialect.requiredInLoad(model, missing.get()));
            return message.put("field", missing.get().name());
        }
        if (e.name.startsWith("builtins.")) {
            String kind = e.name.substring("builtins.".length());
            message.put("message", "Unknown error during import: <class '" + kind + "'>: " + e.getMessage());
            return message.put("moreinfo", "Resolve other errors first");
        }
        return message.put("message", e.getMessage());
    }

    private static void rows(ObjectNode message, Sheet.Entry entry) {
        message.putObject("rows").put("from", entry.from()).put("to", entry.to());
    }
}
