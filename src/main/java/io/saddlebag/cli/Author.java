package io.saddlebag.cli;

import picocli.CommandLine.Option;

/** Who decides; it stands in the history. */
final class Author {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "who decides (default: the system's user)")
    private String name;

    String name() {
        return name == null || name.isBlank() ? "somebody" : name;
    }
}
