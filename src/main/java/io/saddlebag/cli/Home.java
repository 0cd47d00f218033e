package io.saddlebag.cli;

import io.saddlebag.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
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

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
