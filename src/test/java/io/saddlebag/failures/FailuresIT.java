package io.saddlebag.failures;

import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.bench.Machine;
import io.saddlebag.simulation.Rehearsal;
import io.saddlebag.simulation.Scenario;
import io.saddlebag.simulation.ScenarioFile;
import io.saddlebag.simulation.Verdict;
import io.saddlebag.simulation.VerdictPage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of the failure suite: the scenarios that have one, with tens of orders and troubles of seconds. */
class FailuresIT {

    private static final List<String> SMALL = List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
    private static final List<Verdict> VERDICTS = new CopyOnWriteArrayList<>();

    @TempDir
    private Path home;

    static Stream<Scenario> scenarios() {
        return ScenarioFile.all(Path.of("src/main/scenarios")).stream()
                .filter(scenario -> scenario.brief().isPresent())
                .map(Scenario::shortened);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void p2p14p23p38p39EveryOrderEndsOnceEverywhere(Scenario scenario) throws InterruptedException {
        Verdict verdict = Rehearsal.of(scenario, home, Path.of("routes"), Path.of("mappings"), SMALL);

        VERDICTS.add(verdict);
        System.out.println(verdict.text());
        assertThat(verdict.wrong()).as(verdict.text()).isEmpty();
        assertThat(verdict.findings().placed() > 0 || verdict.notRun()).isTrue();
    }

    @AfterAll
    static void report() throws IOException {
        VerdictPage.write(Path.of("target", "failures"), "short", Machine.describe(), VERDICTS);
    }
}
