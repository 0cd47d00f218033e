package io.saddlebag.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * One file below {@code routes/}, read with the YAML parser Camel uses.
 *
 * @param path relative to the product's folder, e.g. {@code routes/orders/capture-orders.camel.yaml}
 * @param flows what it declares, in its order
 * @param problems why it could not be read; then there are no flows
 */
record RouteFile(String path, List<Flow> flows, List<String> problems) {

    private static final Path ROUTES = Path.of("routes");

    /** Every file below {@code routes/}, whatever its name. */
    static List<RouteFile> all() {
        try (Stream<Path> walk = Files.walk(ROUTES)) {
            List<RouteFile> files = new ArrayList<>();
            for (Path file : walk.filter(Files::isRegularFile).sorted().toList()) {
                files.add(of(file.toString().replace('\\', '/'), Files.readString(file)));
            }
            return List.copyOf(files);
        } catch (IOException e) {
            throw new UncheckedIOException("the routes cannot be read", e);
        }
    }

    static RouteFile of(String path, String text) {
        Object parsed;
        try {
            parsed =
                    new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            return unreadable(path, "is no YAML: " + e.getMessage().replace('\n', ' '));
        }
        if (!(parsed instanceof List<?> entries) || entries.isEmpty()) {
            return unreadable(path, "is no list of routes, templates, instances or policies");
        }
        List<Flow> flows = new ArrayList<>();
        for (Object entry : entries) {
            if (!(entry instanceof Map<?, ?> map) || map.size() != 1) {
                return unreadable(path, "holds something that is not one of route, routeTemplate, ...: " + entry);
            }
            map.forEach((kind, content) -> flows.add(Flow.of(String.valueOf(kind), content)));
        }
        return new RouteFile(path, List.copyOf(flows), List.of());
    }

    private static RouteFile unreadable(String path, String problem) {
        return new RouteFile(path, List.of(), List.of(problem));
    }

    /** File name without folder and without {@code .camel.yaml}. */
    String name() {
        return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.camel\\.yaml$", "");
    }

    boolean isIn(String folder) {
        return path.startsWith("routes/" + folder + "/");
    }
}
