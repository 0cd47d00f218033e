package io.saddlebag.operations;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.LedgerUnavailable;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API's paths on a router. What goes wrong in a handler is answered in words; other methods of a path get 405. */
final class ApiPaths {

    private static final Logger LOG = LoggerFactory.getLogger(ApiPaths.class);
    private static final int PERMISSIONS = -51;
    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int WRONG_METHOD = -45;
    private static final int SMALL = 10_000;

    private final Router router;
    private final List<Rule> rules = new ArrayList<>();
    private final Map<String, Set<String>> methods = new TreeMap<>();

    ApiPaths(Router router) {
        this.router = router;
    }

    /** A path and who may call it. */
    record Rule(String method, String path, Permission permission) {}

    /** Every path with who may call it, in the order they were mounted. */
    List<Rule> rules() {
        return List.copyOf(rules);
    }

    void get(String path, Permission permission, Consumer<ApiCall> handler) {
        mount(HttpMethod.GET, path, permission, handler);
    }

    /** A small JSON body. */
    void post(String path, Permission permission, Consumer<ApiCall> handler) {
        post(path, permission, SMALL, handler);
    }

    void post(String path, Permission permission, long largest, Consumer<ApiCall> handler) {
        allow(HttpMethod.POST, path, permission);
        router.post(path).order(BODIES).handler(BodyHandler.create(false).setBodyLimit(largest));
        mount(HttpMethod.POST, path, permission, handler);
    }

    void put(String path, Permission permission, long largest, Consumer<ApiCall> handler) {
        allow(HttpMethod.PUT, path, permission);
        router.put(path).order(BODIES).handler(BodyHandler.create(false).setBodyLimit(largest));
        mount(HttpMethod.PUT, path, permission, handler);
    }

    /** Before a body is read. */
    private void allow(HttpMethod method, String path, Permission permission) {
        router.route(method, path).order(PERMISSIONS).handler(context -> {
            if (Door.access(context).may(permission)) {
                context.next();
            } else {
                refuse(context, permission);
            }
        });
    }

    private static void refuse(RoutingContext context, Permission permission) {
        new ApiCall(context)
                .error(403, "forbidden", "this token has not the scope '" + permission.word() + "', which this needs");
    }

    private void mount(HttpMethod method, String path, Permission permission, Consumer<ApiCall> handler) {
        rules.add(new Rule(method.name(), path, permission));
        methods.computeIfAbsent(path, p -> new TreeSet<>()).add(method.name());
        router.route(method, path)
                .order(HANDLERS)
                .blockingHandler(
                        context -> {
                            if (Door.access(context).may(permission)) {
                                guarded(new ApiCall(context), handler);
                            } else {
                                refuse(context, permission);
                            }
                        },
                        false);
    }

    /** To be called when all paths are known. */
    void refuseOtherMethods() {
        methods.forEach((path, known) -> {
            String allowed = String.join(", ", known);
            router.route(path).order(WRONG_METHOD).handler(context -> {
                if (known.contains(context.request().method().name())) {
                    context.next(); // of a longer path that looks like it
                    return;
                }
                context.response().putHeader("Allow", allowed);
                new ApiCall(context).error(405, "method-not-allowed", "this path takes " + allowed + " only");
            });
        });
    }

    private static void guarded(ApiCall call, Consumer<ApiCall> work) {
        try {
            work.accept(call);
        } catch (ApiCall.BadRequest e) {
            call.error(400, "bad-request", e.getMessage());
        } catch (LedgerUnavailable e) {
            call.error(503, "ledger-unavailable", e.getMessage());
        } catch (RuntimeException e) {
            LOG.error("the operations API failed at {}", call.context().normalizedPath(), e);
            call.error(500, "defect", "the request failed; the log says why");
        }
    }
}
