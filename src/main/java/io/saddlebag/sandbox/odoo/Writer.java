package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Creates, writes and deletes records from JSON values, with x2many commands and the models' {@link Hooks}. */
final class Writer {

    private final Store store;
    private final Dialect dialect;
    private final Computed computed;
    private final Map<String, Hooks> hooks = new HashMap<>();
    private static final Hooks NONE = new Hooks() {};

    Writer(Store store, Dialect dialect, Computed computed) {
        this.store = store;
        this.dialect = dialect;
        this.computed = computed;
    }

    void register(String model, Hooks modelHooks) {
        hooks.put(model, modelHooks);
    }

    private Hooks hooks(Model model) {
        return hooks.getOrDefault(model.name, NONE);
    }

    Row create(Model model, ObjectNode sent, Session session) {
        check(model, sent);
        ObjectNode values = sent.deepCopy();
        hooks(model).defaults(values, session);
        if (model.has("active") && !values.has("active")) {
            values.put("active", true);
        }
        checkReferences(model, values, session);
        Row row = store.insert(model.name);
        apply(row, values, session);
        for (Field field : model.fields.values()) {
            if (field.required() && field.slot() >= 0 && row.value(field).isEmpty()) {
                throw dialect.required(model, field);
            }
        }
        lines(row, values, session);
        hooks(model).created(row, session);
        return row;
    }

    void write(Row row, ObjectNode values, Session session) {
        check(row.model, values);
        hooks(row.model).writing(row, values, session);
        apply(row, values, session);
        lines(row, values, session);
        store.touch(row);
        Set<String> names = new HashSet<>();
        values.fieldNames().forEachRemaining(names::add);
        hooks(row.model).written(row, names, session);
    }

    void delete(Row row, Session session) {
        hooks(row.model).deleting(row, session);
        for (Field field : row.model.fields.values()) {
            if (field.kind() == Field.Kind.O2M && store.has(field.relation())) {
                Table other = store.table(field.relation());
                if (other.model.field(field.inverse()).required()) {
                    computed.many(row, field.name())
                            .forEach(id -> other.find(id).ifPresent(r -> delete(r, session)));
                }
            }
        }
        store.delete(row);
    }

    private void check(Model model, ObjectNode values) {
        values.fieldNames().forEachRemaining(name -> {
            if (!model.has(name) && !name.equals("id")) {
                throw dialect.unknownInWrite(model, name);
            }
        });
    }

    /** A reference to nothing is noticed before the record gets an id (137). */
    private void checkReferences(Model model, ObjectNode values, Session session) {
        values.fields().forEachRemaining(e -> model.find(e.getKey())
                .filter(f -> f.kind() == Field.Kind.M2O)
                .ifPresent(f -> value(f, e.getValue(), session)));
    }

    private void apply(Row row, ObjectNode values, Session session) {
        values.fields().forEachRemaining(e -> {
            Optional<Field> found = row.model.find(e.getKey());
            if (found.isEmpty()) {
                return;
            }
            Field field = found.get();
            if (field.slot() >= 0 && !field.many()) {
                store.set(row, field, value(field, e.getValue(), session));
            } else if (field.delegated()) {
                template(row).ifPresent(t -> setDelegated(t, field.name(), e.getValue(), session));
            } else if (field.name().equals("company_type")) {
                store.set(row, "is_company", e.getValue().asText().equals("company"));
            } else if (field.name().equals("lst_price")) {
                template(row).ifPresent(t -> setDelegated(t, "list_price", e.getValue(), session));
            }
        });
    }

    private Optional<Row> template(Row product) {
        return store.table("product.template").find(product.ref("product_tmpl_id"));
    }

    private void setDelegated(Row template, String name, JsonNode json, Session session) {
        Field field = template.model.field(name);
        store.set(
                template,
                field,
                field.many() ? Optional.of(linked(List.of(), field, json, session)) : value(field, json, session));
    }

    private void lines(Row row, ObjectNode values, Session session) {
        values.fields().forEachRemaining(e -> row.model
                .find(e.getKey())
                .filter(f -> f.many() && !f.computed() && !f.delegated())
                .ifPresent(f -> {
                    if (f.kind() == Field.Kind.M2M) {
                        store.set(row, f, Optional.of(linked(row.ids(f.name()), f, e.getValue(), session)));
                    } else {
                        commands(row, f, e.getValue(), session);
                    }
                }));
    }

    private void commands(Row row, Field field, JsonNode commands, Session session) {
        Table other = store.table(field.relation());
        for (JsonNode command : commands) {
            int id = command.path(1).asInt();
            switch (command.path(0).asInt()) {
                case 0 -> {
                    ObjectNode values = ((ObjectNode) command.get(2)).deepCopy();
                    JsonNode external = values.remove("id");
                    values.put(field.inverse(), row.id);
                    Row line = create(other.model, values, session);
                    if (external != null) {
                        store.nameExternally(external.asText(), other.model.name, line.id, session.flag("noupdate"));
                    }
                }
                case 1 -> write(existing(other, id, session), (ObjectNode) command.get(2), session);
                case 2, 3 -> delete(existing(other, id, session), session);
                case 4 -> store.set(existing(other, id, session), field.inverse(), row.id);
                case 5 -> computed.many(row, field.name()).forEach(l -> delete(existing(other, l, session), session));
                default -> {
                    Set<Integer> kept = new HashSet<>();
                    command.path(2).forEach(n -> kept.add(n.asInt()));
                    computed.many(row, field.name()).stream()
                            .filter(l -> !kept.contains(l))
                            .forEach(l -> delete(existing(other, l, session), session));
                }
            }
        }
    }

    private List<Integer> linked(List<Integer> before, Field field, JsonNode commands, Session session) {
        Set<Integer> ids = new LinkedHashSet<>(before);
        Table other = store.table(field.relation());
        for (JsonNode command : commands) {
            if (command.isInt()) {
                ids.add(existing(other, command.asInt(), session).id);
                continue;
            }
            int id = command.path(1).asInt();
            switch (command.path(0).asInt()) {
                case 0 -> ids.add(create(other.model, (ObjectNode) command.get(2), session).id);
                case 1 -> write(existing(other, id, session), (ObjectNode) command.get(2), session);
                case 2, 3 -> ids.remove(id);
                case 4 -> ids.add(existing(other, id, session).id);
                case 5 -> ids.clear();
                default -> {
                    ids.clear();
                    command.path(2).forEach(n -> ids.add(existing(other, n.asInt(), session).id));
                }
            }
        }
        return new ArrayList<>(ids);
    }

    Row existing(Table table, int id, Session session) {
        return table.find(id).orElseThrow(() -> OdooError.missing(table.model.name, id, session.uid()));
    }

    private Optional<Object> value(Field field, JsonNode json, Session session) {
        if (json.isNull() || (json.isBoolean() && !json.asBoolean() && field.kind() != Field.Kind.BOOL)) {
            return field.numeric() ? Optional.of(BigDecimal.ZERO) : Optional.empty();
        }
        return switch (field.kind()) {
            case BOOL -> Optional.of(Session.truthy(json));
            case INT -> Optional.of(json.asInt());
            case FLOAT -> Optional.of(number(field, json));
            case PRICE, MONEY -> Optional.of(number(field, json).setScale(2, RoundingMode.HALF_UP));
            case M2O -> {
                int id = json.isArray() ? json.path(0).asInt() : json.asInt();
                if (id != 0 && store.has(field.relation())) {
                    existing(store.table(field.relation()), id, session);
                }
                yield Optional.of(id);
            }
            case DATE ->
                Optional.of(
                        json.asText().substring(0, Math.min(10, json.asText().length())));
            case DATETIME ->
                Optional.of(Moments.parse(json.asText())
                        .orElseThrow(() -> OdooError.value(
                                "time data '" + json.asText() + "' does not match format '%Y-%m-%d %H:%M:%S'")));
            case SEL -> {
                if (!field.choices().contains(json.asText())) {
                    throw OdooError.value(
                            "Wrong value for " + field.model() + "." + field.name() + ": " + Domain.python(json));
                }
                yield Optional.of(json.asText());
            }
            case HTML -> Optional.of(html(json.asText()));
            default -> Optional.of(json.asText());
        };
    }

    private static String html(String text) {
        return text.isEmpty() || text.startsWith("<") ? text : "<p>" + text + "</p>";
    }

    private static BigDecimal number(Field field, JsonNode json) {
        try {
            return json.isTextual() ? new BigDecimal(json.asText().strip()) : json.decimalValue();
        } catch (NumberFormatException e) {
            throw OdooError.value(
                    "could not convert string to float: " + Domain.python(json) + " (" + field.name() + ")");
        }
    }
}
