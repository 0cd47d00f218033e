package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.io.IOException;
import java.util.Optional;

/**
 * {@code POST /jsonrpc}: services {@code common} and {@code object}. Refusals are HTTP 200 with {@code error.data}; a
 * method that returns None answers without {@code result} (facts 2).
 */
final class JsonRpc {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectMapper mapper;
    private final Engine engine;
    private final Users users;

    JsonRpc(ObjectMapper mapper, Engine engine, Users users) {
        this.mapper = mapper;
        this.engine = engine;
        this.users = users;
    }

    Prepared prepare(SandboxRequest request) {
        JsonNode body;
        try {
            body = mapper.readTree(request.body());
        } catch (IOException e) {
            SandboxReply invalid = invalid(e);
            return new Prepared("", 0, begun -> invalid);
        }
        JsonNode params = body.path("params");
        JsonNode args = params.path("args");
        boolean object = params.path("service").asText().equals("object");
        String method = object ? args.path(4).asText() : params.path("method").asText();
        return new Prepared(method, object ? records(method, args.path(5)) : 0, begun -> answer(body, begun));
    }

    private static SandboxReply invalid(IOException problem) {
        if (!(problem instanceof JsonProcessingException)) {
            throw new IllegalStateException("cannot read a request", problem);
        }
        return SandboxReply.text(400, "text/html; charset=utf-8", "Invalid JSON data");
    }

    private static int records(String method, JsonNode args) {
        JsonNode of = method.equals("load") ? args.path(1) : args.path(0);
        return of.isArray() ? of.size() : 1;
    }

    private SandboxReply answer(JsonNode body, Begun begun) {
        ObjectNode answer = JSON.objectNode().put("jsonrpc", "2.0");
        answer.set("id", body.path("id").isMissingNode() ? JSON.nullNode() : body.get("id"));
        try {
            serve(body.path("params"), begun).ifPresent(r -> answer.set("result", r));
        } catch (OdooError e) {
            ObjectNode error = answer.putObject("error");
            error.put("code", engine.dialect.since19() ? 0 : 200).put("message", "Odoo Server Error");
            error.set("data", data(e));
        }
        return SandboxReply.json(200, answer).with("Content-Type", "application/json; charset=utf-8");
    }

    static ObjectNode data(OdooError e) {
        ObjectNode data = JSON.objectNode();
        data.put("name", e.name).put("message", e.getMessage());
        data.putArray("arguments").add(e.getMessage());
        data.putObject("context");
        return data.put("debug", "Traceback (most recent call last):\n" + e.name + ": " + e.getMessage() + "\n");
    }

    private Optional<JsonNode> serve(JsonNode params, Begun begun) {
        JsonNode args = params.path("args");
        String service = params.path("service").asText();
        String method = params.path("method").asText();
        return switch (service + "." + method) {
            case "common.version" -> Optional.of(version());
            case "common.authenticate", "common.login" -> {
                users.checkDatabase(args.path(0).asText());
                yield Optional.of(
                        users.byLogin(args.path(1).asText(), args.path(2).asText())
                                .<JsonNode>map(JSON::numberNode)
                                .orElse(JSON.booleanNode(false)));
            }
            case "object.execute_kw" -> execute(args, begun);
            default -> throw OdooError.attribute("Method not found: " + service + "." + method);
        };
    }

    private JsonNode version() {
        int version = engine.dialect.version();
        ObjectNode answer = JSON.objectNode().put("server_version", version + ".0");
        answer.putArray("server_version_info")
                .add(version)
                .add(0)
                .add(0)
                .add("final")
                .add(0)
                .add("");
        return answer.put("server_serie", version + ".0").put("protocol_version", 1);
    }

    private Optional<JsonNode> execute(JsonNode args, Begun begun) {
        users.checkDatabase(args.path(0).asText());
        int uid = users.byKey(args.path(2).asText())
                .filter(u -> u == args.path(1).asInt())
                .orElseThrow(OdooError::denied);
        String name = args.path(3).asText();
        Model model = engine.schema.find(name).orElseThrow(() -> OdooError.user("Object " + name + " doesn't exist"));
        Methods.Method method = engine.methods.find(model, args.path(4).asText());
        JsonNode named = args.path(6);
        ObjectNode context = named.path("context") instanceof ObjectNode c ? c : JSON.objectNode();
        Session session = new Session(uid, context, begun.snapshot());
        Call call = Call.positional(model, args.path(4).asText(), method.signature(), args.path(5), named, session);
        return engine.run(call, method, begun.at());
    }
}
