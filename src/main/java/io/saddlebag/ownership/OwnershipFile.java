package io.saddlebag.ownership;

import io.saddlebag.settings.Nearest;
import io.saddlebag.settings.Problems;
import io.saddlebag.settings.YamlBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads {@code rules/ownership.yaml}, strictly: every mistake is told with file and line; an unknown word is one. */
public final class OwnershipFile {

    private OwnershipFile() {}

    /**
     * Reads the file; where there is none, the usual table holds.
     *
     * @param stores the configured stores
     * @param problems takes every mistake
     */
    public static Ownership read(Path path, Collection<String> stores, Problems problems) {
        if (!Files.exists(path)) {
            return Ownership.usual();
        }
        List<String> found = new ArrayList<>();
        Ownership ownership = parse(path, stores, found);
        found.forEach(problems::add);
        return ownership;
    }

    private static Ownership parse(Path path, Collection<String> stores, List<String> found) {
        try {
            Optional<YamlBlock> root = YamlBlock.read(path.toString(), Files.readString(path), found);
            return root.map(block -> table(block, stores)).orElseGet(Ownership::usual);
        } catch (IOException e) {
            found.add(path + " cannot be read (" + e.getClass().getSimpleName() + ")");
            return Ownership.usual();
        }
    }

    private static Ownership table(YamlBlock root, Collection<String> stores) {
        Map<Field, Rule> everywhere =
                root.block("fields").map(OwnershipFile::rules).orElse(Map.of());
        Map<String, Map<Field, Rule>> single = new TreeMap<>();
        root.block("stores").ifPresent(block -> block.keys().forEach(store -> {
            if (!stores.contains(store)) {
                block.wrong(store, "is no configured store" + hint(store, stores));
            }
            block.block(store).ifPresent(own -> single.put(store, rules(own)));
        }));
        root.nothingElse();
        return new Ownership(everywhere, single);
    }

    private static Map<Field, Rule> rules(YamlBlock block) {
        Map<Field, Rule> rules = new EnumMap<>(Field.class);
        for (String word : block.keys()) {
            Optional<Field> field = Field.of(word);
            if (field.isEmpty()) {
                block.wrong(word, "is no field that can be owned" + hint(word, Field.words()));
                continue;
            }
            block.block(word).ifPresent(rule -> rules.put(field.get(), rule(field.get(), rule)));
        }
        return rules;
    }

    private static Rule rule(Field field, YamlBlock block) {
        Owner owner = block.value("owner", field.usual().owner(), text -> word(Owner.values(), text));
        ForeignChange foreign =
                block.value("foreign", field.usual().foreign(), text -> word(ForeignChange.values(), text));
        if (field == Field.POSTED_ORDER && foreign == ForeignChange.CORRECT) {
            block.wrong("foreign", "can be 'ignore' or 'report' here: an order of a shopper is not overwritten");
        }
        block.nothingElse();
        return new Rule(owner, foreign);
    }

    private static <T extends Enum<T>> T word(T[] values, String text) {
        return Arrays.stream(values)
                .filter(value -> lower(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("is '" + text + "', must be one of "
                        + String.join(
                                ", ",
                                Arrays.stream(values).map(OwnershipFile::lower).toList())));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String hint(String typed, Collection<String> known) {
        return Nearest.of(typed, known)
                        .map(near -> "; did you mean '" + near + "'?")
                        .orElse("")
                + "; known: " + String.join(", ", known);
    }
}
