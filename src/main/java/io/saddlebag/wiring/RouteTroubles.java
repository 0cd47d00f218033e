package io.saddlebag.wiring;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.FailedToStartRouteException;
import org.apache.camel.NoSuchBeanException;

/** Says what Camel could not do with the route files: which file, where in it, and why, without the way there. */
final class RouteTroubles {

    private static final Pattern PLACE = Pattern.compile("in (file:\\S+), line (\\d+), column (\\d+)");
    private static final Pattern SOURCE = Pattern.compile("source: (file:[^)\\s]+)");

    private RouteTroubles() {}

    /** The failure of a start in a person's words; empty where it has nothing to do with routes. */
    static Optional<CannotStart> of(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            String message = String.valueOf(t.getMessage());
            Matcher place = PLACE.matcher(message);
            Optional<String> last = Optional.empty();
            while (place.find()) {
                last = Optional.of(file(place.group(1)) + ", line " + place.group(2) + ", column " + place.group(3));
            }
            if (last.isPresent()) {
                return Optional.of(new CannotStart(
                        "a route cannot be read: " + last.get() + ": " + firstLine(message) + "; correct that line",
                        failure));
            }
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof FailedToCreateRouteException route) {
                Matcher source = SOURCE.matcher(String.valueOf(route.getMessage()));
                return Optional.of(new CannotStart(
                        "the route '" + route.getRouteId() + "'"
                                + (source.find() ? " in " + file(source.group(1)) : "") + " cannot be made: "
                                + why(root(route)),
                        failure));
            }
        }
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof FailedToStartRouteException) {
                return Optional.of(
                        new CannotStart(firstLine(t.getMessage()) + "; correct it in the routes folder", failure));
            }
        }
        return Optional.empty();
    }

    private static String why(Throwable root) {
        if (root instanceof NoSuchBeanException bean) {
            return "it names the bean '" + bean.getName()
                    + "', which does not exist; correct the name, or configure that partner";
        }
        return firstLine(String.valueOf(root.getMessage()));
    }

    private static Throwable root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    private static String file(String uri) {
        return uri.replaceFirst("^file:", "");
    }

    /** The parser tells the place again in the lines below. */
    private static String firstLine(String message) {
        return message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("in file:"))
                .filter(line ->
                        line.startsWith("expected") || line.startsWith("found") || !message.contains("expected <"))
                .findFirst()
                .orElse("it is no YAML route");
    }
}
