package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Turns the cells of a {@code load()} into values for a create or write. Texts of refusals as captured (909, 910). */
final class Cells {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Store store;
    private final Dialect dialect;
    private final Finder finder;

    Cells(Store store, Dialect dialect, Finder finder) {
        this.store = store;
        this.dialect = dialect;
        this.finder = finder;
    }

    /** One cell that cannot be read; the text has {@code %s} where the field's label goes. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        final transient Optional<JsonNode> more;
        final String path;

        Refused(String message, String path, Optional<JsonNode> more) {
            super(message, null, false, false);
            this.path = path;
            this.more = more;
        }

        Refused under(String label) {
            return new Refused(getMessage(), path.isEmpty() ? label : label + "/" + path, more);
        }
    }

    /** All values of a record that can be read; what cannot is handed to {@code refused} and left out. */
    ObjectNode values(Model model, Map<String, Object> cells, Session session, BiConsumer<Field, Refused> refused) {
        ObjectNode values = JSON.objectNode();
        cells.forEach((name, cell) -> {
            if (reference(name)) {
                return;
            }
            Field field = model.field(name);
            try {
                values.set(name, value(field, cell, session));
            } catch (Refused e) {
                refused.accept(field, e.under(field.label()));
            }
        });
        return values;
    }

    private static boolean reference(String name) {
        return name.equals("id") || name.equals(".id") || name.equals(Sheet.BY_NAME);
    }

    private JsonNode value(Field field, Object cell, Session session) throws Refused {
        if (cell instanceof List<?> records) {
            @SuppressWarnings("unchecked")
            List<Map<String, Object>> subs = (List<Map<String, Object>>) records;
            if (subs.isEmpty()) {
                return field.kind() == Field.Kind.M2M ? set(JSON.arrayNode()) : JSON.booleanNode(false);
            }
            return switch (field.kind()) {
                case M2O -> JSON.numberNode(target(field, subs.get(0), session));
                case M2M -> {
                    ArrayNode ids = JSON.arrayNode();
                    Map.Entry<String, Object> cellOf = only(subs.get(0));
                    for (String part : cellOf.getValue().toString().split(",")) {
                        ids.add(target(field, cellOf.getKey(), part.strip(), session));
                    }
                    yield set(ids);
                }
                default -> lines(field, subs, session);
            };
        }
        String text = cell.toString();
        return text.isEmpty() ? JSON.booleanNode(false) : scalar(field, text);
    }

    private static ArrayNode set(ArrayNode ids) {
        ArrayNode commands = JSON.arrayNode();
        commands.addArray().add(6).add(0).add(ids);
        return commands;
    }

    private ArrayNode lines(Field field, List<Map<String, Object>> subs, Session session) throws Refused {
        ArrayNode commands = JSON.arrayNode();
        Model other = store.table(field.relation()).model;
        for (Map<String, Object> sub : subs) {
            Refused[] first = new Refused[1];
            ObjectNode values = values(other, sub, session, (f, e) -> first[0] = first[0] == null ? e : first[0]);
            if (first[0] != null) {
                throw first[0];
            }
            String external = sub.getOrDefault("id", "").toString();
            String database = sub.getOrDefault(".id", "").toString();
            Optional<Integer> existing = database.isEmpty()
                    ? found(key(external, session), other)
                    : Optional.of(target(field, ".id", database, session));
            if (existing.isPresent()) {
                commands.addArray().add(1).add(existing.get()).add(values);
            } else {
                if (!external.isEmpty()) {
                    values.put("id", key(external, session));
                }
                commands.addArray().add(0).add(0).add(values);
            }
        }
        return commands;
    }

    private Optional<Integer> found(String key, Model model) {
        return store.externalId(key).filter(e -> e.model().equals(model.name)).map(Store.ExternalId::id);
    }

    /** {@code module.name}; without a module the importing one. */
    static String key(String external, Session session) {
        return external.isEmpty() || external.contains(".")
                ? external
                : session.text("module", "__import__") + "." + external;
    }

    private static Map.Entry<String, Object> only(Map<String, Object> record) {
        return record.entrySet().iterator().next();
    }

    private int target(Field field, Map<String, Object> record, Session session) throws Refused {
        Map.Entry<String, Object> cell = only(record);
        return target(field, cell.getKey(), cell.getValue().toString(), session);
    }

    private int target(Field field, String how, String text, Session session) throws Refused {
        Table table = store.table(field.relation());
        Optional<JsonNode> possible = Optional.of(possibleValues(field, how));
        switch (how) {
            case ".id" -> {
                int id;
                try {
                    id = Integer.parseInt(text);
                } catch (NumberFormatException e) {
                    throw new Refused("Invalid database id '" + text + "' for the field '%s'", "", possible);
                }
                return table.find(id).map(r -> r.id).orElseThrow(() -> none("database id", text, possible));
            }
            case "id" -> {
                return found(key(text, session), table.model).orElseThrow(() -> none("external id", text, possible));
            }
            default -> {
                return finder.byName(table.model, text, "=", JSON.arrayNode(), session, 1).stream()
                        .findFirst()
                        .map(r -> r.id)
                        .orElseThrow(() -> none("name", text, possible));
            }
        }
    }

    private static Refused none(String how, String text, Optional<JsonNode> possible) {
        return new Refused("No matching record found for " + how + " '" + text + "' in field '%s'", "", possible);
    }

    private JsonNode possibleValues(Field field, String how) {
        ObjectNode action = JSON.objectNode();
        action.put("name", "Possible Values")
                .put("type", "ir.actions.act_window")
                .put("target", "new");
        action.put("view_mode", dialect.since19() ? "list,form" : "tree,form");
        ArrayNode views = action.putArray("views");
        views.addArray().add(false).add("list");
        views.addArray().add(false).add("form");
        action.putObject("context").put("create", false);
        action.put("help", "See all possible values");
        if (how.equals(Sheet.BY_NAME)) {
            return action.put("res_model", field.relation());
        }
        action.put("res_model", "ir.model.data");
        action.putArray("domain").addArray().add("model").add("=").add(field.relation());
        return action;
    }

    private static JsonNode scalar(Field field, String text) throws Refused {
        switch (field.kind()) {
            case INT -> {
                try {
                    return JSON.numberNode(Integer.parseInt(text.strip()));
                } catch (NumberFormatException e) {
                    throw new Refused(
                            "'" + text + "' does not seem to be an integer for field '%s'", "", Optional.empty());
                }
            }
            case FLOAT, PRICE, MONEY -> {
                try {
                    return JSON.numberNode(new BigDecimal(text.strip()));
                } catch (NumberFormatException e) {
                    throw new Refused(
                            "'" + text + "' does not seem to be a number for field '%s'", "", Optional.empty());
                }
            }
            case BOOL -> {
                return JSON.booleanNode(List.of("1", "true", "yes").contains(text.toLowerCase(Locale.ROOT)));
            }
            case DATE, DATETIME -> {
                boolean date = field.kind() == Field.Kind.DATE;
                if (Moments.parse(text).isEmpty() || (date && !Moments.isDate(text))) {
                    String example = date ? "2012-12-31" : "2012-12-31 23:59:59";
                    throw new Refused(
                            "'" + text + "' does not seem to be a valid " + field.kind().odoo + " for field '%s'",
                            "",
                            Optional.of(JSON.textNode("Use the format '" + example + "'")));
                }
                return JSON.textNode(text);
            }
            case SEL -> {
                if (!field.choices().contains(text)) {
                    ArrayNode choices = JSON.arrayNode();
                    field.choices().forEach(choices::add);
                    throw new Refused(
                            "Value '" + text + "' not found in selection field '%s'", "", Optional.of(choices));
                }
                return JSON.textNode(text);
            }
            default -> {
                return JSON.textNode(text);
            }
        }
    }
}
