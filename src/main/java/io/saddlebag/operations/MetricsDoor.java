package io.saddlebag.operations;

import io.saddlebag.access.Permission;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** Before the metrics page, which is Camel's own: only a token that may see operations comes in. */
public final class MetricsDoor {

    private static final int BEFORE = -50;

    private final Door door;
    private final String path;

    /** Guards the page at this path. */
    public MetricsDoor(Door door, String path) {
        this.door = door;
        this.path = path;
    }

    /** Takes its place in a router. */
    public void mount(Router router) {
        router.route(path).order(BEFORE).handler(door::bearer).handler(MetricsDoor::permitted);
    }

    private static void permitted(RoutingContext context) {
        if (Door.access(context).may(Permission.SEE_OPERATIONS)) {
            context.next();
        } else {
            new ApiCall(context)
                    .error(
                            403,
                            "forbidden",
                            "this token has not the scope '" + Permission.SEE_OPERATIONS.word()
                                    + "', which this needs");
        }
    }
}
