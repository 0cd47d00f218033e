package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/** Calls a sandbox as a connector would, by either face. JSON arguments are written with single quotes. */
final class OdooCaller {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final SandboxOdoo sandbox;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    OdooCaller(SandboxOdoo sandbox) {
        this.sandbox = sandbox;
    }

    static JsonNode json(String singleQuoted) {
        try {
            return JSON.readTree(singleQuoted.replace('\'', '"'));
        } catch (IOException e) {
            throw new UncheckedIOException(singleQuoted, e);
        }
    }

    /** The whole JSON-RPC answer, in time. */
    CompletableFuture<JsonNode> start(String model, String method, String args, String named) {
        int version = sandbox.options().version();
        ObjectNode body =
                JSON.createObjectNode().put("jsonrpc", "2.0").put("id", 1).put("method", "call");
        ArrayNode rpc = body.putObject("params")
                .put("service", "object")
                .put("method", "execute_kw")
                .putArray("args");
        rpc.add(sandbox.options().database())
                .add(Seed.botUid(version))
                .add(sandbox.options().apiKey());
        rpc.add(model).add(method).add(json(args)).add(json(named));
        return post("/jsonrpc", body.toString(), "").thenApply(OdooCaller::body);
    }

    JsonNode rpc(String model, String method, String args, String named) {
        return start(model, method, args, named).join();
    }

    /** The result; a refusal fails the test. */
    JsonNode call(String model, String method, String args) {
        return call(model, method, args, "{}");
    }

    JsonNode call(String model, String method, String args, String named) {
        JsonNode answer = rpc(model, method, args, named);
        if (answer.has("error")) {
            throw new AssertionError(model + "." + method + ": " + answer.at("/error/data/message"));
        }
        return answer.path("result");
    }

    /** Name and message of a refusal. */
    String refusal(String model, String method, String args) {
        JsonNode data = rpc(model, method, args, "{}").at("/error/data");
        return data.path("name").asText() + ": " + data.path("message").asText();
    }

    HttpResponse<String> json2(String model, String method, String body) {
        return post(
                        "/json/2/" + model + "/" + method,
                        json(body).toString(),
                        sandbox.options().apiKey())
                .join();
    }

    private CompletableFuture<HttpResponse<String>> post(String path, String body, String key) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) {
            request.header("Authorization", "bearer " + key)
                    .header("X-Odoo-Database", sandbox.options().database());
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode body(HttpResponse<String> answer) {
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }
}
