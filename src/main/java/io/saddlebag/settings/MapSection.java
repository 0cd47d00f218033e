package io.saddlebag.settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@link Section} over a flat map of properties. */
public final class MapSection implements Section {

    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*(ms|s|m|h|d)");

    private final String prefix;
    private final Map<String, String> values;
    private final Problems problems;

    /**
     * A view of the values below a prefix.
     *
     * @param prefix without the final dot
     * @param values full keys and their values
     */
    public MapSection(String prefix, Map<String, String> values, Problems problems) {
        this.prefix = prefix;
        this.values = values;
        this.problems = problems;
    }

    @Override
    public String name() {
        return prefix.substring(prefix.lastIndexOf('.') + 1);
    }

    @Override
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(full(key))).map(String::strip).filter(v -> !v.isEmpty());
    }

    @Override
    public String text(String key, String otherwise) {
        return find(key).orElse(otherwise);
    }

    @Override
    public String required(String key) {
        return find(key).orElseGet(() -> {
            problem(key, "is missing");
            return "";
        });
    }

    @Override
    public String requiredUrl(String key) {
        String value = required(key);
        if (value.isEmpty()) {
            return value;
        }
        try {
            URI uri = new URI(value);
            String scheme = uri.getScheme();
            if (uri.getHost() != null && ("http".equals(scheme) || "https".equals(scheme))) {
                if (uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
                    problem(key, "must hold no user, query or fragment");
                }
                return value.replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            problem(key, "is not an address: " + e.getReason());
            return "";
        }
        problem(key, "must be http://… or https://…");
        return "";
    }

    @Override
    public int number(String key, int otherwise) {
        Optional<String> value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!value.get().matches("-?[0-9]{1,9}")) {
            problem(key, "must be a whole number");
            return otherwise;
        }
        return Integer.parseInt(value.get());
    }

    @Override
    public Duration duration(String key, Duration otherwise) {
        Optional<String> value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        Matcher match = DURATION.matcher(value.get());
        if (match.matches()) {
            long n = Long.parseLong(match.group(1));
            return switch (match.group(2)) {
                case "ms" -> Duration.ofMillis(n);
                case "s" -> Duration.ofSeconds(n);
                case "m" -> Duration.ofMinutes(n);
                case "h" -> Duration.ofHours(n);
                default -> Duration.ofDays(n);
            };
        }
        try {
            return Duration.parse(value.get());
        } catch (DateTimeParseException e) {
            problem(key, "must be a duration such as 30s, 5m, 2h or 1d");
            return otherwise;
        }
    }

    @Override
    public boolean flag(String key, boolean otherwise) {
        Optional<String> value = find(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        if (!"true".equals(value.get()) && !"false".equals(value.get())) {
            problem(key, "must be true or false");
            return otherwise;
        }
        return "true".equals(value.get());
    }

    @Override
    public List<String> list(String key, List<String> otherwise) {
        return find(key)
                .map(v -> Arrays.stream(v.split(","))
                        .map(String::strip)
                        .filter(s -> !s.isEmpty())
                        .toList())
                .orElse(otherwise);
    }

    @Override
    public String oneOf(String key, String otherwise, List<String> words) {
        String value = text(key, otherwise);
        if (!words.contains(value)) {
            problem(key, "must be one of " + String.join(", ", words));
            return otherwise;
        }
        return value;
    }

    @Override
    public Map<String, String> map(String key) {
        String start = full(key) + ".";
        Map<String, String> found = new TreeMap<>();
        values.forEach((k, v) -> {
            if (k.startsWith(start) && !v.isBlank()) {
                found.put(k.substring(start.length()), v.strip());
            }
        });
        return found;
    }

    @Override
    public String full(String key) {
        return prefix + "." + key;
    }

    @Override
    public void problem(String key, String what) {
        problems.add(full(key) + " " + what);
    }
}
