package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Calls that either give their answer or end the operation ({@link Stopped}), so that an operation of many calls reads
 * from top to bottom. Every call asks for English (the table of outcomes reads messages; texts of items excepted) and UTC ({@code load} reads
 * dates in the user's time zone otherwise: odoo/addons/base/models/ir_fields.py, {@code _str_to_datetime}).
 */
final class OdooSession {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final OdooConnection connection;
    private final OdooSettings settings;
    private final String language;
    private final Map<String, Set<String>> fields = new ConcurrentHashMap<>();
    private volatile long company;

    OdooSession(OdooConnection connection, OdooSettings settings) {
        this(connection, settings, "en_US");
    }

    private OdooSession(OdooConnection connection, OdooSettings settings, String language) {
        this.connection = connection;
        this.settings = settings;
        this.language = language;
    }

    /** For texts that shoppers read; where a text is not translated Odoo answers the English one. */
    OdooSession in(String other) {
        return new OdooSession(connection, settings, other);
    }

    /** Does the work; what stops it becomes its outcome. */
    <T> Outcome<T> attempt(Supplier<Outcome<T>> work) {
        try {
            return work.get();
        } catch (Stopped stopped) {
            return stopped.outcome();
        }
    }

    /** The answer of a call. */
    JsonNode ask(OdooCall call) {
        return orStop(judge(call).outcome());
    }

    /** The answer of a call as an outcome, for callers that expect a refusal. */
    Outcome<JsonNode> tell(OdooCall call) {
        return judge(call).outcome();
    }

    Judged judge(OdooCall call) {
        OdooCall complete = call.context("lang", NODES.textNode(language)).context("tz", NODES.textNode("UTC"));
        if (settings.company().isPresent()) {
            complete = complete.context("allowed_company_ids", NODES.arrayNode().add(company()));
        }
        Judged judged = connection.send(complete);
        if (judged.outcome() instanceof Outcome.NotUnderstood<JsonNode>) {
            fields.clear(); // a module may have been added, removed or upgraded
        }
        return judged;
    }

    /** The records a call answers. */
    List<Row> rows(OdooCall call) {
        JsonNode answer = ask(call);
        if (!answer.isArray()) {
            throw Stopped.odd(call.operation() + " answered no list");
        }
        List<Row> rows = new ArrayList<>();
        answer.forEach(row -> rows.add(new Row(call.model(), row)));
        return rows;
    }

    /** Records by their ids; those that are gone are left out. */
    Map<Long, Row> byId(String model, Collection<Long> ids, List<String> names) {
        Map<Long, Row> found = new HashMap<>();
        rows(OdooCall.read(model, ids, names)).forEach(row -> found.put(row.id(), row));
        return found;
    }

    /** One record by its id. */
    Row one(String model, long id, List<String> names) {
        return rows(OdooCall.read(model, List.of(id), names)).stream()
                .findFirst()
                .orElseThrow(() -> Stopped.refused(
                        "record-gone",
                        model + " " + id + " does not exist in Odoo any more",
                        "was it deleted? post it again, or restore it"));
    }

    /** Creates one record that nothing refers to (a wizard); everything else is created by {@link #load}. */
    long create(String model, ObjectNode values, ObjectNode context) {
        OdooCall call = OdooCall.model(model, "create");
        // JSON-RPC takes one record as it is and answers its id, JSON-2 a list (odoo19/082, 145).
        JsonNode argument = dialect() == Dialect.JSON_2 ? NODES.arrayNode().add(values) : values;
        call = call.positional("vals_list", argument);
        for (Map.Entry<String, JsonNode> entry : context.properties()) {
            call = call.context(entry.getKey(), entry.getValue());
        }
        JsonNode answer = ask(call);
        JsonNode id = answer.isArray() ? answer.path(0) : answer;
        if (!id.isIntegralNumber()) {
            throw Stopped.odd(model + ".create answered no id");
        }
        return id.asLong();
    }

    /** A create-once load: creates what its external id does not know, and changes nothing else (facts: erp 8). */
    static OdooCall loadCall(String model, Table table) {
        return OdooCall.model(model, "load")
                .positional("fields", OdooCall.texts(table.columns()))
                .positional("data", table.data())
                .context("mode", NODES.textNode("update"))
                .context("noupdate", true);
    }

    /** A create-once load that must succeed; the ids are in the order of the table's records. */
    List<Long> load(String model, Table table) {
        return loadedIds(ask(loadCall(model, table)), table.records());
    }

    static List<Long> loadedIds(JsonNode answer, int records) {
        List<Long> ids = new Row("load", answer).ids("ids");
        if (ids.size() != records) {
            throw Stopped.odd("a load of " + records + " records answered " + ids.size() + " ids");
        }
        return ids;
    }

    /** External ids of records, by database id; a record without one is left out. */
    Map<Long, String> externalIds(String model, Collection<Long> ids) {
        if (ids.isEmpty()) {
            return Map.of();
        }
        JsonNode answer = ask(OdooCall.records(model, "get_external_id", ids));
        Map<Long, String> found = new HashMap<>();
        for (Map.Entry<String, JsonNode> entry : answer.properties()) {
            if (entry.getKey().matches("[0-9]{1,18}")
                    && !entry.getValue().asText("").isEmpty()) {
                found.put(Long.parseLong(entry.getKey()), entry.getValue().asText());
            }
        }
        return found;
    }

    /** Whether a model has a field: versions and modules differ (odoo-fields-17-vs-19.json). */
    boolean has(String model, String field) {
        return fields(model).contains(field);
    }

    /** The first of the names the model has. */
    String field(String model, String... names) {
        Set<String> known = fields(model);
        for (String name : names) {
            if (known.contains(name)) {
                return name;
            }
        }
        throw new Stopped(new Outcome.NotUnderstood<>(
                model + " has none of the fields " + String.join(", ", names),
                "is this version of Odoo supported? run doctor"));
    }

    /** The fields of a product that {@link #isCounted} reads. */
    List<String> kind() {
        List<String> fields = new ArrayList<>(List.of("type"));
        fields.addAll(present("product.product", "is_storable"));
        return fields;
    }

    /** Counted goods: {@code type} product in 17, {@code is_storable} in 19 (facts: erp 15). */
    static boolean isCounted(Row product) {
        return product.has("is_storable")
                ? product.flag("is_storable")
                : product.text("type").equals("product");
    }

    /** The named fields the model has. */
    List<String> present(String model, String... names) {
        Set<String> known = fields(model);
        return List.of(names).stream().filter(known::contains).toList();
    }

    private Set<String> fields(String model) {
        Set<String> known = fields.get(model);
        if (known != null) {
            return known;
        }
        JsonNode answer = ask(OdooCall.model(model, "fields_get")
                .named("attributes", NODES.arrayNode().add("type")));
        if (!answer.isObject()) {
            throw Stopped.odd(model + ".fields_get answered no object");
        }
        Set<String> names =
                answer.properties().stream().map(Map.Entry::getKey).collect(Collectors.toCollection(TreeSet::new));
        fields.put(model, names);
        return names;
    }

    Dialect dialect() {
        return orStop(connection.detect()).rpc().dialect();
    }

    OdooVersion version() {
        return orStop(connection.detect()).version();
    }

    /** The id of the company named by the settings; asked once. */
    private long company() {
        if (company != 0) {
            return company;
        }
        String wanted = settings.company().orElse("");
        ArrayNode domain = wanted.matches("[0-9]{1,9}")
                ? Domain.all().is("id", Long.parseLong(wanted)).terms()
                : Domain.all().is("name", wanted).terms();
        JsonNode found = orStop(connection
                .send(OdooCall.searchRead("res.company", domain, List.of("name")))
                .outcome());
        if (!found.isArray() || found.size() != 1) {
            throw Stopped.refused(
                    "unknown-company",
                    found.size() + " companies are named '" + wanted + "'",
                    "set " + settings.property("company") + " to an id or exact name the bot user may see");
        }
        company = new Row("res.company", found.get(0)).id();
        return company;
    }

    static <T> T orStop(Outcome<T> outcome) {
        if (outcome instanceof Outcome.Done<T> done) {
            return done.value();
        }
        if (outcome instanceof Outcome.AlreadyThere<T> there) {
            return there.value();
        }
        throw new Stopped(outcome);
    }
}
