package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Answers of {@code read}, {@code search_read}, {@code read_group} and {@code fields_get}. */
final class Reader {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Store store;
    private final Dialect dialect;
    private final Computed computed;
    private final Names names;

    Reader(Store store, Dialect dialect, Computed computed, Names names) {
        this.store = store;
        this.dialect = dialect;
        this.computed = computed;
        this.names = names;
    }

    ArrayNode read(Model model, List<Row> rows, JsonNode wanted, boolean pairs, Session session) {
        List<Field> fields = new ArrayList<>();
        if (wanted.isEmpty()) {
            fields.addAll(model.fields.values());
        }
        for (JsonNode name : wanted) {
            if (!name.asText().equals("id")) {
                fields.add(model.find(name.asText()).orElseThrow(() -> dialect.unknownInRead(model, name.asText())));
            }
        }
        ArrayNode answer = JSON.arrayNode(rows.size());
        for (Row row : rows) {
            ObjectNode one = answer.addObject().put("id", row.id);
            fields.forEach(f -> one.set(
                    f.name(),
                    store.translation(model.name, row.id, f.name(), session.text("lang", ""))
                            .<JsonNode>map(JSON::textNode)
                            .orElseGet(() -> show(row, f, pairs, session))));
        }
        return answer;
    }

    /** As Odoo prints it: nothing is {@code false}, a many2one is {@code [id, name]}, numbers with a point. */
    JsonNode show(Row row, Field field, boolean pairs, Session session) {
        Optional<Object> value = computed.of(row, field, session);
        return switch (field.kind()) {
            case FLOAT, PRICE, MONEY ->
                JSON.numberNode(value.map(v -> ((BigDecimal) v).doubleValue()).orElse(0.0));
            case INT -> JSON.numberNode(value.map(v -> (Integer) v).orElse(0));
            case BOOL -> JSON.booleanNode(value.equals(Optional.of(true)));
            case O2M, M2M -> {
                ArrayNode ids = JSON.arrayNode();
                value.ifPresent(v -> ((List<?>) v).forEach(id -> ids.add((Integer) id)));
                yield ids;
            }
            case M2O -> value.map(v -> reference(field, (Integer) v, pairs)).orElse(JSON.booleanNode(false));
            case DATETIME ->
                value.<JsonNode>map(v -> JSON.textNode(Moments.show((Long) v))).orElse(JSON.booleanNode(false));
            case BINARY ->
                value.<JsonNode>map(v -> JSON.textNode(session.flag("bin_size") ? size(v.toString()) : v.toString()))
                        .orElse(JSON.booleanNode(false));
            default ->
                value.filter(v -> !v.equals(""))
                        .<JsonNode>map(v -> JSON.textNode(v.toString()))
                        .orElse(JSON.booleanNode(false));
        };
    }

    /** What Odoo answers for the content where the context asks for its size (odoo/tools/misc.py, human_size). */
    private static String size(String base64) {
        double bytes = base64.length() * 3 / 4.0;
        return String.format(Locale.ROOT, bytes < 1024 ? "%.2f bytes" : "%.2f Kb", bytes < 1024 ? bytes : bytes / 1024);
    }

    private JsonNode reference(Field field, int id, boolean pairs) {
        if (id == 0) {
            return JSON.booleanNode(false);
        }
        String name = pairs && store.has(field.relation()) ? names.of(field.relation(), id) : "";
        return pairs ? JSON.arrayNode().add(id).add(name) : JSON.numberNode(id);
    }

    /** Sums and counts by the given fields; what {@code lazy=False} answers (031). */
    ArrayNode group(Model model, List<Row> rows, JsonNode domain, JsonNode wanted, JsonNode by, Session session) {
        List<Field> keys = new ArrayList<>();
        (by.isArray() ? by : JSON.arrayNode().add(by)).forEach(n -> keys.add(field(model, n.asText())));
        Map<List<Object>, List<Row>> groups = new LinkedHashMap<>();
        for (Row row : rows) {
            groups.computeIfAbsent(
                            keys.stream()
                                    .map(k -> computed.of(row, k, session).orElse(false))
                                    .toList(),
                            k -> new ArrayList<>())
                    .add(row);
        }
        ArrayNode answer = JSON.arrayNode();
        groups.forEach((key, members) -> {
            ObjectNode group = answer.addObject();
            keys.forEach(k -> group.set(k.name(), show(members.get(0), k, true, session)));
            group.put("__count", members.size());
            for (JsonNode spec : wanted) {
                Field field = field(model, spec.asText());
                if (field.numeric()) {
                    BigDecimal sum = members.stream()
                            .map(r -> computed.number(r, field.name(), session))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    group.put(field.name(), sum.doubleValue());
                }
            }
            group.set("__domain", narrowed(domain, keys, members.get(0), session));
        });
        return answer;
    }

    private ArrayNode narrowed(JsonNode domain, List<Field> keys, Row member, Session session) {
        ArrayNode narrowed = JSON.arrayNode();
        int conditions = keys.size() + domain.size();
        for (int i = 1; i < conditions; i++) {
            narrowed.add("&");
        }
        domain.forEach(narrowed::add);
        for (Field key : keys) {
            narrowed.addArray().add(key.name()).add("=").add(show(member, key, false, session));
        }
        return narrowed;
    }

    private Field field(Model model, String spec) {
        String name = spec.contains(":") ? spec.substring(0, spec.indexOf(':')) : spec;
        return model.find(name).orElseThrow(() -> dialect.unknownInRead(model, name));
    }

    ObjectNode fieldsGet(Model model, JsonNode only, JsonNode attributes) {
        List<String> names = new ArrayList<>();
        only.forEach(n -> names.add(n.asText()));
        List<String> shown = new ArrayList<>();
        attributes.forEach(n -> shown.add(n.asText()));
        ObjectNode answer = JSON.objectNode();
        if (names.isEmpty() || names.contains("id")) {
            describe(answer.putObject("id"), "integer", "ID", false, true, true, shown);
        }
        for (Field f : model.fields.values()) {
            if (!names.isEmpty() && !names.contains(f.name())) {
                continue;
            }
            ObjectNode one = answer.putObject(f.name());
            describe(one, f.kind().odoo, f.label(), f.required(), f.computed(), f.slot() >= 0, shown);
            if (f.relational() && (shown.isEmpty() || shown.contains("relation"))) {
                one.put("relation", f.relation());
            }
            if (f.kind() == Field.Kind.PRICE && (shown.isEmpty() || shown.contains("digits"))) {
                one.putArray("digits").add(16).add(2);
            }
            if (f.kind() == Field.Kind.SEL && (shown.isEmpty() || shown.contains("selection"))) {
                ArrayNode choices = one.putArray("selection");
                f.choices().forEach(c -> choices.addArray().add(c).add(c));
            }
        }
        return answer;
    }

    private static void describe(
            ObjectNode one,
            String type,
            String label,
            boolean required,
            boolean readonly,
            boolean stored,
            List<String> shown) {
        one.put("type", type).put("string", label).put("required", required).put("readonly", readonly);
        one.put("store", stored).put("searchable", true).put("sortable", stored);
        if (!shown.isEmpty()) {
            one.retain(shown);
        }
    }
}
