package io.saddlebag.operations;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * A request must have arrived as a whole within a time, or it is answered with 408 and its connection is closed: callers that
 * send half of one and wait would otherwise keep their connections for ever. How long an answer takes is not limited.
 */
public final class RequestTime {

    private static final int FIRST = -1_000;

    private final Duration within;

    /** Waits so long. */
    public RequestTime(Duration within) {
        this.within = within;
    }

    /** Watches all of a router. */
    public void mount(Router router) {
        router.route().order(FIRST).handler(this::watch);
    }

    private void watch(RoutingContext context) {
        HttpServerRequest request = context.request();
        long timer = context.vertx().setTimer(within.toMillis(), late -> {
            if (!request.isEnded() && !context.response().headWritten()) {
                context.addEndHandler(told -> request.connection().close());
                JsonErrors.end(context, 408, "too-slow", "the request did not arrive as a whole within " + within);
            }
        });
        context.addEndHandler(over -> context.vertx().cancelTimer(timer));
        context.next();
    }
}
