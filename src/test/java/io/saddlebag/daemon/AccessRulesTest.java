package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every path of the operations port, for every role and every scope. */
class AccessRulesTest {

    /** What needs no permission: where people come in and go out, and what answers whoever is signed in. */
    private static final Set<String> OPEN = Set.of(
            "GET /",
            "GET /sign-in",
            "POST /sign-in",
            "GET /console",
            "GET /console/password",
            "POST /console/password",
            "POST /console/sign-out",
            "GET /console/live");

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private static Path data;

    private static RunningDaemon running;
    private static Map<String, Permission> rules;
    private static ApiTokens tokens;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(data);
        rules = new TreeMap<>(running.daemon().rules());
        tokens = new ApiTokens(data.resolve("tokens.json"), Clock.systemUTC());
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void everyPathHasARule() {
        int port = running.daemon().operationsPort();
        Set<String> unruled = new TreeSet<>();
        Set<String> wide = new TreeSet<>();

        for (Route route : VertxPlatformHttpRouter.lookup(
                        running.daemon().camel(), VertxPlatformHttpRouter.getRouterNameFromPort(port))
                .getRoutes()) {
            String path = String.valueOf(route.getPath());
            if (route.getPath() == null || path.startsWith("/observe/") || path.startsWith("/console/assets/")) {
                continue;
            }
            if (!route.isExactPath()) {
                wide.add(path);
            } else if (route.methods() == null || route.methods().isEmpty()) {
                if (rules.keySet().stream().noneMatch(rule -> rule.endsWith(" " + path))
                        && !OPEN.contains("GET " + path)) {
                    unruled.add(path);
                }
            } else {
                for (HttpMethod method : route.methods()) {
                    unruled.add(method.name() + " " + path);
                }
            }
        }
        unruled.removeAll(rules.keySet());
        unruled.removeAll(OPEN);

        assertThat(rules).hasSizeGreaterThan(40);
        assertThat(unruled).as("paths that are in nobody's rules").isEmpty();
        assertThat(wide)
                .as("guards and what answers 404: nothing is served by the beginning of its path")
                .containsExactlyInAnyOrder("/api/", "/console", "/hawtio", "/hawtio/jolokia");
    }

    @Test
    void aPersonSeesAndDoesWhatHisRoleMayAndNothingElse() {
        Set<String> wrong = new TreeSet<>();

        for (Role role : Role.values()) {
            Visitor visitor = Visitor.signedIn(running, role);
            String secret = visitor.secret();
            rules("/console").forEach((rule, permission) -> {
                HttpResponse<String> answer = rule.startsWith("GET ")
                        ? visitor.get(path(rule))
                        : visitor.post(path(rule), Map.of("csrf", secret));
                boolean allowed = role.permissions().contains(permission);
                if (allowed == (answer.statusCode() == 403) || answer.statusCode() >= 500 || asksToSignIn(answer)) {
                    wrong.add(role.word() + " at " + rule + ": " + answer.statusCode());
                }
            });
        }

        assertThat(rules("/console")).isNotEmpty();
        assertThat(wrong).isEmpty();
    }

    @Test
    void aStrangerSeesNothing() {
        Visitor stranger = new Visitor(running);
        Set<String> open = new TreeSet<>(OPEN);
        open.removeAll(Set.of("GET /", "GET /sign-in", "POST /sign-in", "GET /console/live"));
        open.addAll(rules("/console").keySet());

        for (String rule : open) {
            assertThat(
                            rule.startsWith("GET ")
                                    ? stranger.get(path(rule))
                                    : stranger.post(path(rule), Map.of("csrf", "guessed")))
                    .as(rule)
                    .matches(AccessRulesTest::asksToSignIn);
        }
        assertThat(stranger.get("/console/live").statusCode()).isEqualTo(401);
    }

    @Test
    void aFormWithoutTheSecretOfItsSessionIsRefusedEverywhere() {
        Visitor visitor = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.FINANCE, Role.ADMIN);
        String another = Visitor.signedIn(running, Role.SUPPORT).secret();
        Set<String> forms = new TreeSet<>(Set.of("POST /console/password", "POST /console/sign-out"));
        rules("/console").keySet().stream()
                .filter(rule -> rule.startsWith("POST "))
                .forEach(forms::add);

        for (String form : forms) {
            assertThat(visitor.post(path(form), Map.of()).statusCode()).as(form).isEqualTo(403);
            assertThat(visitor.post(path(form), Map.of("csrf", another)).statusCode())
                    .as(form)
                    .isEqualTo(403);
            assertThat(visitor.post(path(form), Map.of("csrf", another), "Origin", "https://evil.example")
                            .statusCode())
                    .as(form)
                    .isEqualTo(403);
        }
        assertThat(visitor.get("/console/password").statusCode())
                .as("still signed in")
                .isEqualTo(200);
    }

    @Test
    void aTokenMayWhatItsScopesSayAndNothingElse() throws Exception {
        Map<Permission, String> shown = new EnumMap<>(Permission.class);
        Set<String> wrong = new TreeSet<>();

        for (Permission scope : Permission.values()) {
            shown.put(scope, tokens.add("only-" + scope.word(), EnumSet.of(scope), tomorrow()));
        }
        for (Map.Entry<String, Permission> rule : rules("/api").entrySet()) {
            if (api(rule.getKey(), "") != 401) {
                wrong.add(rule.getKey() + " without a token");
            }
            for (Permission scope : Permission.values()) {
                int status = api(rule.getKey(), "Bearer " + shown.get(scope));
                boolean fits =
                        scope == rule.getValue() ? status != 401 && status != 403 && status != 500 : status == 403;
                if (!fits) {
                    wrong.add(rule.getKey() + " with " + scope.word() + ": " + status);
                }
            }
        }

        assertThat(rules("/api")).hasSizeGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    @Test
    void anExpiredOrRevokedTokenOpensNothing() throws Exception {
        Instant lastWeek = Instant.now().minus(Duration.ofDays(7));
        String expired = new ApiTokens(data.resolve("tokens.json"), Clock.fixed(lastWeek, ZoneOffset.UTC))
                .add("expired", EnumSet.allOf(Permission.class), lastWeek.plus(Duration.ofDays(6)));
        String revoked = tokens.add("revoked", EnumSet.allOf(Permission.class), tomorrow());
        int before = api("GET /api/v1/orders", "Bearer " + revoked);

        tokens.revoke("revoked");

        assertThat(before).isEqualTo(200);
        assertThat(api("GET /api/v1/orders", "Bearer " + revoked)).isEqualTo(401);
        assertThat(api("GET /api/v1/orders", "Bearer " + expired)).isEqualTo(401);
    }

    @Test
    void neitherKeyOpensTheOtherDoor() throws Exception {
        Visitor visitor = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.FINANCE, Role.ADMIN);
        String token = tokens.add("everything", EnumSet.allOf(Permission.class), tomorrow());
        Visitor system = new Visitor(running);

        Set<Integer> atTheApi = new TreeSet<>();
        for (String rule : rules("/api").keySet()) {
            if (rule.startsWith("GET ")) {
                atTheApi.add(visitor.get(path(rule)).statusCode());
            }
        }

        assertThat(atTheApi).as("a session at the API").containsExactly(401);
        for (String bearer : Set.of(token, running.daemon().token())) {
            assertThat(api("GET /api/v1/orders", "Bearer " + bearer)).isEqualTo(200);
            for (String rule : rules("/console").keySet()) {
                if (rule.startsWith("GET ")) {
                    assertThat(system.get(path(rule), "Authorization", "Bearer " + bearer))
                            .as(rule)
                            .matches(AccessRulesTest::asksToSignIn);
                }
            }
            system.cookie(bearer);
            assertThat(system.get("/console/password")).matches(AccessRulesTest::asksToSignIn);
            system.cookie("");
        }
    }

    @Test
    void whoHoldsATokenMaySpeakForSomebodyButIsNamedWithHim() throws Exception {
        String token = tokens.add("stocktaking", EnumSet.of(Permission.PAUSE_PARTNERS), tomorrow());
        URI partner = URI.create(
                "http://127.0.0.1:" + running.daemon().operationsPort() + "/api/v1/partners/warehouse/shipbob/");

        for (String body : List.of("{\"by\":\"boss\",\"reason\":\"counting\"}", "{}")) {
            HttpRequest request = HttpRequest.newBuilder(partner.resolve(body.equals("{}") ? "resume" : "pause"))
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            assertThat(HTTP.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode())
                    .isEqualTo(200);
        }

        assertThat(running.ledger().audit().find("partner/warehouse.shipbob", Optional.empty(), 2))
                .extracting(Audit.Chained::entry)
                .containsExactly(
                        new Audit.Entry(
                                "token stocktaking", "resumed", "partner/warehouse.shipbob", "", "", "", "127.0.0.1"),
                        new Audit.Entry(
                                "boss by token stocktaking",
                                "paused",
                                "partner/warehouse.shipbob",
                                "",
                                "",
                                "counting",
                                "127.0.0.1"));
    }

    private static Map<String, Permission> rules(String beginning) {
        Map<String, Permission> found = new TreeMap<>(rules);
        found.keySet().removeIf(rule -> !rule.contains(" " + beginning));
        return found;
    }

    private static boolean asksToSignIn(HttpResponse<String> answer) {
        return answer.statusCode() == 303
                && answer.headers().firstValue("Location").orElse("").startsWith("/sign-in");
    }

    /** The path of a rule, its parameters filled with something nobody has. */
    private static String path(String rule) {
        return rule.replaceFirst("^[A-Z]+ ", "").replaceAll(":[a-zA-Z]+", "nobody-has-this");
    }

    private static Instant tomorrow() {
        return Instant.now().plus(Duration.ofDays(1));
    }

    private static int api(String rule, String authorization) throws Exception {
        String method = rule.replaceFirst(" .*", "");
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.daemon().operationsPort() + path(rule)))
                .method(
                        method,
                        method.equals("GET")
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString("{}"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
