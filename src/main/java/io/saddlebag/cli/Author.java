package io.saddlebag.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** Who decides; it stands in the history. */
final class Author {

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "who decides (default: the system's user)")
    private String name;

    /** A request that says who makes it. */
    ObjectNode signed() {
        return JsonNodeFactory.instance.objectNode().put("by", name());
    }

    String name() {
        return name == null || name.isBlank() ? "somebody" : name;
    }
}
