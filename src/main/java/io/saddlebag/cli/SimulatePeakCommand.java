package io.saddlebag.cli;

import io.saddlebag.settings.Settings;
import io.saddlebag.simulation.Flow;
import io.saddlebag.simulation.Peak;
import io.saddlebag.simulation.Scenario;
import io.saddlebag.simulation.ScenarioFile;
import io.saddlebag.simulation.ScenarioProblem;
import io.saddlebag.simulation.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "peak",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the regression flows against this home's routes, mappings and settings, with sandboxes for all partners.",
            "Exit code 1 if a flow, the burst or a scenario fails. 'not supported yet' fails only with --strict."
        })
final class SimulatePeakCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private Home home;

    @Option(names = "--store", description = "only this store (default: every store)")
    private String store = "";

    @Option(names = "--odoo", description = "which Odoo plays every ERP: 17 or 19 (default: ${DEFAULT-VALUE})")
    private int odoo = 19;

    @Option(names = "--orders", description = "also a burst of so many orders, into each store")
    private int orders;

    @Option(names = "--rate", description = "orders a second of the burst; 0: all at once (default: ${DEFAULT-VALUE})")
    private double rate = 20;

    @Option(
            names = "--scenario",
            paramLabel = "FILE",
            description = "also plays a scenario, such as those in scenarios/; may be given several times")
    private List<Path> scenarios = List.of();

    @Option(names = "--strict", description = "what is not supported yet fails, too")
    private boolean strict;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (odoo != 17 && odoo != 19) {
            throw new ParameterException(spec.commandLine(), "--odoo must be 17 or 19");
        }
        if (orders < 0 || rate < 0) {
            throw new ParameterException(spec.commandLine(), "--orders and --rate are not negative");
        }
        Settings settings = home.settings();
        if (!Files.isDirectory(settings.folder("saddlebag.routes", "routes"))) {
            throw new Problem("the folder " + home.folder()
                    + " is no home (it has no routes/); name the home with --home DIR or SADDLEBAG_HOME");
        }
        Path work = Files.createTempDirectory("saddlebag-simulate");
        try {
            List<Scenario> read = scenarios.stream().map(ScenarioFile::read).toList();
            return rehearse(Peak.of(settings, odoo, work), read) ? 0 : 1;
        } catch (ScenarioProblem e) {
            throw new Problem(e.getMessage());
        } finally {
            delete(work);
        }
    }

    private boolean rehearse(Peak peak, List<Scenario> read) throws InterruptedException {
        PrintStream out = System.out;
        List<String> stores = store.isEmpty() ? peak.stores() : List.of(store);
        if (!peak.stores().containsAll(stores)) {
            throw new ParameterException(spec.commandLine(), "--store is one of " + peak.stores());
        }
        peak.omissions().forEach((key, why) -> out.printf("left out: %s, which %s%n", key, why));
        boolean good = true;
        for (String name : stores) {
            out.println("store " + name);
            for (Flow flow : peak.flows(name)) {
                out.printf("  %-22s %-18s %s%n", flow.name(), flow.result().words(), flow.reason());
                good &= flow.result() == Flow.Result.PASS || flow.result() == Flow.Result.NOT_YET && !strict;
            }
            for (Verdict verdict : verdicts(peak, name, read)) {
                out.println(verdict.text());
                good &= verdict.passed();
            }
        }
        out.println(good ? "ready: nothing failed" : "not ready: look at what failed above");
        return good;
    }

    private List<Verdict> verdicts(Peak peak, String name, List<Scenario> read) throws InterruptedException {
        List<Verdict> verdicts = new ArrayList<>();
        if (orders > 0) {
            verdicts.add(peak.burst(name, orders, rate));
        }
        for (Scenario scenario : read) {
            verdicts.add(peak.play(scenario, name));
        }
        return verdicts;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
