package io.saddlebag.hawtio;

import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.operations.Door;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Hawtio below {@code /hawtio}, for people who are signed in at the console and may use it. Its pages are Hawtio's own, under a
 * content security policy of their own; what they ask of the JVM goes through {@link Questions}. Each question brings the
 * session's secret, in a header that Hawtio fills from a cookie which only its own pages can read.
 */
public final class Hawtio {

    private static final String BASE = "/hawtio";
    private static final String QUESTIONS = "/hawtio/jolokia";
    private static final int FIRST = -60;
    private static final int GUARD = -51;
    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int LARGEST = 1_000_000;
    /** Where Hawtio looks for the secret, and where it puts it. */
    private static final String SECRET_COOKIE = "XSRF-TOKEN";

    private static final String SECRET_HEADER = "X-XSRF-TOKEN";
    /** Its components make style elements as they appear, and its editor runs as a worker; scripts are files of its own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self';"
            + " form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    private final Door door;
    private final Sessions sessions;
    private final Audit audit;
    private final boolean secure;
    private final Questions questions;
    private final HawtioFiles files = new HawtioFiles();

    /**
     * Hawtio of this JVM.
     *
     * @param secrets what no answer may hold
     * @param secure whether browsers reach it by https only, so that its cookie may say so
     */
    public Hawtio(Door door, Sessions sessions, Ledger ledger, Set<String> secrets, boolean secure) {
        this.door = door;
        this.sessions = sessions;
        this.audit = ledger.audit();
        this.secure = secure;
        this.questions = new Questions(new Jolokia(), new Masker(secrets), audit);
    }

    /** Mounts it; returns who may what. */
    public Map<String, Permission> mount(Router router) {
        router.route(BASE + "*").order(FIRST).handler(Hawtio::headers);
        router.route(BASE + "*").order(GUARD).handler(this::guard);
        router.post(QUESTIONS + "*")
                .order(BODIES)
                .handler(BodyHandler.create(false).setBodyLimit(LARGEST));
        router.post(QUESTIONS + "*").order(HANDLERS).blockingHandler(this::ask, false);
        router.get(BASE + "*").order(HANDLERS).blockingHandler(this::show, false);
        return Map.of("GET /hawtio*", Permission.USE_HAWTIO, "POST /hawtio/jolokia*", Permission.USE_HAWTIO);
    }

    private static void headers(RoutingContext context) {
        context.response()
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        context.next();
    }

    private void guard(RoutingContext context) {
        Optional<Session> session = door.session(context);
        boolean asks = context.request().method() == HttpMethod.POST;
        if (session.isEmpty() && asks) {
            end(
                    context,
                    401,
                    "text/plain",
                    "Nobody is signed in any more."); // a script asks; it then opens auth/logout
        } else if (session.isEmpty()) {
            redirect(context, "/sign-in?then=" + BASE + "/");
        } else if (session.get().user().generated()) {
            redirect(context, "/console/password");
        } else if (!Door.access(context).may(Permission.USE_HAWTIO)) {
            end(context, 403, "text/plain", "Hawtio needs the permission use-hawtio, which your roles do not give.");
        } else if (!isFromHere(context.request())) {
            end(context, 403, "text/plain", "This was asked by a page of another site.");
        } else if (asks && !hasSecret(context.request(), session.get())) {
            end(context, 403, "text/plain", "This page is of a session that has ended; open it again.");
        } else {
            context.next();
        }
    }

    /** Browsers say which site's page calls, if it is not typed by a person. */
    private static boolean isFromHere(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        String site = Optional.ofNullable(request.getHeader("Sec-Fetch-Site")).orElse("same-origin");
        return (origin == null || origin.replaceFirst("^https?://", "").equals(request.getHeader("Host")))
                && !(site.equals("cross-site") || site.equals("same-site"));
    }

    private static boolean hasSecret(HttpServerRequest request, Session session) {
        String shown = Optional.ofNullable(request.getHeader(SECRET_HEADER)).orElse("");
        return MessageDigest.isEqual(
                shown.getBytes(StandardCharsets.UTF_8), session.csrf().getBytes(StandardCharsets.UTF_8));
    }

    private void show(RoutingContext context) {
        String path = context.normalizedPath().substring(BASE.length());
        switch (path) {
            case "" -> redirect(context, BASE + "/");
            case "/user" ->
                json(context, TextNode.valueOf(Door.access(context).who()).toString());
            case "/auth/logout" -> leave(context);
            case "/auth/login" -> redirect(context, BASE + "/");
            case "/keycloak/enabled", "/proxy/enabled" -> json(context, "false");
            case "/plugin", "/preset-connections" -> json(context, "[]");
            case "/jolokia", "/jolokia/" -> answer(context, "{\"type\":\"version\"}");
            default -> {
                if (path.startsWith("/auth/") || path.equals("/oidc") || path.startsWith("/refresh")) {
                    json(context, "{}");
                } else if (path.startsWith("/jolokia/") || path.startsWith("/proxy")) {
                    end(context, 404, "text/plain", "Questions are asked by POST " + QUESTIONS + ".");
                } else {
                    files.find(path)
                            .ifPresentOrElse(
                                    file -> send(context, file),
                                    () -> end(context, 404, "text/plain", "There is no such file."));
                }
            }
        }
    }

    private void send(RoutingContext context, HawtioFiles.Served file) {
        if (file.document()) {
            door.session(context).ifPresent(session -> context.response()
                    .addCookie(Cookie.cookie(SECRET_COOKIE, session.csrf())
                            .setPath(BASE)
                            .setSecure(secure)
                            .setSameSite(CookieSameSite.STRICT)));
        }
        context.response()
                .putHeader("Content-Type", file.type())
                .putHeader("Cache-Control", file.unchanging() ? "private, max-age=31536000, immutable" : "no-store")
                .end(file.content());
    }

    /** Hawtio's own button: who leaves it leaves the console too. */
    private void leave(RoutingContext context) {
        door.session(context).ifPresent(session -> {
            sessions.end(session.id());
            String who = session.user().name();
            audit.add(List.of(
                    new Audit.Entry(who, "signed-out", "access/" + who, "", "", "in Hawtio", Door.from(context))));
        });
        redirect(context, "/sign-in?then=" + BASE + "/");
    }

    private void ask(RoutingContext context) {
        Buffer body = context.body().buffer();
        answer(context, body == null ? "" : body.toString(StandardCharsets.UTF_8));
    }

    private void answer(RoutingContext context, String question) {
        Map<String, String[]> parameters = new HashMap<>();
        context.queryParams().forEach(parameter -> {
            if (Form.takes(parameter.getKey())) {
                parameters.put(parameter.getKey(), new String[] {parameter.getValue()});
            }
        });
        try {
            json(
                    context,
                    questions.ask(question, parameters, Door.access(context)).toString());
        } catch (LedgerUnavailable e) {
            end(context, 503, "text/plain", "The ledger does not answer, so nothing was started or stopped.");
        }
    }

    private static void json(RoutingContext context, String json) {
        end(context, 200, "application/json", json);
    }

    private static void end(RoutingContext context, int status, String type, String text) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", type + "; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(text);
    }

    private static void redirect(RoutingContext context, String path) {
        context.response()
                .setStatusCode(303)
                .putHeader("Location", path)
                .putHeader("Cache-Control", "no-store")
                .end();
    }
}
