package io.saddlebag.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the product's routes in which a test adds partners, as an operator does: one more file each. */
public final class PartnerFiles {

    private final Path routes;

    private PartnerFiles(Path routes) {
        this.routes = routes;
    }

    /** Copies {@code routes/} into an empty folder. */
    public static PartnerFiles copiedTo(Path folder) {
        Folders.copy(Path.of("routes"), folder);
        return new PartnerFiles(folder);
    }

    /** Adds a partner: the file of the partner {@code like} once more, with the other's name. */
    public PartnerFiles add(String like, String name) {
        Path partners = routes.resolve("partners");
        try (Stream<Path> files = Files.list(partners)) {
            List<Path> found = files.filter(file -> text(file).contains("value: " + like + "\n"))
                    .toList();
            if (found.size() != 1) {
                throw new IllegalStateException(found.size() + " files in routes/partners name '" + like + "'");
            }
            String text = text(found.get(0))
                    .replace("value: " + like + "\n", "value: " + name + "\n")
                    .replaceAll("((?:routeId|prefixId): .*)\\b" + like + "\\b", "$1" + name);
            Files.writeString(partners.resolve(name + ".camel.yaml"), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder, for {@code saddlebag.routes}. */
    public String folder() {
        return routes.toString();
    }
}
