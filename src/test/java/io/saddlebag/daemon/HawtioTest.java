package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Role;
import io.saddlebag.ledger.Audit;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Hawtio of a running daemon: for whom, what it shows, and what it is refused. */
class HawtioTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ROUTE = "replay-parked-messages";
    private static final String SECRET = "X-XSRF-TOKEN";
    /** Longer than what Artemis shows of a message by itself. */
    private static final String DOCUMENT = "{\"number\":\"A-1\",\"lines\":[" + "{\"sku\":\"MUG\"},".repeat(40)
            + "{\"sku\":\"CUP\"}],\"billing\":{\"first_name\":\"Jane\",\"email\":\"jane@example.com\",\"city\":\"Lausanne\"}}";

    @TempDir
    private static Path data;

    private static RunningDaemon running;
    private static Visitor operator;
    private static String secret;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(data);
        operator = Visitor.signedIn(running, Role.IT_OPERATIONS);
        secret = operator.secret();
        running.daemon().camel().createProducerTemplate().sendBody("activemq-intake:expired", DOCUMENT);
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void itIsForItOperationsAndAdminOnly() {
        String question = "{\"type\":\"version\"}";

        for (Role role : Role.values()) {
            Visitor visitor = Visitor.signedIn(running, role);
            int expected = Set.of(Role.IT_OPERATIONS, Role.ADMIN).contains(role) ? 200 : 403;
            for (String path : List.of("/hawtio/", "/hawtio/camel/routes", "/hawtio/user", "/hawtio/jolokia")) {
                assertThat(visitor.get(path).statusCode())
                        .as("%s at %s", role, path)
                        .isEqualTo(expected);
            }
            assertThat(visitor.json("/hawtio/jolokia", question, SECRET, visitor.secret())
                            .statusCode())
                    .as(role.word())
                    .isEqualTo(expected);
            assertThat(visitor.get("/console/password").body().contains("href=\"/hawtio/\""))
                    .as("the menu of %s", role)
                    .isEqualTo(expected == 200);
        }
        Visitor stranger = new Visitor(running);
        assertThat(stranger.get("/hawtio/").headers().firstValue("Location")).hasValue("/sign-in?then=/hawtio/");
        assertThat(stranger.json("/hawtio/jolokia", question).statusCode()).isEqualTo(401);
        assertThat(stranger.json(
                                "/hawtio/jolokia",
                                question,
                                "Authorization",
                                "Bearer " + running.daemon().token())
                        .statusCode())
                .as("a token opens no page")
                .isEqualTo(401);
    }

    @Test
    void aPageOfAnotherSiteCannotAskWithSomebodysCookie() {
        String question = exec(bean("routes", ROUTE), "stop()");

        for (String[] headers : List.of(
                new String[] {SECRET, secret, "Origin", "https://evil.example"},
                new String[] {SECRET, secret, "Sec-Fetch-Site", "cross-site"},
                new String[] {SECRET, secret, "Sec-Fetch-Site", "same-site"},
                new String[] {SECRET, Visitor.signedIn(running, Role.ADMIN).secret()},
                new String[] {})) {
            assertThat(operator.json("/hawtio/jolokia", question, headers).statusCode())
                    .as(String.join(" ", headers))
                    .isEqualTo(403);
        }
        assertThat(operator.get("/hawtio/jolokia/exec/org.apache.camel:type=context/stop")
                        .statusCode())
                .isEqualTo(404);
        assertThat(state()).isEqualTo("Started");
    }

    @Test
    void itsButtonToLogOutEndsTheSession() {
        Visitor visitor = Visitor.signedIn(running, Role.ADMIN);

        int fromElsewhere = visitor.get("/hawtio/auth/logout", "Sec-Fetch-Site", "cross-site")
                .statusCode();
        int before = visitor.get("/hawtio/").statusCode();
        visitor.get("/hawtio/auth/logout", "Sec-Fetch-Site", "same-origin");

        assertThat(fromElsewhere).isEqualTo(403);
        assertThat(before).isEqualTo(200);
        assertThat(visitor.get("/hawtio/").statusCode()).isEqualTo(303);
    }

    @Test
    void itsPagesAreServedUnderAPolicyOfTheirOwn() {
        HttpResponse<String> page = operator.get("/hawtio/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Hawtio</title>", "<base href=\"/hawtio/\">");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(page.headers().firstValue("Set-Cookie").orElse(""))
                .as("Hawtio puts it into a header of every question")
                .startsWith("XSRF-TOKEN=" + secret + ";")
                .contains("Path=/hawtio", "SameSite=Strict")
                .doesNotContain("HttpOnly");
        assertThat(operator.get("/hawtio/camel/routes").body()).isEqualTo(page.body());
        Matcher script = Pattern.compile("src=\"(/hawtio/static/[^\"]+)\"").matcher(page.body());
        assertThat(script.find()).isTrue();
        assertThat(page.body().indexOf("src=\"/hawtio/plain-editor.js\""))
                .as("before Hawtio would load its editor from elsewhere")
                .isBetween(0, script.start());
        assertThat(operator.get("/hawtio/plain-editor.js").body()).contains("window.monaco");
        HttpResponse<String> served = operator.get(script.group(1));
        assertThat(served.statusCode()).isEqualTo(200);
        assertThat(served.headers().firstValue("Content-Type").orElse("")).startsWith("text/javascript");
        assertThat(operator.get("/hawtio/user").body()).isEqualTo("\"uit-operations\"");
        assertThat(operator.get("/hawtio/hawtconfig.json").statusCode()).isEqualTo(200);
        for (String path : List.of(
                "/hawtio/static/none.js", "/hawtio/..%2f..%2fapplication.properties", "/hawtio/%2e%2e/logback.xml")) {
            assertThat(operator.get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void theRoutesAreListedWithTheirStateAndSteps() {
        JsonNode found = ask("{\"type\":\"search\",\"mbean\":\"org.apache.camel:type=routes,*\"}");
        Set<String> names = new TreeSet<>();
        found.path("value").forEach(name -> names.add(name.asText().replaceFirst(".*name=\"([^\"]+)\".*", "$1")));

        assertThat(names).containsAll(running.daemon().routes());
        JsonNode route = ask("{\"type\":\"read\",\"mbean\":\"" + escaped(bean("routes", ROUTE))
                + "\",\"attribute\":[\"State\",\"RouteId\"]}");
        assertThat(route.path("value").path("State").asText()).isEqualTo("Started");
        JsonNode xml = ask(exec(context(), "dumpRoutesAsXml()"));
        assertThat(xml.path("value").asText()).contains("<route ", "id=\"" + ROUTE + "\"");
        JsonNode listed = ask("{\"type\":\"list\"}");
        assertThat(listed.path("status").asInt()).isEqualTo(200);
        Set<String> domains = new TreeSet<>();
        JsonNode tree =
                listed.path("value").has("domains") ? listed.path("value").path("domains") : listed.path("value");
        tree.fieldNames().forEachRemaining(domains::add);
        assertThat(domains).containsExactly("java.lang", "org.apache.activemq.artemis", "org.apache.camel");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "com.sun.management:type=DiagnosticCommand | vmSystemProperties()",
                "com.sun.management:type=DiagnosticCommand | help",
                "com.sun.management:type=HotSpotDiagnostic | dumpHeap(java.lang.String,boolean)",
                "JMImplementation:type=MBeanServerDelegate | getMBeanServerId",
                "java.util.logging:type=Logging | setLoggerLevel(java.lang.String,java.lang.String)",
                "java.lang:type=Memory | gc()",
                "javax.management.loading:type=MLet | getMBeansFromURL(java.lang.String)",
                "java.lang:type=Threading | dumpAllThreads(boolean,boolean)",
                "CONTEXT | stop()",
                "CONTEXT | suspend()",
                "CONTEXT | addOrUpdateRoutesFromXml(java.lang.String)",
                "CONTEXT | sendBody(java.lang.String,java.lang.Object)",
                "CONTEXT | setTracing(java.lang.Boolean)",
                "CONTEXT | dumpStructuredRoutesAsXml()",
                "CONTEXT | createEndpoint(java.lang.String)",
                "ROUTE | remove()",
                "ROUTE | stop(java.lang.Long)",
                "ROUTE | updateRouteFromXml(java.lang.String)",
                "QUEUE | removeAllMessages()",
                "QUEUE | sendMessage(java.util.Map,int,java.lang.String,boolean,java.lang.String,java.lang.String)",
                "QUEUE | pause()",
                "QUEUE | moveMessages(java.lang.String,java.lang.String)",
                "QUEUE | removeMessage(long)",
                "QUEUE | listMessagesAsJSON(java.lang.String)",
                "BROKER | forceFailover()",
                "BROKER | deleteAddress(java.lang.String)",
                "BROKER | listMessages(java.lang.String)",
            })
    void whatItDoesNotNeedIsRefused(String bean, String operation) {
        String name =
                switch (bean) {
                    case "CONTEXT" -> context();
                    case "ROUTE" -> bean("routes", ROUTE);
                    case "QUEUE" -> queue();
                    case "BROKER" -> find("org.apache.activemq.artemis:broker=*");
                    default -> bean;
                };

        JsonNode answer = ask(exec(name, operation));

        assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
        assertThat(answer.has("value")).isFalse();
        assertThat(answer.has("stacktrace")).isFalse();
    }

    @Test
    void nothingIsWrittenAndNoPropertyOfTheJvmIsRead() {
        assertThat(status("{\"type\":\"write\",\"mbean\":\"" + escaped(context())
                        + "\",\"attribute\":\"Tracing\",\"value\":true}"))
                .isEqualTo(403);
        assertThat(
                        status(
                                "{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}"))
                .isEqualTo(403);
        for (String attribute : List.of("SystemProperties", "InputArguments", "ClassPath")) {
            assertThat(status("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"" + attribute
                            + "\"}"))
                    .as(attribute)
                    .isEqualTo(403);
        }
        assertThat(answer("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}"))
                .doesNotContain("java.class.path", "-Xmx");
        assertThat(status("{\"type\":\"read\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\"}"))
                .isEqualTo(403);
        for (String kind : List.of("config", "notification", "CONFIG")) {
            assertThat(status("{\"type\":\"" + kind + "\",\"command\":\"register\"}"))
                    .as(kind)
                    .isEqualTo(403);
        }
        assertThat(
                        status(
                                "{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}}"))
                .as("no questions to other JVMs")
                .isEqualTo(403);
        for (String nothing : List.of("", "{", "[]", "{}", "7", "{\"type\":\"exec\"}", "[[]]", "null")) {
            assertThat(operator.json("/hawtio/jolokia", nothing, SECRET, secret).statusCode())
                    .as(nothing)
                    .isLessThan(500);
        }
    }

    @Test
    void aRouteThatIsStoppedAndStartedStandsInTheAuditTrail() {
        String route = bean("routes", ROUTE);

        JsonNode stopped = ask(exec(route, "stop()"));
        String between = state();
        JsonNode started = ask("[" + exec(route, "start()") + ",{\"type\":\"version\"}]");

        assertThat(stopped.path("status").asInt()).as(stopped.toString()).isEqualTo(200);
        assertThat(between).isEqualTo("Stopped");
        assertThat(started.path(0).path("status").asInt()).isEqualTo(200);
        assertThat(state()).isEqualTo("Started");
        assertThat(running.ledger().audit().find("route/" + ROUTE, Optional.empty(), 10))
                .extracting(Audit.Chained::entry)
                .extracting(entry -> entry.who() + " " + entry.what() + " " + entry.why() + " from " + entry.origin())
                .containsExactly(
                        "uit-operations route-started in Hawtio from 127.0.0.1",
                        "uit-operations route-stopped in Hawtio from 127.0.0.1");
    }

    @Test
    void noBeanShowsASecretOfTheSettings() {
        Set<String> secrets = new TreeSet<>();
        running.partners().settings("http://127.0.0.1:1").forEach((key, value) -> {
            if (Settings.isSecret(key) && value.length() > 3) {
                secrets.add(value);
            }
        });
        StringBuilder all = new StringBuilder();
        for (String domain : List.of("org.apache.camel:*", "org.apache.activemq.artemis:*", "java.lang:*")) {
            all.append(operator.json(
                            "/hawtio/jolokia?ignoreErrors=true",
                            "{\"type\":\"read\",\"mbean\":\"" + domain + "\"}",
                            SECRET,
                            secret)
                    .body());
        }
        for (String dump : List.of("dumpRoutesAsXml()", "dumpRoutesStatsAsXml(boolean,boolean)")) {
            all.append(ask(exec(context(), dump, "true", "true")));
        }
        all.append(ask(exec(context(), "dumpRoutesAsXml(boolean)", "true")));

        assertThat(secrets).hasSizeGreaterThan(4);
        assertThat(all).hasSizeGreaterThan(100_000);
        assertThat(all.toString()).doesNotContain(secrets.toArray(String[]::new));
    }

    @Test
    void aQueueIsBrowsedWithWhatItsMessagesSayOfPeopleMaskedForEverybody() {
        Visitor admin = Visitor.signedIn(running, Role.ADMIN, Role.SUPPORT);
        String browse = exec(queue(), "browse()");

        for (String shown : List.of(
                answer(browse),
                admin.json("/hawtio/jolokia", browse, SECRET, admin.secret()).body(),
                answer("{\"type\":\"read\",\"mbean\":\"" + escaped(queue()) + "\"}"))) {
            assertThat(shown).contains("\"status\":200").doesNotContain("Jane", "jane", "Lausanne");
        }
        assertThat(ask(browse).path("value").path(0).path("text").asText())
                .startsWith("{\"number\":\"A-1\"")
                .contains("\"sku\":\"CUP\"", "\"first_name\":\"***\"");
        assertThat(ask(exec(queue(), "countMessages()")).path("value").asInt()).isEqualTo(1);
    }

    @Test
    void nothingIsCalledOnAllBeansThatMatchAPattern() {
        for (String bean : List.of(
                "org.apache.camel:type=routes,*",
                "org.apache.camel:context=*,type=routes,name=*",
                "org.apache.camel:type=routes,name=\"" + ROUTE + "\",*",
                "*:type=routes,*")) {
            JsonNode answer = ask("[{\"type\":\"version\"}," + exec(bean, "stop()") + "]");

            assertThat(answer.path("status").asInt()).as(answer.toString()).isEqualTo(403);
            assertThat(answer.path("error").asText()).contains("on one bean");
        }
        assertThat(ask("{\"type\":\"read\",\"mbean\":\"org.apache.camel:type=routes,*\",\"attribute\":\"State\"}")
                        .path("value"))
                .as("reading by a pattern is how Hawtio lists them")
                .hasSizeGreaterThan(20)
                .allSatisfy(route -> assertThat(route.path("State").asText()).isEqualTo("Started"));
    }

    @Test
    void noDetourShowsWhatAMessageSaysOfPeople() {
        String browse = exec(queue(), "browse()");
        String read = "{\"type\":\"read\",\"mbean\":\"" + escaped(queue()) + "\"";

        for (String refused : List.of(
                with(browse, "\"path\":\"0/text\""),
                with(browse, "\"path\":[\"0\",\"text\"]"),
                exec(queue(), "browse()", "0", "text"),
                exec(queue(), "browse", "0", "text"),
                exec(queue(), "browse(int,int)", "1", "10", "0", "text"),
                with(read + "}", "\"attribute\":\"FirstMessageAsJSON\",\"path\":\"0\""))) {
            assertThat(status(refused)).as(refused).isEqualTo(403);
        }
        for (String masked : List.of(
                browse,
                exec(queue(), "browse(int,int)", "1", "10"),
                with(browse, "\"config\":{\"maxDepth\":1}"),
                with(browse, "\"config\":{\"maxDepth\":\"2\"}"),
                with(browse, "\"config\":{\"maxObjects\":3}"),
                read + ",\"attribute\":\"FirstMessageAsJSON\"}",
                read + ",\"attribute\":[\"FirstMessageAsJSON\",\"Name\"]}")) {
            for (String options : List.of("", "?maxDepth=1", "?maxDepth=2&ignoreErrors=true")) {
                String shown = operator.json("/hawtio/jolokia" + options, masked, SECRET, secret)
                        .body();

                assertThat(shown)
                        .as(masked + options)
                        .contains("\"status\":200")
                        .doesNotContain("Jane", "jane", "Lausanne");
            }
        }
    }

    @Test
    void aQuestionIsReadAsItIsDone() {
        String route = bean("routes", ROUTE);
        String read = "{\"type\":\"read\",\"mbean\":\"" + escaped(route)
                + "\",\"attribute\":\"State\",\"operation\":\"stop()\"}";
        String twice = "{\"operation\":\"stop()\"," + exec(route, "remove()").substring(1);

        int before =
                running.ledger().audit().find("route/", Optional.empty(), 100).size();
        ask(read);

        assertThat(status(twice)).isEqualTo(403);
        assertThat(running.ledger().audit().find("route/", Optional.empty(), 100))
                .hasSize(before);
        assertThat(state()).isEqualTo("Started");
    }

    private static String state() {
        return ask("{\"type\":\"read\",\"mbean\":\"" + escaped(bean("routes", ROUTE)) + "\",\"attribute\":\"State\"}")
                .path("value")
                .asText();
    }

    private static String context() {
        return find("org.apache.camel:type=context,*");
    }

    private static String queue() {
        return find("org.apache.activemq.artemis:*,subcomponent=queues,queue=\"expired\"");
    }

    private static String bean(String type, String name) {
        return find("org.apache.camel:type=" + type + ",name=\"" + name + "\",*");
    }

    private static String find(String pattern) {
        JsonNode found = ask("{\"type\":\"search\",\"mbean\":\"" + escaped(pattern) + "\"}");
        assertThat(found.path("value")).as(pattern).isNotEmpty();
        return found.path("value").get(0).asText();
    }

    private static String exec(String bean, String operation, String... arguments) {
        ObjectNode question =
                JSON.createObjectNode().put("type", "exec").put("mbean", bean).put("operation", operation);
        if (arguments.length > 0) {
            List.of(arguments).forEach(question.putArray("arguments")::add);
        }
        return question.toString();
    }

    private static String with(String question, String more) {
        return question.substring(0, question.length() - 1) + "," + more + "}";
    }

    private static int status(String question) {
        return ask(question).path("status").asInt();
    }

    private static String answer(String question) {
        return operator.json("/hawtio/jolokia", question, SECRET, secret).body();
    }

    private static JsonNode ask(String question) {
        try {
            return JSON.readTree(answer(question));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String name) {
        return name.replace("\"", "\\\"");
    }
}
