package io.saddlebag.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A block of a YAML file a person writes. It knows its lines and what of it was read: what nobody read is a mistake. Mistakes
 * are collected, each with file and line, so that a person sees all of them at once.
 */
public final class YamlBlock {

    private final String where;
    private final int line;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Set<String> known = new TreeSet<>();
    private final List<String> problems;
    private final String file;

    private YamlBlock(String file, String where, Node node, List<String> problems) {
        this.file = file;
        this.where = where;
        this.problems = problems;
        this.line = line(node);
        if (!(node instanceof MappingNode mapping)) {
            problem(line, (where.isEmpty() ? "the file" : "'" + where + "'") + " must hold lines 'key: value'");
            return;
        }
        for (NodeTuple pair : mapping.getValue()) {
            String key = pair.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
            if (values.put(key, pair.getValueNode()) != null) {
                problem(line(pair.getKeyNode()), "'" + key + "' stands here a second time");
            }
            lines.put(key, line(pair.getKeyNode()));
        }
    }

    /** The whole of a file; empty, with a problem, if the text is no YAML or there is none. */
    public static Optional<YamlBlock> read(String file, String text, List<String> problems) {
        try {
            Optional<Node> node =
                    new Compose(LoadSettings.builder().setLabel(file).build()).composeString(text);
            if (node.isEmpty()) {
                problems.add(file + ": is empty");
            }
            return node.map(found -> new YamlBlock(file, "", found, problems));
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            problems.add(file + ":" + line + ": is no YAML: " + e.getProblem());
        } catch (YamlEngineException e) {
            problems.add(file + ": is no YAML: " + e.getMessage());
        }
        return Optional.empty();
    }

    private static int line(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    /** Where the block begins. */
    public int line() {
        return line;
    }

    /** Where a key stands; where the block begins if it is not in it. */
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** The keys, in the file's order. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    /** Reports a mistake at a line. */
    public void problem(int at, String what) {
        problems.add(file + ":" + at + ": " + what);
    }

    /** Reports a mistake in the value of a key. */
    public void wrong(String key, String what) {
        problem(line(key), "'" + key + "' " + what);
    }

    /** A single value; what is no single value is reported. */
    public Optional<String> find(String key) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue().strip());
        }
        wrong(key, "must be one value");
        return Optional.empty();
    }

    /** A value made of a text; what the maker refuses is reported with its words. */
    public <T> T value(String key, T otherwise, Function<String, T> make) {
        return find(key)
                .map(text -> {
                    try {
                        return make.apply(text);
                    } catch (IllegalArgumentException e) {
                        wrong(key, e.getMessage());
                        return otherwise;
                    }
                })
                .orElse(otherwise);
    }

    /** Several values, as a list. */
    public List<String> list(String key) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        List<String> items = new ArrayList<>();
        if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                if (item instanceof ScalarNode scalar) {
                    items.add(scalar.getValue());
                } else {
                    problem(line(item), "an item of '" + key + "' must be one value");
                }
            }
        } else {
            wrong(key, "must be a list such as [one, two]");
        }
        return items;
    }

    /** One value, or a list of them. */
    public List<String> oneOrMore(String key) {
        return values.get(key) instanceof ScalarNode ? List.of(find(key).orElse("")) : list(key);
    }

    /** A list of blocks. */
    public List<YamlBlock> blocks(String key) {
        known.add(key);
        Node node = values.get(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            wrong(key, "must be a list of blocks, each beginning with '-'");
            return List.of();
        }
        return sequence.getValue().stream()
                .map(item -> new YamlBlock(file, key, item, problems))
                .toList();
    }

    /** Whether a key's value is more than one word. */
    public boolean isBlock(String key) {
        return values.containsKey(key) && !(values.get(key) instanceof ScalarNode);
    }

    /** A block within this one. */
    public Optional<YamlBlock> block(String key) {
        known.add(key);
        return Optional.ofNullable(values.get(key)).map(node -> new YamlBlock(file, key, node, problems));
    }

    /** Every key of this block with its value, none of which is unknown. */
    public Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        Set.copyOf(values.keySet()).forEach(key -> find(key).ifPresent(value -> all.put(key, value)));
        return all;
    }

    /** Reports what nobody asked for. */
    public void nothingElse() {
        values.keySet().stream()
                .filter(key -> !known.contains(key))
                .forEach(key -> problem(
                        lines.get(key),
                        "'" + key + "' is unknown" + (where.isEmpty() ? "" : " in '" + where + "'") + "; known here: "
                                + String.join(", ", known)
                                + Nearest.of(key, known)
                                        .map(meant -> "; did you mean '" + meant + "'?")
                                        .orElse("")));
    }
}
