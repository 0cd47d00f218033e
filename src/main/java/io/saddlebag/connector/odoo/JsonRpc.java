package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.util.concurrent.atomic.AtomicInteger;

/** JSON-RPC: login and key travel in every body; the user id is asked once (facts: erp 1, 2). */
final class JsonRpc implements OdooRpc {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final long NOBODY = 0;

    private final PartnerHttp http;
    private final OdooSettings settings;
    private final OdooOutcomes outcomes;
    private final AtomicInteger numbers = new AtomicInteger();
    private volatile long uid = NOBODY;

    JsonRpc(PartnerHttp http, OdooSettings settings, OdooOutcomes outcomes) {
        this.http = http;
        this.settings = settings;
        this.outcomes = outcomes;
    }

    @Override
    public Dialect dialect() {
        return Dialect.JSON_RPC;
    }

    /** Odoo's version; needs no credentials. */
    Judged version() {
        return service("common", "version", NODES.arrayNode(), "common.version");
    }

    /** The bot user's id. */
    Outcome<Long> uid() {
        long known = uid;
        if (known != NOBODY) {
            return new Outcome.Done<>(known);
        }
        ArrayNode args = NODES.arrayNode()
                .add(settings.database())
                .add(settings.login())
                .add(settings.apiKey())
                .add(NODES.objectNode());
        return service("common", "authenticate", args, "common.authenticate")
                .outcome()
                .map(id -> {
                    uid = id.asLong();
                    return id.asLong();
                });
    }

    @Override
    public Judged send(OdooCall call) {
        Outcome<Long> user = uid();
        if (!user.succeeded()) {
            return Judged.of(user.map(NODES::numberNode));
        }
        ArrayNode args = NODES.arrayNode()
                .add(settings.database())
                .add(user.orThrow(settings.partner(), "authenticate"))
                .add(settings.apiKey())
                .add(call.model())
                .add(call.method());
        ArrayNode positional = args.addArray();
        if (call.onRecords()) {
            positional.add(OdooCall.ids(call.ids()));
        }
        call.positional().forEach(a -> positional.add(a.value()));
        ObjectNode named = args.addObject();
        call.named().forEach(a -> named.set(a.name(), a.value()));
        if (!call.context().isEmpty()) {
            named.set("context", call.context());
        }
        ArrayNode complete = args;
        Judged judged = service("object", "execute_kw", complete, call.operation(), call.method());
        if (judged.outcome() instanceof Outcome.NotAllowed<JsonNode>) {
            uid = NOBODY; // the user may have been replaced: ask again at the next call
        }
        return judged;
    }

    private Judged service(String service, String method, ArrayNode args, String operation) {
        return service(service, method, args, operation, method);
    }

    private Judged service(String service, String method, ArrayNode args, String operation, String judgedAs) {
        ObjectNode body =
                NODES.objectNode().put("jsonrpc", "2.0").put("method", "call").put("id", numbers.incrementAndGet());
        body.putObject("params").put("service", service).put("method", method).set("args", args);
        HttpCall request =
                HttpCall.json(operation, "POST", "/jsonrpc", body.toString()).within(settings.timeout());
        return outcomes.judge(Dialect.JSON_RPC, judgedAs, http.send(request)).toldTo(http);
    }
}
