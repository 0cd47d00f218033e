package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.io.IOException;

/** {@code POST /json/2/<model>/<method>} of Odoo 19: named arguments, bearer key, real statuses (facts 1 and 3). */
final class Json2 {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    static final String PATH = "/json/2/";

    private final ObjectMapper mapper;
    private final Engine engine;
    private final Users users;

    Json2(ObjectMapper mapper, Engine engine, Users users) {
        this.mapper = mapper;
        this.engine = engine;
        this.users = users;
    }

    Prepared prepare(SandboxRequest request) {
        String[] path = request.path().substring(PATH.length()).split("/", 2);
        String method = path.length > 1 ? path[1] : "";
        JsonNode body;
        try {
            body = request.body().length == 0 ? JSON.objectNode() : mapper.readTree(request.body());
        } catch (IOException e) {
            SandboxReply invalid =
                    refusal(OdooError.http("BadRequest", 400, "could not parse the body as json: " + e.getMessage()));
            return new Prepared(method, 0, begun -> invalid);
        }
        JsonNode many = body.path(method.equals("load") ? "data" : method.equals("create") ? "vals_list" : "ids");
        return new Prepared(method, Math.max(1, many.size()), begun -> answer(request, path[0], method, body, begun));
    }

    private SandboxReply answer(SandboxRequest request, String name, String method, JsonNode body, Begun begun) {
        try {
            return reply(200, call(request, name, method, body, begun));
        } catch (OdooError e) {
            SandboxReply refusal = refusal(e);
            return e.status == 401 ? refusal.with("WWW-Authenticate", "Bearer ") : refusal;
        }
    }

    private JsonNode call(SandboxRequest request, String name, String method, JsonNode body, Begun begun) {
        String header = request.header("Authorization");
        if (!header.regionMatches(true, 0, "bearer ", 0, 7)) {
            throw OdooError.http(
                    "Unauthorized", 401, "User not authenticated, use an API Key with a Bearer Authorization header.");
        }
        int uid = users.byKey(header.substring(7).strip())
                .orElseThrow(() -> OdooError.http("Unauthorized", 401, "Invalid apikey"));
        Model model = engine.schema
                .find(name)
                .orElseThrow(() -> OdooError.http("NotFound", 404, "the model '" + name + "' does not exist"));
        ObjectNode context = body.path("context") instanceof ObjectNode c ? c : JSON.objectNode();
        Session session = new Session(uid, context, begun.snapshot());
        Methods.Method found = find(model, method);
        Call call = Call.named(model, method, found.signature(), body, session);
        return engine.run(call, found, begun.at()).orElse(JSON.nullNode());
    }

    private Methods.Method find(Model model, String method) {
        try {
            return engine.methods.find(model, method);
        } catch (OdooError e) {
            throw e.status == 404 ? OdooError.http("NotFound", 404, e.getMessage()) : e;
        }
    }

    private static SandboxReply refusal(OdooError e) {
        ObjectNode data = JsonRpc.data(e);
        if (e.ofHttp()) {
            data.withArray("arguments").add(e.status);
        }
        return reply(e.status, data);
    }

    private static SandboxReply reply(int status, JsonNode body) {
        return SandboxReply.json(status, body).with("Content-Type", "application/json; charset=utf-8");
    }
}
