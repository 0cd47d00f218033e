package io.saddlebag.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All settings of one run, read once. Later sources win: the defaults in the jar, {@code application.properties} in the
 * home, the environment, then what the command line or a test gives. A value {@code file:PATH} is read from that file,
 * the way containers hand out secrets.
 *
 * <p>In the environment {@code saddlebag.store.main.consumer-key} is {@code SADDLEBAG_STORE_MAIN_CONSUMER_KEY}; see
 * {@link EnvironmentNames}.
 */
public final class Settings {

    private static final Pattern SECRET =
            // An alert's receiver may be known by its address alone, as Slack's are.
            Pattern.compile("(?i)(.*(secret|password|token|api-key|consumer-key|credential)[^.]*"
                    + "|saddlebag\\.alert\\.webhook\\..*\\.url)$");

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path home;
    private final Map<String, String> values;
    private final Problems problems = new Problems();

    private Settings(Path home, Map<String, String> values) {
        this.home = home;
        this.values = values;
    }

    /**
     * Reads every source.
     *
     * @param home the folder with {@code application.properties}, {@code routes/}, {@code mappings/} and {@code data/}
     * @param environment the process's environment
     * @param overrides what wins over everything
     * <p>Unknown keys and secret files that cannot be read are found here and reported with all others, through {@link
     * #problems()}.
     *
     * @throws SettingsException if {@code application.properties} cannot be read
     */
    public static Settings load(Path home, Map<String, String> environment, Map<String, String> overrides) {
        Map<String, String> defaults = defaults();
        Map<String, String> values = new TreeMap<>(defaults);
        Problems problems = new Problems();
        Path file = home.resolve("application.properties");
        if (Files.isRegularFile(file)) {
            values.putAll(read(file, problems));
        }
        values.putAll(fromEnvironment(environment, defaults.keySet(), problems));
        values.putAll(overrides);
        problems.throwIfAny();
        Settings settings = new Settings(home, values);
        new Spelling(generalKeys(defaults.keySet())).problems(values.keySet()).forEach(settings.problems::add);
        values.replaceAll((key, value) -> fromFile(key, value, home, settings.problems));
        return settings;
    }

    private static Map<String, String> fromEnvironment(
            Map<String, String> environment, Set<String> keys, Problems problems) {
        try {
            return new EnvironmentNames(keys).read(environment);
        } catch (IllegalArgumentException e) {
            problems.add("the environment's " + EnvironmentNames.LINES + " cannot be read: " + e.getMessage());
            return Map.of();
        }
    }

    /** The product's own: each has a default. */
    private static Set<String> generalKeys(Set<String> defaults) {
        return defaults.stream().filter(key -> key.startsWith("saddlebag.")).collect(Collectors.toSet());
    }

    private static Map<String, String> defaults() {
        try (InputStream in = Settings.class.getResourceAsStream("/application.properties")) {
            Properties properties = new Properties();
            properties.load(in);
            return texts(properties);
        } catch (IOException e) {
            throw new IllegalStateException("the jar's application.properties cannot be read", e);
        }
    }

    private static Map<String, String> read(Path file, Problems problems) {
        try {
            String text = Files.readString(file);
            Properties properties = new Properties();
            properties.load(new StringReader(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text));
            return texts(properties);
        } catch (MalformedInputException e) {
            problems.add(file + " is not UTF-8; save it as UTF-8");
            return Map.of();
        } catch (IOException | IllegalArgumentException e) {
            problems.add(file + " cannot be read: " + e.getMessage());
            return Map.of();
        }
    }

    private static Map<String, String> texts(Properties properties) {
        Map<String, String> texts = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> texts.put(name.strip(), properties.getProperty(name)));
        return texts;
    }

    private static String fromFile(String key, String value, Path home, Problems problems) {
        if (!value.strip().startsWith("file:") || !isSecret(key)) {
            return value;
        }
        Path path = home.resolve(value.strip().substring("file:".length()).strip());
        try {
            return Files.readString(path).strip();
        } catch (IOException e) {
            problems.add(key + " names the file " + path + ", which cannot be read");
            return "";
        }
    }

    /** Whether a key's value must never be shown. */
    public static boolean isSecret(String key) {
        return SECRET.matcher(key).matches();
    }

    /** The home folder. */
    public Path home() {
        return home;
    }

    /** A folder of the home, or elsewhere where a setting says so. */
    public Path folder(String key, String usual) {
        return home.resolve(find(key).orElse(usual)).toAbsolutePath().normalize();
    }

    /** One value. */
    public Optional<String> find(String key) {
        return Optional.ofNullable(values.get(key)).map(String::strip).filter(v -> !v.isEmpty());
    }

    /** The settings below a prefix. */
    public Section section(String prefix) {
        return new MapSection(prefix, values, problems);
    }

    /** The names configured below a prefix: {@code names("saddlebag.store")} of {@code saddlebag.store.main.url} is {@code main}. */
    public SortedSet<String> names(String prefix) {
        Pattern pattern = Pattern.compile(Pattern.quote(prefix) + "\\.([^.]+)\\..*");
        SortedSet<String> names = new TreeSet<>();
        for (String key : values.keySet()) {
            Matcher matcher = pattern.matcher(key);
            if (matcher.matches()) {
                names.add(matcher.group(1));
            }
        }
        return names;
    }

    /** What is wrong so far. */
    public Problems problems() {
        return problems;
    }

    /** Everything but secrets, for Camel's property placeholders. */
    public Properties forRoutes() {
        Properties properties = new Properties();
        values.forEach((key, value) -> {
            if (!isSecret(key)) {
                properties.setProperty(key, value);
            }
        });
        return properties;
    }

    /** The values of all secrets, for whoever must keep them out of what is shown. */
    public Set<String> secrets() {
        Set<String> secrets = new TreeSet<>();
        values.forEach((key, value) -> {
            if (isSecret(key) && !value.isBlank()) {
                secrets.add(value);
            }
        });
        return secrets;
    }
}
