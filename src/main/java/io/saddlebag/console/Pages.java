package io.saddlebag.console;

import gg.jte.TemplateEngine;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.operations.Door;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The console's paths. Each names the permission it needs; whoever is not signed in is sent to sign in, whoever may not is told
 * so, and a form without its session's secret is refused. What goes wrong is shown as a page in words.
 */
final class Pages {

    private static final Logger LOG = LoggerFactory.getLogger(Pages.class);
    private static final int STRANGERS = -51;
    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int LARGEST_FORM = 6_000_000;

    private final Router router;
    private final TemplateEngine templates;
    private final Door door;
    private final List<Page> menu;
    private final Assets assets;
    private final Told told = new Told();
    private final Map<String, Permission> rules = new LinkedHashMap<>();

    Pages(Router router, TemplateEngine templates, Door door, List<Page> menu, Assets assets) {
        this.router = router;
        this.templates = templates;
        this.door = door;
        this.menu = List.copyOf(menu);
        this.assets = assets;
    }

    /** {@code GET /console/orders} to the permission it needs, for every page that was mounted. */
    Map<String, Permission> rules() {
        return Map.copyOf(rules);
    }

    /** A page to look at. */
    void get(String path, Permission permission, Consumer<PageCall> handler) {
        mount(HttpMethod.GET, path, permission, handler);
    }

    /** A form that does something. */
    void post(String path, Permission permission, Consumer<PageCall> handler) {
        router.post(path)
                .order(STRANGERS)
                .handler(
                        context -> { // before a body is read
                            if (door.session(context).isPresent()) {
                                context.next();
                            } else {
                                PageCall.redirect(context, Console.SIGN_IN);
                            }
                        });
        router.post(path).order(BODIES).handler(BodyHandler.create(false).setBodyLimit(LARGEST_FORM));
        mount(HttpMethod.POST, path, permission, handler);
    }

    private void mount(HttpMethod method, String path, Permission permission, Consumer<PageCall> handler) {
        rules.put(method.name() + " " + path, permission);
        router.route(method, path)
                .order(HANDLERS)
                .blockingHandler(
                        context -> signedIn(context, session -> {
                            if (session.user().generated()) {
                                PageCall.redirect(context, Console.PASSWORD);
                            } else if (method == HttpMethod.POST && !hasSecret(context, session)) {
                                call(context, session).show(403, "message", "Not done", Message.outdated());
                            } else if (!Door.access(context).may(permission)) {
                                call(context, session)
                                        .show(403, "message", "Not for you", Message.forbidden(permission));
                            } else {
                                guarded(call(context, session), handler);
                            }
                        }),
                        false);
    }

    /** For who is signed in, whatever he may; others are sent to sign in. */
    void signedIn(RoutingContext context, Consumer<Session> then) {
        Optional<Session> session = door.session(context);
        if (session.isPresent()) {
            then.accept(session.get());
        } else if (context.request().method() == HttpMethod.GET) {
            String there = Console.SIGN_IN + "?then="
                    + PageCall.encoded(context.request().uri());
            if (PageCall.isPart(context)) { // a redirection would be followed, and the part be lost
                context.response()
                        .putHeader("HX-Redirect", there)
                        .setStatusCode(401)
                        .end();
            } else {
                PageCall.redirect(context, there);
            }
        } else {
            PageCall.redirect(context, Console.SIGN_IN);
        }
    }

    PageCall call(RoutingContext context, Session session) {
        return new PageCall(context, templates, menu, session, told, assets);
    }

    static boolean hasSecret(RoutingContext context, Session session) {
        String shown = Optional.ofNullable(context.request().getHeader("X-CSRF-Token"))
                .or(() -> Optional.ofNullable(context.request().formAttributes().get("csrf")))
                .orElse("");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    static void guarded(PageCall call, Consumer<PageCall> handler) {
        try {
            handler.accept(call);
        } catch (PageCall.BadForm e) {
            call.show(400, "message", "Not done", new Message("Not done", e.getMessage(), "Go back and correct it."));
        } catch (PageCall.NotHere e) {
            call.show(404, "message", "Not found", new Message("Not found", e.getMessage(), ""));
        } catch (LedgerUnavailable e) {
            call.show(
                    503,
                    "message",
                    "No ledger",
                    new Message(
                            "The ledger does not answer",
                            e.getMessage(),
                            "Orders are kept in the buffer meanwhile. 'doctor' and /observe/health say more."));
        } catch (RuntimeException e) {
            LOG.error("the console failed at {}", call.context().normalizedPath(), e);
            call.show(500, "message", "Defect", new Message("This page failed", "The log says why.", ""));
        }
    }
}
