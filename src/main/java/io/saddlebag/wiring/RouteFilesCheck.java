package io.saddlebag.wiring;

import io.saddlebag.delivery.Finding;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/**
 * Reads the route files as Camel does, without making a route of them: finds what is no YAML, no step and no option. A bean or
 * method that does not exist is found by the start alone.
 */
final class RouteFilesCheck {

    private final Path folder;

    RouteFilesCheck(Path folder) {
        this.folder = folder;
    }

    Finding finding() {
        int read = 0;
        try (DefaultCamelContext camel = new DefaultCamelContext();
                Stream<Path> walk = Files.walk(folder)) {
            for (Path file : walk.filter(path -> path.toString().endsWith(".yaml"))
                    .sorted()
                    .toList()) {
                Resource resource = ResourceHelper.resolveMandatoryResource(camel, "file:" + file);
                for (RoutesBuilder builder :
                        PluginHelper.getRoutesLoader(camel).findRoutesBuilders(List.of(resource))) {
                    if (builder instanceof RouteBuilder routes) {
                        routes.setCamelContext(camel);
                        routes.configure();
                    }
                }
                read++;
            }
            return new Finding("routes", Finding.Status.OK, read + " files in " + folder + " can be read", "");
        } catch (IOException | UncheckedIOException e) {
            return new Finding(
                    "routes",
                    Finding.Status.FAIL,
                    "the files in " + folder + " cannot be read: " + e,
                    "look at their rights");
        } catch (Exception e) { // Camel's loader declares Exception
            Optional<CannotStart> trouble = RouteTroubles.of(e);
            return new Finding(
                    "routes",
                    Finding.Status.FAIL,
                    trouble.map(CannotStart::getMessage)
                            .orElse("a file in " + folder + " is no route: " + e.getMessage()),
                    "correct it; 'run' would end with the same");
        }
    }
}
