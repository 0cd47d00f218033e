package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Errors as {@code {"error","message"}}, also where nothing of ours was asked for. */
public final class JsonErrors {

    private JsonErrors() {}

    /** Has the router answer in JSON what it would answer in HTML. */
    public static void of(Router router) {
        router.errorHandler(400, c -> end(c, 400, "bad-request", "the request cannot be understood"));
        router.errorHandler(404, c -> end(c, 404, "not-found", "there is no such path"));
        router.errorHandler(405, c -> end(c, 405, "method-not-allowed", "the path does not take this method"));
        router.errorHandler(413, c -> end(c, 413, "too-large", "the body is larger than this path takes"));
        router.errorHandler(500, c -> end(c, 500, "defect", "the request failed; the log says why"));
    }

    static void end(RoutingContext context, int status, String error, String message) {
        if (context.response().ended()) {
            return;
        }
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff")
                .end(Buffer.buffer(Documents.bytes(JsonNodeFactory.instance
                        .objectNode()
                        .put("error", error)
                        .put("message", message))));
    }
}
