package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One method call with its arguments by name. */
record Call(Model model, String method, List<Integer> ids, Map<String, JsonNode> arguments, Session session) {

    JsonNode argument(String name) {
        return arguments.getOrDefault(name, MissingNode.getInstance());
    }

    String text(String name) {
        return argument(name).isTextual() ? argument(name).asText() : "";
    }

    int number(String name) {
        return argument(name).asInt(0);
    }

    static List<Integer> ids(JsonNode node) {
        List<Integer> ids = new ArrayList<>();
        if (node.isInt()) {
            ids.add(node.asInt());
        }
        node.forEach(n -> ids.add(n.asInt()));
        return ids;
    }

    /** From positional and named arguments, as JSON-RPC sends them. */
    static Call positional(
            Model model, String method, Signature signature, JsonNode args, JsonNode named, Session session) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        int at = signature.onRecords() ? 1 : 0;
        for (int i = at; i < args.size(); i++) {
            if (i - at >= signature.parameters().size()) {
                throw OdooError.type(model.name + "." + method + "() takes "
                        + (signature.parameters().size() + 1) + " positional arguments but " + (args.size() - at + 1)
                        + " were given");
            }
            arguments.put(signature.parameters().get(i - at), args.get(i));
        }
        named.fields().forEachRemaining(e -> {
            if (!e.getKey().equals("context")) {
                if (!signature.accepts(e.getKey())) {
                    throw OdooError.type(
                            model.name + "." + method + "() got an unexpected keyword argument '" + e.getKey() + "'");
                }
                arguments.put(e.getKey(), e.getValue());
            }
        });
        signature.firstMissing(arguments).ifPresent(p -> {
            throw OdooError.type(model.name + "." + method + "() missing 1 required positional argument: '" + p + "'");
        });
        List<Integer> ids = signature.onRecords() && !args.isEmpty() ? ids(args.get(0)) : List.of();
        return new Call(model, method, ids, arguments, session);
    }

    /** From a JSON-2 body: every argument by name, {@code ids} for the records. */
    static Call named(Model model, String method, Signature signature, JsonNode body, Session session) {
        Map<String, JsonNode> arguments = new LinkedHashMap<>();
        body.fields().forEachRemaining(e -> {
            if (!e.getKey().equals("ids") && !e.getKey().equals("context")) {
                arguments.put(e.getKey(), e.getValue());
            }
        });
        signature.firstMissing(arguments).ifPresent(p -> {
            throw OdooError.http("UnprocessableEntity", 422, "missing a required argument: '" + p + "'");
        });
        arguments.keySet().stream()
                .filter(k -> !signature.accepts(k))
                .findFirst()
                .ifPresent(k -> {
                    throw OdooError.http("UnprocessableEntity", 422, "got an unexpected keyword argument '" + k + "'");
                });
        return new Call(model, method, ids(body.path("ids")), arguments, session);
    }
}
