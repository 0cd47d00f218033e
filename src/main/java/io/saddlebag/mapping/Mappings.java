package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.JsltException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The field translations an operator can read and edit: {@code mappings/<system>/<document>.jslt}, language JSLT 0.1.14
 * plus the functions of {@link MappingFunction}. Functions that several mappings share lie in {@code mappings/modules/}
 * and are imported by {@code import "modules/<file>.jslt" as <name>}. Compiled once, immutable, safe for many threads; a reload is a second
 * {@link #load}.
 */
public final class Mappings {

    private static final String SUFFIX = ".jslt";
    private static final String MODULES = "modules/";

    private final Map<String, Mapping> byName;

    private Mappings(Map<String, Mapping> byName) {
        this.byName = Map.copyOf(byName);
    }

    /**
     * Compiles every mapping below a directory.
     *
     * @throws MappingsUnreadable naming every bad file with line and column, and every translation declared twice
     */
    public static Mappings load(Path directory) {
        Map<String, Mapping> byName = new TreeMap<>();
        Map<Mapping.Types, String> declared = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Path file : files(directory)) {
            String relative = directory.relativize(file).toString().replace('\\', '/');
            String name = relative.substring(0, relative.length() - SUFFIX.length());
            try {
                if (relative.startsWith(MODULES)) {
                    Mapping.checkModule(directory, relative);
                    continue;
                }
                Mapping mapping = Mapping.compile(directory, name, Files.readString(file, StandardCharsets.UTF_8));
                byName.put(name, mapping);
                for (Mapping.Types types : mapping.transforms()) {
                    String other = declared.putIfAbsent(types, relative);
                    if (other != null) {
                        problems.add(relative + ": transforms " + types + " like " + other);
                    }
                }
            } catch (JsltException e) {
                problems.add(relative + ", line " + e.getLine() + ", column " + e.getColumn() + ": "
                        + firstLine(e.getMessage()));
            } catch (IOException | StackOverflowError e) {
                problems.add(relative + ": cannot be read: " + e);
            }
        }
        if (byName.isEmpty() && problems.isEmpty()) {
            problems.add(directory + " holds no file *" + SUFFIX);
        }
        if (!problems.isEmpty()) {
            throw new MappingsUnreadable(problems);
        }
        return new Mappings(byName);
    }

    /** The parser goes on to list everything it would have understood. */
    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("cannot be compiled");
    }

    private static List<Path> files(Path directory) {
        try (Stream<Path> walk = Files.walk(directory)) {
            return walk.filter(f -> f.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            throw new MappingsUnreadable(List.of(directory + " cannot be read: " + e));
        }
    }

    /** The mappings' names, {@code <system>/<document>}. */
    public Set<String> names() {
        return new TreeSet<>(byName.keySet());
    }

    /**
     * Translates a document.
     *
     * @param name e.g. {@code woocommerce/order}
     * @throws IllegalArgumentException if there is no such mapping
     * @throws MappingFailed if the mapping cannot work on this document
     */
    public JsonNode apply(String name, JsonNode input) {
        Mapping mapping = byName.get(name);
        if (mapping == null) {
            throw new IllegalArgumentException("there is no mapping '" + name + "', only " + names());
        }
        return mapping.apply(input);
    }

    Collection<Mapping> all() {
        return byName.values();
    }
}
