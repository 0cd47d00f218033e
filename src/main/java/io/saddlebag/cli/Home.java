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
            description = "folder with application.properties, routes/, mappings/ and data/ (default: here)")
    private Path folder = Path.of(".");

    @Option(
            names = {"-D", "--set"},
            paramLabel = "KEY=VALUE",
            description = "overrides one setting")
    private Map<String, String> overrides = Map.of();

    Settings settings() {
        return Settings.load(folder.toAbsolutePath().normalize(), System.getenv(), overrides);
    }

    Path folder() {
        return folder.toAbsolutePath().normalize();
    }
}
