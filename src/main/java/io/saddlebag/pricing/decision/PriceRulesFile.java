package io.saddlebag.pricing.decision;

import io.saddlebag.pricing.Guards;
import io.saddlebag.pricing.PricePolicy;
import io.saddlebag.pricing.PricePolicy.Sale;
import io.saddlebag.pricing.Rounding;
import io.saddlebag.pricing.StoreTax;
import io.saddlebag.settings.Nearest;
import io.saddlebag.settings.YamlBlock;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads {@code rules/prices.yaml}, strictly: every mistake is told with file and line, all together; an unknown key is one. */
public final class PriceRulesFile {

    private static final Pattern TIME = Pattern.compile("(\\d{1,6})(m|h|d)");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,6})?");
    private static final Pattern COUNT = Pattern.compile("\\d{1,9}");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private PriceRulesFile() {}

    /**
     * Reads the file; where there is none, no store has rules.
     *
     * @param stores the configured stores
     * @param problems takes every mistake
     */
    public static PriceRules read(Path path, Collection<String> stores, Consumer<String> problems) {
        if (!Files.exists(path)) {
            return PriceRules.none();
        }
        List<String> found = new ArrayList<>();
        try {
            String text = Files.readString(path);
            Map<String, PriceRules.OfStore> rules = new TreeMap<>();
            YamlBlock.read(path.toString(), text, found).ifPresent(root -> all(root, stores, rules));
            found.stream().distinct().forEach(problems); // those of the defaults are met with every store
            return new PriceRules(rules, Fingerprint.of(text));
        } catch (IOException e) {
            problems.accept(path + " cannot be read (" + e.getClass().getSimpleName() + ")");
            return PriceRules.none();
        }
    }

    private static void all(YamlBlock root, Collection<String> stores, Map<String, PriceRules.OfStore> rules) {
        Optional<YamlBlock> defaults = root.block("defaults");
        root.block("stores").ifPresent(block -> block.keys().forEach(store -> {
            if (!stores.contains(store)) {
                block.wrong(
                        store,
                        "is no configured store"
                                + Nearest.of(store, stores)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("")
                                + "; known: " + String.join(", ", stores));
            }
            block.block(store).ifPresent(own -> rules.put(store, new Blocks(own, defaults).store(store)));
        }));
        if (rules.isEmpty()) { // what no store uses is checked all the same
            defaults.ifPresent(block -> new Blocks(block, Optional.empty()).common(""));
        }
        defaults.ifPresent(YamlBlock::nothingElse);
        root.nothingElse();
    }

    /** A store's block, and behind it the one of all. */
    private record Blocks(YamlBlock own, Optional<YamlBlock> defaults) {

        private PriceRules.OfStore store(String store) {
            String currency = own.value("currency", "", PriceRulesFile::currency);
            if (currency.isEmpty() && own.find("currency").isEmpty()) {
                own.problem(own.line(), "'currency' of store '" + store + "' is missing, such as EUR");
            }
            PriceRules.OfStore rules = common(store);
            own.nothingElse();
            PricePolicy policy = rules.policy();
            if (policy.sale() instanceof Sale.DatedRules && policy.regular().isEmpty()) {
                own.wrong("sale", "can be 'dated-rules' only where 'regular' names a price list");
            }
            return new PriceRules.OfStore(
                    new PricePolicy(
                            store,
                            currency,
                            policy.regular(),
                            policy.sale(),
                            policy.tax(),
                            policy.rounding(),
                            policy.guards()),
                    rules.without(),
                    rules.services());
        }

        /** Everything that may stand in either. */
        private PriceRules.OfStore common(String store) {
            Optional<String> regular = value("regular", Optional.empty(), PriceRulesFile::list);
            Sale sale = value("sale", new Sale.None(), PriceRulesFile::sale);
            boolean included = value("prices", true, PriceRulesFile::included);
            Rounding rounding = value("rounding", Rounding.of("0.01"), Rounding::of);
            StoreTax tax = tax(included);
            Guards guards = new Guards(
                    value("largest-rise", new BigDecimal(50), PriceRulesFile::number),
                    value("largest-drop", new BigDecimal(50), PriceRulesFile::number),
                    value("floor", new BigDecimal("0.01"), PriceRulesFile::number),
                    value("margin", BigDecimal.ZERO, PriceRulesFile::number),
                    value("cost-rate", Optional.empty(), text -> Optional.of(number(text))),
                    new Guards.Mass(
                            value("mass-count", 500L, PriceRulesFile::count),
                            value("mass-percent", new BigDecimal(20), PriceRulesFile::number),
                            value("mass-least", 10L, PriceRulesFile::count),
                            value("mass-within", Duration.ofHours(1), PriceRulesFile::time)),
                    value("hold-for", Duration.ofDays(7), PriceRulesFile::time));
            List<String> without = Stream.concat(
                            own.list("without").stream(),
                            defaults.map(block -> block.list("without")).orElse(List.of()).stream())
                    .distinct()
                    .toList();
            return new PriceRules.OfStore(
                    new PricePolicy(store, "", regular, sale, tax, rounding, guards), without, false);
        }

        private StoreTax tax(boolean included) {
            Map<String, BigDecimal> rates = new TreeMap<>();
            for (YamlBlock block :
                    Stream.concat(defaults.stream(), Stream.of(own)).toList()) {
                block.block("tax-rates").ifPresent(list -> list.keys()
                        .forEach(name -> rates.put(name, list.value(name, BigDecimal.ZERO, PriceRulesFile::number))));
            }
            Optional<BigDecimal> usual = Optional.ofNullable(rates.remove("none"));
            return new StoreTax(included, rates, usual);
        }

        private <T> T value(String key, T otherwise, Function<String, T> make) {
            T common = defaults.map(block -> block.value(key, otherwise, make)).orElse(otherwise);
            return own.value(key, common, make);
        }
    }

    private static Optional<String> list(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("must be 'sales-price', or the name or id of a price list");
        }
        return text.equals("sales-price") ? Optional.empty() : Optional.of(text);
    }

    private static Sale sale(String text) {
        return switch (text) {
            case "none" -> new Sale.None();
            case "dated-rules" -> new Sale.DatedRules();
            case "" ->
                throw new IllegalArgumentException("must be 'none', 'dated-rules', or the name or id of a price list");
            default -> new Sale.OtherList(text);
        };
    }

    private static boolean included(String text) {
        return switch (text) {
            case "with-tax" -> true;
            case "without-tax" -> false;
            default -> throw new IllegalArgumentException("must be 'with-tax' or 'without-tax', not '" + text + "'");
        };
    }

    private static String currency(String text) {
        if (!CURRENCY.matcher(text).matches()) {
            throw new IllegalArgumentException("must be an ISO code such as EUR, not '" + text + "'");
        }
        return text;
    }

    private static BigDecimal number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a number such as 20 or 0.5, not '" + text + "'");
        }
        return new BigDecimal(text);
    }

    private static long count(String text) {
        if (!COUNT.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a whole number, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    private static Duration time(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time such as 30m, 12h or 7d, not '" + text + "'");
        }
        long n = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }
}
