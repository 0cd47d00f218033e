package io.saddlebag.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saddlebag.simulation.Scenario.Range;
import io.saddlebag.simulation.Scenario.Trouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scenario file is read as it is meant, or every mistake is told with its line. */
class ScenarioFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsEveryScenarioOfTheProduct() {
        List<Scenario> all = ScenarioFile.all(Path.of("src/main/scenarios"));

        assertThat(all)
                .extracting(Scenario::name)
                .contains("storm", "erp-down", "warehouse-down", "lost-answers", "throttled", "malformed-answers")
                .contains("webhooks-unreliable", "store-in-maintenance", "broker-restart", "disk-full")
                .contains("ledger-read-only", "clock-jump", "daemon-killed", "daemon-away", "changed-orders");
        assertThat(all.stream().filter(s -> s.brief().isPresent()).flatMap(s -> s.problems().stream()))
                .contains("P2", "P14", "P23", "P38", "P39");
    }

    @Test
    void aLimitMakesAScenarioSmallerNeverLarger() throws IOException {
        Scenario scenario = read(
                """
                description: Few orders.
                orders: {count: 200, rate: 2}
                timeline:
                  - {at: 1s, daemon: kill}
                """);

        assertThat(scenario.atMost(50).orders().count()).isEqualTo(50);
        assertThat(scenario.atMost(10_000).orders().count()).isEqualTo(200);
    }

    @Test
    void readsAScenario() throws IOException {
        Scenario scenario = read(
                """
                description: Two troubles.
                seed: 7
                settings: {saddlebag.consumers.erp: 2}
                orders: {count: 200, rate: 2.5, cancel: 0.1}
                timeline:
                  - {at: 1m..2m, for: 30s, every: 5m, times: 3, erp: status, status: 429, retry-after: 40}
                  - {daemon: kill}
                expect: {parked: {unknown-sku: 1..2, defect: 0}, within: 1h}
                short: {orders: 10, speed: 20}
                """);

        Trouble throttled = scenario.timeline().get(0);
        assertThat(throttled.at().least()).isEqualTo(Duration.ofMinutes(1));
        assertThat(throttled.at().drawn(new Random(1))).isBetween(Duration.ofMinutes(1), Duration.ofMinutes(2));
        assertThat(throttled.details()).containsEntry("status", "429");
        assertThat(scenario.orders().changes()).containsEntry(Habit.CANCELS, 0.1);
        assertThat(scenario.expect().parked()).containsEntry("unknown-sku", new Range(1, 2));
        assertThat(scenario.settings()).containsEntry("saddlebag.consumers.erp", "2");
    }

    @Test
    void theShortFormIsQuickerAndSmaller() throws IOException {
        Scenario brief =
                read("""
                        description: An outage.
                        orders: {count: 200, rate: 5}
                        timeline:
                          - {at: 20s, for: 60s, store: maintenance, retry-after: 600}
                        short: {orders: 10, speed: 20}
                        """)
                        .shortened();

        Trouble outage = brief.timeline().get(0);
        assertThat(brief.orders().count()).isEqualTo(10);
        assertThat(outage.at().least()).isEqualTo(Duration.ofSeconds(1));
        assertThat(outage.lasts().orElseThrow().most()).isEqualTo(Duration.ofSeconds(3));
        assertThat(outage.details()).containsEntry("retry-after", "30");
    }

    @Test
    void namesEveryMistakeWithFileAndLine() throws IOException {
        Path file = write(
                """
                description: Full of mistakes.
                sed: 7
                orders: {count: many, rate: 5}
                timeline:
                  - {at: soon, erp: down}
                  - {erp: asleep}
                  - {daemon: kill, share: 0.5}
                  - {daemon: kill, times: 3}
                  - {at: 5s}
                  - {erp: status, match: "("}
                """);

        assertThatThrownBy(() -> ScenarioFile.read(file))
                .isInstanceOf(ScenarioProblem.class)
                .hasMessageContainingAll(
                        file + ":2: 'sed' is unknown; known here: description",
                        file + ":3: 'count' must be a whole number, not 'many'",
                        file + ":5: 'at' must be a time such as",
                        file + ":6: 'erp' can be down, latency",
                        file + ":7: 'share' is unknown in 'timeline'",
                        file + ":8: 'times' needs 'every'",
                        file + ":9: a trouble names one of",
                        file + ":10: 'match' is no regular expression");
    }

    @Test
    void tellsWhereAFileIsNoYaml() throws IOException {
        Path file = write("description: [not closed\norders: {count: 1}\n");

        assertThatThrownBy(() -> ScenarioFile.read(file)).hasMessageContaining(file + ":2: is no YAML");
    }

    private Scenario read(String text) throws IOException {
        return ScenarioFile.read(write(text));
    }

    private Path write(String text) throws IOException {
        return Files.writeString(folder.resolve("mine.yaml"), text);
    }
}
