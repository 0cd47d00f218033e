package io.saddlebag.product;

import io.saddlebag.product.ProductRules.OfStore;
import io.saddlebag.product.ProductRules.Requirement;
import io.saddlebag.settings.Nearest;
import io.saddlebag.settings.YamlBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Reads {@code rules/products.yaml}, strictly: every mistake is told with file and line; an unknown key is one. */
public final class ProductRulesFile {

    private ProductRulesFile() {}

    /**
     * Reads the file; where there is none, the usual rules hold.
     *
     * @param stores the configured stores
     * @param problems takes every mistake
     */
    public static ProductRules read(Path path, Collection<String> stores, Consumer<String> problems) {
        if (!Files.exists(path)) {
            return ProductRules.none();
        }
        List<String> found = new ArrayList<>();
        try {
            ProductRules rules = YamlBlock.read(path.toString(), Files.readString(path), found)
                    .map(root -> rules(root, stores))
                    .orElseGet(ProductRules::none);
            found.forEach(problems);
            return rules;
        } catch (IOException e) {
            problems.accept(path + " cannot be read (" + e.getClass().getSimpleName() + ")");
            return ProductRules.none();
        }
    }

    private static ProductRules rules(YamlBlock root, Collection<String> stores) {
        OfStore usual = root.block("defaults")
                .map(block -> rules(block, ProductRules.none().usual()))
                .orElse(ProductRules.none().usual());
        Map<String, OfStore> single = new TreeMap<>();
        Optional<YamlBlock> own = root.block("stores");
        own.ifPresent(block -> block.keys().forEach(store -> {
            if (!stores.contains(store)) {
                block.wrong(
                        store,
                        "is no configured store"
                                + Nearest.of(store, stores)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("")
                                + "; known: " + String.join(", ", stores));
            }
            block.block(store).ifPresent(rules -> single.put(store, rules(rules, usual)));
        }));
        root.nothingElse();
        return new ProductRules(usual, single);
    }

    private static OfStore rules(YamlBlock block, OfStore usual) {
        Set<Requirement> required = usual.required();
        if (block.keys().contains("required")) {
            required = EnumSet.noneOf(Requirement.class);
            for (String word : block.list("required")) {
                Optional<Requirement> known = Arrays.stream(Requirement.values())
                        .filter(one -> lower(one).equals(word))
                        .findFirst();
                if (known.isEmpty()) {
                    block.wrong("required", "has '" + word + "', known are " + words());
                }
                known.ifPresent(required::add);
            }
        }
        String hidden = block.value("not-for-sale", usual.hidden(), text -> oneOf(text, List.of("draft", "private")));
        boolean creates = block.value("create", usual.creates(), text -> oneOf(text, List.of("true", "false"))
                .equals("true"));
        List<String> without = block.keys().contains("without") ? block.list("without") : usual.without();
        boolean services = block.value("services", usual.services(), text -> oneOf(text, List.of("true", "false"))
                .equals("true"));
        block.nothingElse();
        return new OfStore(required, hidden, creates, without, services, usual.ofOrders());
    }

    private static String oneOf(String text, List<String> words) {
        if (!words.contains(text)) {
            throw new IllegalArgumentException("is '" + text + "', must be " + String.join(" or ", words));
        }
        return text;
    }

    private static String words() {
        return String.join(
                ", ",
                Arrays.stream(Requirement.values()).map(ProductRulesFile::lower).toList());
    }

    private static String lower(Requirement requirement) {
        return requirement.name().toLowerCase(Locale.ROOT);
    }
}
