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

    @TempDir
    private static Path data;

    private static RunningDaemon running;
    private static Visitor operator;

    @BeforeAll
    static void start() {
        running = RunningDaemon.start(data);
        operator = Visitor.signedIn(running, Role.IT_OPERATIONS);
        running.daemon()
                .camel()
                .createProducerTemplate()
                .sendBody("activemq-intake:expired", "{\"email\":\"jane@example.com\"}");
    }

    @AfterAll
    static void stop() {
        running.close();
    }

    @Test
    void itIsForItOperationsOnly() {
        String question = "{\"type\":\"version\"}";

        for (Role role : Role.values()) {
            Visitor visitor = Visitor.signedIn(running, role);
            int expected = role == Role.IT_OPERATIONS ? 200 : 403;
            for (String path : List.of("/hawtio/", "/hawtio/camel/routes", "/hawtio/user", "/hawtio/jolokia")) {
                assertThat(visitor.get(path).statusCode()).as("%s at %s", role, path).isEqualTo(expected);
            }
            assertThat(visitor.json("/hawtio/jolokia", question).statusCode())
                    .as(role.word())
                    .isEqualTo(expected);
        }
        Visitor stranger = new Visitor(running);
        assertThat(stranger.get("/hawtio/").headers().firstValue("Location")).hasValue("/sign-in?then=/hawtio/");
        assertThat(stranger.json("/hawtio/jolokia", question).statusCode()).isEqualTo(303);
        assertThat(stranger.json(
                                "/hawtio/jolokia",
                                question,
                                "Authorization",
                                "Bearer " + running.daemon().token())
                        .statusCode())
                .as("a token opens no page")
                .isEqualTo(303);
    }

    @Test
    void aPageOfAnotherSiteCannotAskWithSomebodysCookie() {
        String question = exec("org.apache.camel:type=routes,name=\"" + ROUTE + "\",*", "stop()");

        assertThat(operator.json("/hawtio/jolokia", question, "Origin", "https://evil.example")
                        .statusCode())
                .isEqualTo(403);
        assertThat(operator.json("/hawtio/jolokia", question, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void itsPagesAreServedUnderAPolicyOfTheirOwn() {
        HttpResponse<String> page = operator.get("/hawtio/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("<title>Hawtio</title>", "<base href=\"/hawtio/\">");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'none'");
        assertThat(operator.get("/hawtio/camel/routes").body()).isEqualTo(page.body());
        Matcher script = Pattern.compile("src=\"(/hawtio/static/[^\"]+)\"").matcher(page.body());
        assertThat(script.find()).isTrue();
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
        JsonNode tree = listed.path("value").has("domains")
                ? listed.path("value").path("domains")
                : listed.path("value");
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
                "java.lang:type=Threading | dumpAllThreads(boolean,boolean)",
                "CONTEXT | stop()",
                "CONTEXT | suspend()",
                "CONTEXT | addOrUpdateRoutesFromXml(java.lang.String)",
                "CONTEXT | sendBody(java.lang.String,java.lang.Object)",
                "CONTEXT | setTracing(java.lang.Boolean)",
                "ROUTE | remove()",
                "ROUTE | stop(java.lang.Long)",
                "ROUTE | updateRouteFromXml(java.lang.String)",
                "QUEUE | removeAllMessages()",
                "QUEUE | sendMessage(java.util.Map,int,java.lang.String,boolean,java.lang.String,java.lang.String)",
                "QUEUE | pause()",
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
        assertThat(status("{\"type\":\"write\",\"mbean\":\"java.lang:type=Memory\",\"attribute\":\"Verbose\",\"value\":true}"))
                .isEqualTo(403);
        for (String attribute : List.of("SystemProperties", "InputArguments", "ClassPath")) {
            assertThat(status("{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\",\"attribute\":\"" + attribute + "\"}"))
                    .as(attribute)
                    .isEqualTo(403);
        }
        assertThat(operator.json("/hawtio/jolokia", "{\"type\":\"read\",\"mbean\":\"java.lang:type=Runtime\"}")
                        .body())
                .doesNotContain("java.class.path", "-Xmx");
        assertThat(status("{\"type\":\"read\",\"mbean\":\"com.sun.management:type=HotSpotDiagnostic\"}"))
                .isEqualTo(403);
        assertThat(status("{\"type\":\"config\"}")).isNotEqualTo(200);
        assertThat(status("{\"type\":\"read\",\"mbean\":\"java.lang:type=Memory\",\"target\":{\"url\":\"service:jmx:rmi:///jndi/rmi://127.0.0.1:1/x\"}}"))
                .as("no questions to other JVMs")
                .isNotEqualTo(200);
        for (String nothing : List.of("", "{", "[]", "{}", "7", "{\"type\":\"exec\"}", "[[]]", "null")) {
            assertThat(operator.json("/hawtio/jolokia", nothing).statusCode())
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
                .extracting(entry -> entry.who() + " " + entry.what() + " " + entry.why())
                .containsExactly(
                        "uit-operations route-started in Hawtio, from 127.0.0.1",
                        "uit-operations route-stopped in Hawtio, from 127.0.0.1");
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
            all.append(operator.json("/hawtio/jolokia?ignoreErrors=true", "{\"type\":\"read\",\"mbean\":\"" + domain + "\"}")
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
    void whatAMessageHoldsIsForThoseWhoMaySeePersonalData() {
        String browse = exec(queue(), "browse()");
        Visitor both = Visitor.signedIn(running, Role.IT_OPERATIONS, Role.SUPPORT);

        String hidden = operator.json("/hawtio/jolokia", browse).body();
        String shown = both.json("/hawtio/jolokia", browse).body();

        assertThat(hidden).contains("messageID", "see-personal-data").doesNotContain("jane");
        assertThat(shown).contains("jane@example.com");
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
        ObjectNode question = JSON.createObjectNode()
                .put("type", "exec")
                .put("mbean", bean)
                .put("operation", operation);
        if (arguments.length > 0) {
            List.of(arguments).forEach(question.putArray("arguments")::add);
        }
        return question.toString();
    }

    private static int status(String question) {
        return ask(question).path("status").asInt();
    }

    private static JsonNode ask(String question) {
        try {
            return JSON.readTree(operator.json("/hawtio/jolokia", question).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String escaped(String name) {
        return name.replace("\"", "\\\"");
    }
}
