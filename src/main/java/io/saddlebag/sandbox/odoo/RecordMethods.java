package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The methods every model has: search, read, create, write, unlink, load, fields_get … */
final class RecordMethods {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final Engine engine;

    RecordMethods(Engine engine) {
        this.engine = engine;
    }

    void register(Methods methods) {
        methods.every("search", "access", Signature.model(1, "domain", "offset", "limit", "order"), this::search);
        methods.every(
                "search_read",
                "access",
                Signature.model(0, "domain", "fields", "offset", "limit", "order", "load"),
                c -> Optional.of(read(c, found(c))));
        methods.every(
                "search_count",
                "access",
                Signature.model(1, "domain", "limit"),
                c -> Optional.of(JSON.numberNode(
                        engine.finder.count(c.model(), c.argument("domain"), c.session(), c.number("limit")))));
        methods.every("read", "access", Signature.records(0, "fields", "load"), c -> Optional.of(read(c, present(c))));
        methods.every("create", "create", Signature.model(1, "vals_list"), this::create);
        methods.every("write", "modify", Signature.records(1, "vals"), this::write);
        methods.every("unlink", "delete", Signature.records(0), this::unlink);
        methods.every("load", "", Signature.model(2, "fields", "data"), this::load);
        methods.every(
                "name_search",
                "access",
                engine.dialect.since19()
                        ? Signature.model(0, "name", "domain", "operator", "limit")
                        : Signature.model(0, "name", "args", "operator", "limit"),
                this::nameSearch);
        methods.every(
                "fields_get",
                "",
                Signature.model(0, "allfields", "attributes"),
                c -> Optional.of(
                        engine.reader.fieldsGet(c.model(), c.argument("allfields"), c.argument("attributes"))));
        if (engine.dialect.since19()) {
            methods.every("has_access", "", Signature.records(1, "operation"), this::mayI);
        }
        methods.of(
                "res.users",
                "has_group",
                "",
                engine.dialect.since19() ? Signature.records(1, "group_ext_id") : Signature.model(1, "group_ext_id"),
                c -> Optional.of(JSON.booleanNode(engine.rights.isIn(
                        c.text("group_ext_id"),
                        c.ids().isEmpty() ? c.session().uid() : c.ids().get(0)))));
        methods.every("check_access_rights", "", Signature.model(1, "operation", "raise_exception"), this::mayI);
        methods.every(
                "read_group",
                "access",
                Signature.model(3, "domain", "fields", "groupby", "offset", "limit", "orderby", "lazy"),
                c -> Optional.of(engine.reader.group(
                        c.model(),
                        engine.finder.search(c.model(), c.argument("domain"), c.session(), 0, 0, ""),
                        c.argument("domain"),
                        c.argument("fields"),
                        c.argument("groupby"),
                        c.session())));
        methods.every("get_external_id", "access", Signature.records(0), this::externalIds);
        methods.every("export_data", "access", Signature.records(1, "fields_to_export"), c -> {
            throw OdooError.user("You don't have the rights to export data. Please contact an Administrator.");
        });
        methods.every(
                "message_post",
                "access",
                Signature.records(0, "body", "subject", "message_type", "subtype_xmlid", "partner_ids"),
                this::post);
        methods.of(
                "ir.model.data",
                "check_object_reference",
                "",
                Signature.model(2, "module", "xml_id", "raise_on_access_error"),
                this::reference);
        methods.of(
                "res.users",
                "context_get",
                "",
                Signature.model(0),
                c -> Optional.of(JSON.objectNode()
                        .put("lang", "en_US")
                        .put("tz", false)
                        .put("uid", c.session().uid())));
        methods.of("stock.quant", "create", "create", Signature.model(1, "vals_list"), this::count);
    }

    /** Whether the user may do something with a model at all. */
    private Optional<JsonNode> mayI(Call call) {
        return Optional.of(
                JSON.booleanNode(engine.rights.allows(call.model(), call.text("operation"), call.session())));
    }

    private List<Row> found(Call call) {
        return engine.finder.search(
                call.model(),
                call.argument("domain"),
                call.session(),
                call.number("offset"),
                call.number("limit"),
                call.text("order"));
    }

    private Optional<JsonNode> search(Call call) {
        ArrayNode ids = JSON.arrayNode();
        found(call).forEach(r -> ids.add(r.id));
        return Optional.of(ids);
    }

    private List<Row> present(Call call) {
        List<Row> rows = new ArrayList<>();
        Table table = engine.store.table(call.model().name);
        call.ids().forEach(id -> table.find(id).ifPresent(rows::add));
        return rows;
    }

    private JsonNode read(Call call, List<Row> rows) {
        JsonNode load = call.argument("load");
        boolean pairs = load.isMissingNode() || load.asText().equals("_classic_read");
        return engine.reader.read(call.model(), rows, call.argument("fields"), pairs, call.session());
    }

    private Optional<JsonNode> create(Call call) {
        return each(call, values -> engine.writer.create(call.model(), values, call.session()));
    }

    private Optional<JsonNode> count(Call call) {
        return each(call, values -> engine.inventory.count(values, call.session()));
    }

    private Optional<JsonNode> each(Call call, Function<ObjectNode, Row> maker) {
        JsonNode sent = call.argument("vals_list");
        if (sent instanceof ObjectNode one) {
            return Optional.of(JSON.numberNode(maker.apply(one).id));
        }
        ArrayNode ids = JSON.arrayNode();
        for (JsonNode one : sent) {
            ids.add(maker.apply((ObjectNode) one).id);
        }
        return Optional.of(ids);
    }

    private Optional<JsonNode> write(Call call) {
        for (Row row : engine.existing(call)) {
            engine.overlap(row, call.session());
            engine.writer.write(row, (ObjectNode) call.argument("vals"), call.session());
        }
        return Optional.of(JSON.booleanNode(true));
    }

    private Optional<JsonNode> unlink(Call call) {
        engine.existing(call).forEach(r -> engine.writer.delete(r, call.session()));
        return Optional.of(JSON.booleanNode(true));
    }

    private Optional<JsonNode> load(Call call) {
        return Optional.of(engine.loader.load(
                call.model(),
                Sheet.paths(call.argument("fields")),
                Sheet.rows(call.argument("data")),
                call.session(),
                engine::settle));
    }

    private Optional<JsonNode> nameSearch(Call call) {
        JsonNode domain = call.argument(engine.dialect.since19() ? "domain" : "args");
        String operator = call.text("operator").isEmpty() ? "ilike" : call.text("operator");
        int limit = call.arguments().containsKey("limit") ? call.number("limit") : 100;
        ArrayNode answer = JSON.arrayNode();
        engine.finder
                .byName(call.model(), call.text("name"), operator, domain, call.session(), limit)
                .forEach(r -> answer.addArray().add(r.id).add(engine.names.of(r)));
        return Optional.of(answer);
    }

    private Optional<JsonNode> externalIds(Call call) {
        ObjectNode answer = JSON.objectNode();
        call.ids()
                .forEach(id -> answer.put(
                        String.valueOf(id),
                        engine.store.externalIdOf(call.model().name, id).orElse("")));
        return Optional.of(answer);
    }

    private Optional<JsonNode> reference(Call call) {
        String key = call.text("module") + "." + call.text("xml_id");
        Store.ExternalId it = engine.store
                .externalId(key)
                .orElseThrow(() -> OdooError.value("External ID not found in the system: " + key));
        return Optional.of(JSON.arrayNode().add(it.model()).add(it.id()));
    }

    /** A note on a document; in 17 it fails where the user has no e-mail address (facts 6). */
    private Optional<JsonNode> post(Call call) {
        if (engine.mute && !engine.dialect.since19()) {
            throw OdooError.user("Unable to send message, please configure the sender's email address.");
        }
        int id = engine.existing(call).get(0).id;
        Row message = engine.store.insert("mail.message");
        engine.store.set(message, "model", call.model().name);
        engine.store.set(message, "res_id", id);
        engine.store.set(message, "body", call.text("body"));
        return Optional.of(engine.dialect.since19() ? JSON.arrayNode().add(message.id) : JSON.numberNode(message.id));
    }
}
