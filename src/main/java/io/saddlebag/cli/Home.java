package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.LedgerAccess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where a command finds its settings. */
final class Home {

    @Option(
            names = "--home",
            paramLabel = "DIR",
            defaultValue = "${env:SADDLEBAG_HOME:-.}",
            description = "the home (default: SADDLEBAG_HOME, or here)")
    private Path folder;

    @Option(
            names = {"-D", "--set"},
            paramLabel = "KEY=VALUE",
            description = "overrides one setting; may be given several times")
    private Map<String, String> overrides = Map.of();

    Settings settings() {
        return Settings.load(folder.toAbsolutePath().normalize(), System.getenv(), overrides);
    }

    /** Reads from the home's ledger, beside the daemon. */
    <T> T read(Function<Ledger, T> work) {
        Settings settings = settings();
        mustHaveRun(settings);
        try (Ledger ledger = LedgerAccess.open(settings)) {
            return work.apply(ledger);
        }
    }

    /**
     * Refuses a folder no daemon has run in, which is where people are who forgot {@code --home}.
     *
     * @throws Problem if the ledger is to be a file of the home, and is not there
     */
    void mustHaveRun(Settings settings) {
        Path ledger = settings.folder("saddlebag.data", "data").resolve("ledger.db");
        if (settings.find("saddlebag.ledger.url").filter(url -> !url.isBlank()).isPresent() || Files.exists(ledger)) {
            return;
        }
        throw notRun(settings, ledger);
    }

    /** What to say where a file is missing that the first start makes. */
    Problem notRun(Settings settings, Path missing) {
        return new Problem(
                Files.isDirectory(settings.folder("saddlebag.routes", "routes"))
                        ? "no daemon has run in this home yet (there is no " + missing
                                + "); start it with 'run', or name another home with --home DIR"
                        : "the folder " + folder() + " is no home (it has no routes/); name the home with --home DIR"
                                + " or SADDLEBAG_HOME");
    }

    /** How other commands name this home: empty where they find it by themselves. */
    String option() {
        return folder().equals(Path.of("").toAbsolutePath()) ? "" : " --home " + folder();
    }

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
