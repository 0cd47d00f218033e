package io.saddlebag.hawtio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import io.saddlebag.access.Access;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Sessions.Session;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.operations.Door;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hawtio below {@code /hawtio}, for people who are signed in at the console and may use it. Its questions to the JVM go through a
 * policy ({@code jolokia-access.xml}), secrets are masked in the answers, and a route that is started or stopped stands in the
 * audit trail, after it was done.
 */
public final class Hawtio {

    private static final Logger LOG = LoggerFactory.getLogger(Hawtio.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BASE = "/hawtio";
    private static final String QUESTIONS = "/hawtio/jolokia";
    private static final int FIRST = -60;
    private static final int GUARD = -51;
    private static final int BODIES = -50;
    private static final int HANDLERS = -49;
    private static final int LARGEST = 1_000_000;
    /** Its components make style elements as they appear, and its editor runs as a worker; scripts are files of its own. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            + " img-src 'self' data:; font-src 'self' data:; connect-src 'self'; worker-src 'self';"
            + " form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    private static final Set<String> PARAMETERS = Set.of(
            "maxDepth",
            "maxCollectionSize",
            "maxObjects",
            "ignoreErrors",
            "canonicalNaming",
            "ifModifiedSince",
            "listCache",
            "serializeLong");
    private static final Pattern CHANGE = Pattern.compile("(start|stop|suspend|resume)(\\(\\))?");
    private static final Map<String, String> WORDS = Map.of(
            "start", "route-started",
            "stop", "route-stopped",
            "suspend", "route-suspended",
            "resume", "route-resumed");

    private final Door door;
    private final Ledger ledger;
    private final Masker masker;
    private final HawtioFiles files = new HawtioFiles();
    private final Jolokia jolokia = new Jolokia();

    /**
     * Hawtio of this JVM.
     *
     * @param secrets what no answer may hold
     */
    public Hawtio(Door door, Ledger ledger, Set<String> secrets) {
        this.door = door;
        this.ledger = ledger;
        this.masker = new Masker(secrets);
    }

    /** Mounts it; returns who may what. */
    public Map<String, Permission> mount(Router router) {
        router.route(BASE + "*").order(FIRST).handler(Hawtio::headers);
        router.route(BASE + "*").order(GUARD).handler(this::guard);
        router.post(QUESTIONS + "*").order(BODIES).handler(BodyHandler.create(false).setBodyLimit(LARGEST));
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
        if (session.isEmpty()) {
            redirect(context, "/sign-in?then=" + BASE + "/");
        } else if (session.get().user().generated()) {
            redirect(context, "/console/password");
        } else if (!Door.access(context).may(Permission.USE_HAWTIO)) {
            end(context, 403, "text/plain", "Hawtio needs the permission use-hawtio, which your roles do not give.");
        } else if (!isFromHere(context.request())) {
            end(context, 403, "text/plain", "This was asked by a page of another site.");
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

    private void show(RoutingContext context) {
        String path = context.normalizedPath().substring(BASE.length());
        switch (path) {
            case "" -> redirect(context, BASE + "/");
            case "/user" -> json(context, TextNode.valueOf(Door.access(context).who()).toString());
            case "/auth/logout" -> redirect(context, "/console");
            case "/auth/login" -> redirect(context, BASE + "/");
            case "/keycloak/enabled", "/proxy/enabled" -> json(context, "false");
            case "/plugin", "/preset-connections" -> json(context, "[]");
            case "/jolokia", "/jolokia/" -> json(context, ask("{\"type\":\"version\"}", context).toString());
            default -> {
                if (path.startsWith("/auth/") || path.equals("/oidc") || path.startsWith("/refresh")) {
                    json(context, "{}");
                } else if (path.startsWith("/jolokia/") || path.startsWith("/proxy")) {
                    end(context, 404, "text/plain", "Questions are asked by POST " + QUESTIONS + ".");
                } else {
                    files.find(path)
                            .ifPresentOrElse(
                                    file -> context.response()
                                            .putHeader("Content-Type", file.type())
                                            .putHeader(
                                                    "Cache-Control",
                                                    file.unchanging()
                                                            ? "private, max-age=31536000, immutable"
                                                            : "no-store")
                                            .end(file.content()),
                                    () -> end(context, 404, "text/plain", "There is no such file."));
                }
            }
        }
    }

    private void ask(RoutingContext context) {
        Buffer body = context.body().buffer();
        json(context, ask(body == null ? "" : body.toString(StandardCharsets.UTF_8), context).toString());
    }

    private JsonNode ask(String question, RoutingContext context) {
        Map<String, String[]> parameters = new HashMap<>();
        context.queryParams().forEach(parameter -> {
            if (PARAMETERS.contains(parameter.getKey())) {
                parameters.put(parameter.getKey(), new String[] {parameter.getValue()});
            }
        });
        Access access = Door.access(context);
        JsonNode answer = jolokia.answer(question.getBytes(StandardCharsets.UTF_8), parameters);
        tell(access, question, answer);
        return masker.mask(answer, access.may(Permission.SEE_PERSONAL_DATA));
    }

    /** What was done to routes, into the audit trail. */
    private void tell(Access access, String question, JsonNode answer) {
        try {
            JsonNode asked = JSON.readTree(question);
            List<Audit.Entry> done = new ArrayList<>();
            for (int i = 0; i < (asked.isArray() ? asked.size() : 1); i++) {
                JsonNode one = asked.isArray() ? asked.get(i) : asked;
                JsonNode became = answer.isArray() ? answer.path(i) : answer;
                String operation = one.path("operation").asText("").replace("()", "");
                if (CHANGE.matcher(operation).matches() && became.path("status").asInt() == 200) {
                    String route = ObjectName.unquote(
                            new ObjectName(one.path("mbean").asText()).getKeyProperty("name"));
                    done.add(new Audit.Entry(
                            access.who(), WORDS.get(operation), "route/" + route, "", "", "in Hawtio, from " + access.from()));
                }
            }
            ledger.audit().add(done);
        } catch (LedgerUnavailable e) {
            LOG.warn("{} changed routes in Hawtio, which is not in the audit trail: {}", access.who(), e.getMessage());
        } catch (JsonProcessingException | MalformedObjectNameException e) {
            LOG.debug("a question of Hawtio that was not understood did nothing", e);
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
