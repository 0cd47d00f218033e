package io.saddlebag.wiring;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compares the partners that {@code routes/partners} names with those the settings configure: a partner needs both, a file
 * with its routes and its keys. Reads the files as text, so that a name can be told with its line.
 */
final class PartnerRoutes {

    private static final Pattern PARAMETER = Pattern.compile(
            "name:\\s*[\"']?(store|erp|warehouse)[\"']?\\s*,?\\s*\\R?\\s*value:\\s*[\"']?([^\\s\"'#,}]+)");

    private final Path routes;
    private final List<Named> named = new ArrayList<>();

    /** A partner as a file names it. */
    private record Named(String kind, String name, Path file, int line) {}

    private PartnerRoutes(Path routes) {
        this.routes = routes;
    }

    /** Reads every file of {@code partners/}. */
    static PartnerRoutes in(Path routes) throws IOException {
        PartnerRoutes found = new PartnerRoutes(routes);
        Path folder = routes.resolve("partners");
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
                found.read(file);
            }
        }
        return found;
    }

    private void read(Path file) throws IOException {
        String text = Files.readString(file).replaceAll("(?m)^[ \\t]*#.*$", "");
        Matcher matcher = PARAMETER.matcher(text);
        while (matcher.find()) {
            int line = (int) text.substring(0, matcher.start(2)).lines().count();
            named.add(new Named(matcher.group(1), matcher.group(2), file, line));
        }
    }

    /** One sentence for each partner that a file names and no setting configures: nothing would start with it. */
    List<String> unknown(Map<String, Set<String>> configured) {
        List<String> problems = new ArrayList<>();
        Set<String> told = new TreeSet<>();
        for (Named one : named) {
            Set<String> known = configured.getOrDefault(one.kind(), Set.of());
            if (!known.contains(one.name()) && told.add(one.kind() + "." + one.name())) {
                problems.add("saddlebag." + one.kind() + "." + one.name() + ".url is missing: " + one.file() + ", line "
                        + one.line() + ", names the " + word(one.kind()) + " '" + one.name() + "', the settings know "
                        + (known.isEmpty() ? "none" : String.join(", ", new TreeSet<>(known))));
            }
        }
        return problems;
    }

    /** One sentence for each configured partner without routes: it would be ignored. */
    List<String> unused(Map<String, Set<String>> configured) {
        List<String> problems = new ArrayList<>();
        configured.forEach((kind, names) -> new TreeSet<>(names)
                .stream()
                        .filter(name -> named.stream()
                                .noneMatch(one ->
                                        one.kind().equals(kind) && one.name().equals(name)))
                        .forEach(name ->
                                problems.add("the " + word(kind) + " '" + name + "' has settings but no file in "
                                        + routes.resolve("partners") + " names it, so nothing is exchanged with it")));
        return problems;
    }

    private static String word(String kind) {
        return "erp".equals(kind) ? "ERP" : kind;
    }
}
