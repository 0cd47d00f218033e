package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.access.ApiTokens;
import io.saddlebag.access.Permission;
import io.saddlebag.contract.Documents;
import io.saddlebag.order.OrderState;
import io.saddlebag.testing.Receiver;
import io.saddlebag.testing.Traces;
import io.saddlebag.testing.Traces.Told;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** A daemon that is watched: its traces at a collector, its metrics for those with a token, and what docker/ makes of them. */
class ObservedDaemonTest extends ParkedProblems {

    private static final Path RULES = Path.of("docker/prometheus/rules");
    private static final Path DASHBOARD = Path.of("docker/grafana/dashboards/saddlebag.json");

    /** What others than the daemon tell: Prometheus itself. */
    private static final Pattern METRIC =
            Pattern.compile("\\b(?:saddlebag|jvm|disk|process|system)_[a-z0-9_]+\\b(?:\\{([^}]*)})?");

    /** Exported where prices and items are brought to a store: {@link PricesTest}, {@link ProductTroublesTest}. */
    private static final Set<String> ELSEWHERE = Set.of("saddlebag_prices_held", "saddlebag_products_troubled");

    private static final Pattern LABEL = Pattern.compile("([a-z_]+) *(?:=~|!~|!=|=) *\\\\?\"");

    private final Receiver collector = new Receiver(0);

    @Override
    Map<String, String> settings() {
        return Map.of(
                "saddlebag.tracing.endpoint", collector.url() + "/v1/traces",
                "saddlebag.alert.webhook.chat.url", collector.url() + "/chat",
                "saddlebag.operations.metrics", "token");
    }

    @AfterAll
    void stopCollector() {
        collector.close();
    }

    @Test
    void tellsAnOrderAsOneTraceFromTheWebhookToTheErpTheWarehouseAndTheStore() {
        long id = running.partners().store().place(1).get(0);
        eventually(() -> assertThat(running.order(id).orElseThrow().state()).isEqualTo(OrderState.COMPLETED));

        eventually(() -> assertThat(steps("main:" + id))
                .extracting(Told::name)
                .contains(
                        "orders-from-woocommerce",
                        "capture-orders",
                        "orders-to-odoo",
                        "release-orders",
                        "fulfilment-to-shipbob",
                        "record-shipments",
                        "shipments-to-odoo",
                        "orders-to-main"));
        String trace = steps("main:" + id).get(0).trace();
        assertThat(steps("main:" + id)).allMatch(step -> step.trace().equals(trace));
        List<Told> all = Traces.at(collector).stream()
                .filter(span -> span.trace().equals(trace))
                .toList();
        assertThat(all)
                .extracting(span -> span.attribute("saddlebag.partner"))
                .contains("erp.odoo", "warehouse.shipbob", "store.main");
        Told posting = named(all, "orders-to-odoo");
        assertThat(all)
                .as("the step before sent the message")
                .anyMatch(span ->
                        span.id().equals(posting.parent()) && span.name().equals("capture-orders"));
        assertThat(all)
                .as("the calls of a step are below it")
                .anyMatch(span -> span.parent().equals(posting.id())
                        && span.attribute("saddlebag.partner").equals("erp.odoo")
                        && span.attribute("http.response.status_code").equals("200"));
        assertThat(all)
                .filteredOn(span -> span.name().equals("orders-from-woocommerce"))
                .as("begins a trace where nothing was before")
                .isNotEmpty()
                .allMatch(span -> span.parent().isEmpty());
        JsonNode billing = running.partners().store().order(id).orElseThrow().path("billing");
        assertThat(billing.path("email").asText()).contains("@");
        assertThat(Traces.at(collector)).allSatisfy(span -> assertThat(span.everything())
                .doesNotContain(
                        "@",
                        billing.path("first_name").asText(),
                        billing.path("last_name").asText(),
                        billing.path("address_1").asText()));
    }

    @Test
    void tellsWhatIsReplayedInTheTraceOfItsOrder() {
        long id = parkedOrder("TRACED-1");
        stock(running.partners(), "TRACED-1");

        call("POST", "/api/v1/parked/" + message(id) + "/replay", "{\"by\":\"ann\"}");

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        eventually(() -> assertThat(steps("quiet:" + id))
                .filteredOn(step -> step.name().equals("orders-to-odoo"))
                .extracting(step -> step.attribute("error.type"))
                .contains("business/unknown-sku", ""));
        assertThat(steps("quiet:" + id).stream().map(Told::trace).distinct()).hasSize(1);
    }

    @Test
    void showsItsMetricsToThoseWithATokenForOperationsOnly() {
        ApiTokens tokens = new ApiTokens(running.data().resolve("tokens.json"), Clock.systemUTC());
        Instant tomorrow = Instant.now().plus(Duration.ofDays(1));
        String prometheus = tokens.add("prometheus", Set.of(Permission.SEE_OPERATIONS), tomorrow);
        String finance = tokens.add("finance", Set.of(Permission.SEE_FINANCE), tomorrow);

        assertThat(running.operations("/observe/metrics").statusCode()).isEqualTo(401);
        assertThat(metrics(finance, 403)).contains("see-operations");
        assertThat(metrics(prometheus, 200)).contains("saddlebag_orders{");
        assertThat(running.operations("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void exportsEveryMetricTheRulesAndTheDashboardName() {
        parkedOrder("HELD-1"); // so that there is a value held up

        eventually(() -> {
            String page = metrics(running.daemon().token(), 200);
            Set<String> missing = new TreeSet<>();
            for (Path file : watching()) {
                METRIC.matcher(Files.readString(file)).results().forEach(named -> missing.addAll(unknown(named, page)));
            }
            missing.removeAll(ELSEWHERE);
            assertThat(missing).isEmpty();
        });
    }

    @Test
    void hasRulesThatSayWhatIsWrongAndWhatToDo() throws IOException {
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Path file : watching()) {
            if (!file.equals(DASHBOARD)) {
                ((Map<?, ?>) yaml(file)).values().forEach(groups -> ((List<?>) groups)
                        .forEach(group -> ((List<?>) ((Map<?, ?>) group).get("rules"))
                                .forEach(rule -> rules.add((Map<?, ?>) rule))));
            }
        }

        assertThat(rules).hasSizeGreaterThan(20).allSatisfy(rule -> {
            assertThat(rule.get("alert")).asString().startsWith("Saddlebag");
            assertThat(rule.get("expr")).asString().isNotBlank();
            assertThat(((Map<?, ?>) rule.get("annotations")).keySet())
                    .extracting(Object::toString)
                    .contains("summary", "action");
        });
        assertThat(rules).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    }

    @Test
    void mountsIntoItsContainersWhatIsThere() throws IOException {
        Map<?, ?> services = (Map<?, ?>) ((Map<?, ?>) yaml(Path.of("docker/compose.yaml"))).get("services");
        List<String> mounted = services.values().stream()
                .flatMap(service -> ((List<?>) ((Map<?, ?>) service).get("volumes")).stream())
                .map(Object::toString)
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> volume.substring(0, volume.indexOf(':')))
                .toList();

        assertThat(mounted).hasSizeGreaterThan(3).allSatisfy(place -> assertThat(Path.of("docker", place))
                .exists());
        assertThat(yaml(Path.of("docker/prometheus/prometheus.yml"))).isNotNull();
        JsonNode dashboard = Documents.parse(Files.readAllBytes(DASHBOARD));
        assertThat(dashboard.path("panels").findValuesAsText("type")).contains("row", "timeseries");
        assertThat(dashboard.path("panels").get(0).path("title").asText()).isEqualTo("Business");
    }

    private List<Told> steps(String order) {
        return Traces.at(collector).stream()
                .filter(span -> span.attribute("saddlebag.order").equals(order))
                .toList();
    }

    private static Told named(List<Told> spans, String name) {
        return spans.stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String metrics(String token, int status) {
        var answer = running.operations("/observe/metrics", "Authorization", "Bearer " + token);
        assertThat(answer.statusCode()).isEqualTo(status);
        return answer.body();
    }

    private static List<Path> watching() throws IOException {
        try (Stream<Path> rules = Files.list(RULES)) {
            return Stream.concat(rules, Stream.of(DASHBOARD)).toList();
        }
    }

    /** Why a metric as it is named is not one of the page: its name, or a label. */
    private static List<String> unknown(MatchResult named, String page) {
        String name = named.group().replaceFirst("\\{.*", "");
        List<String> lines = page.lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .toList();
        if (lines.isEmpty()) {
            return List.of(name);
        }
        return LABEL.matcher(named.group(1) == null ? "" : named.group(1))
                .results()
                .map(label -> label.group(1))
                .filter(label -> !Set.of("job", "instance").contains(label))
                .filter(label -> lines.stream().noneMatch(line -> line.contains(label + "=\"")))
                .map(label -> name + " by " + label)
                .toList();
    }

    private static Object yaml(Path file) throws IOException {
        return new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    }
}
