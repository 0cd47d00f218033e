package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Errors as {@code {"error","message"}}, also where nothing of ours was asked for. */
public final class JsonErrors {

    private static final Logger LOG = LoggerFactory.getLogger(JsonErrors.class);
    private static final int FIRST = -100;

    private JsonErrors() {}

    /** Has the router answer in JSON where it would answer in HTML: what nothing else takes, and what fails. */
    public static void of(Router router) {
        router.route().order(FIRST).failureHandler(context -> failed(context, context.statusCode()));
        router.route().order(Integer.MAX_VALUE).handler(JsonErrors::nothingThere);
    }

    private static void failed(RoutingContext context, int status) {
        if (context.response().ended() || context.response().closed()) {
            return; // the caller has its answer, or hung up: no fault of ours
        }
        switch (status) {
            case 400 -> end(context, 400, "bad-request", "the request cannot be understood");
            case 404 -> end(context, 404, "not-found", "there is no such path");
            case 413 -> end(context, 413, "too-large", "the body is larger than this path takes");
            case 405, 415, 503 -> end(context, status, "refused", "the request is not taken");
            default -> {
                LOG.error("the operations port failed at {}", context.normalizedPath(), context.failure());
                end(context, 500, "defect", "the request failed; the log says why");
            }
        }
    }

    private static void nothingThere(RoutingContext context) {
        if (context.normalizedPath().startsWith("/observe/")
                && !"GET".equals(context.request().method().name())) {
            context.response().putHeader("Allow", "GET");
            end(context, 405, "method-not-allowed", "this path takes GET only");
        } else {
            end(context, 404, "not-found", "there is no such path");
        }
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
