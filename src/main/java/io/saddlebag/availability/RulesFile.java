package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Channel;
import io.saddlebag.availability.Rules.DropShip;
import io.saddlebag.availability.Rules.Exemption;
import io.saddlebag.availability.Rules.Kit;
import io.saddlebag.availability.Rules.Node;
import io.saddlebag.availability.Rules.Portion;
import io.saddlebag.availability.Rules.Said;
import io.saddlebag.availability.Rules.Scope;
import io.saddlebag.settings.Nearest;
import io.saddlebag.settings.YamlBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads the rules, strictly: every mistake is told with file and line, why and what to do, all together. */
public final class RulesFile {

    /** What {@code erp.NAME}, {@code warehouse.NAME} and stores are configured; where a set is empty any name is taken. */
    public record Known(Set<String> sources, Set<String> stores) {

        /** Copies the sets. */
        public Known {
            sources = Set.copyOf(sources);
            stores = Set.copyOf(stores);
        }

        /** Takes any name. */
        public static Known anything() {
            return new Known(Set.of(), Set.of());
        }
    }

    static final String DEFAULT = "default";
    private static final Said<Portion> NO_SAFETY = new Said<>(new Portion(0, 0), DEFAULT);
    private static final Said<Optional<Duration>> NO_TRANSIT = new Said<>(Optional.empty(), DEFAULT);
    private static final Said<Duration> TWO_HOURS = new Said<>(Duration.ofHours(2), DEFAULT);
    private static final Said<Long> NONE = new Said<>(0L, DEFAULT);
    private static final Said<Backorders> NO_BACKORDERS = new Said<>(Backorders.NO, DEFAULT);
    private static final Said<Integer> KEEP = new Said<>(Pieces.WHOLE, DEFAULT);
    private static final Said<Integer> ALL = new Said<>(Pieces.WHOLE, DEFAULT);

    private final String name;
    private final Known known;

    private RulesFile(String name, Known known) {
        this.name = name;
        this.known = known;
    }

    /**
     * Reads a file.
     *
     * @param known names a node's source and a channel may have
     * @throws RulesProblem if it cannot be read or has mistakes; names each with its line
     */
    public static Rules read(Path path, Known known) {
        try {
            return parse(path.toString(), Files.readString(path), known);
        } catch (IOException e) {
            throw new RulesProblem(
                    List.of(path + " cannot be read (" + e.getClass().getSimpleName()
                            + "): without it nothing is known to be sellable; `init` lays out a sample"));
        }
    }

    /**
     * Reads a text.
     *
     * @param file how to name it
     * @throws RulesProblem if it has mistakes
     */
    public static Rules parse(String file, String text, Known known) {
        List<String> problems = new ArrayList<>();
        YamlBlock root = YamlBlock.read(file, text, problems).orElseThrow(() -> new RulesProblem(problems));
        String name = Path.of(file).getFileName().toString();
        Rules rules = new RulesFile(name, known).rules(root);
        if (!problems.isEmpty()) {
            throw new RulesProblem(problems);
        }
        return rules;
    }

    private record Defaults(
            Said<Portion> safetyStock,
            Said<Long> threshold,
            Said<Optional<Duration>> inTransit,
            Said<Duration> staleAfter,
            Said<Backorders> backorders,
            Said<Integer> stale) {}

    private Rules rules(YamlBlock root) {
        Defaults defaults = optional(root, "defaults").map(this::defaults).orElse(defaults());
        Map<String, Node> nodes = new LinkedHashMap<>();
        Map<String, Channel> channels = new LinkedHashMap<>();
        List<Exemption> exceptions = new ArrayList<>();
        Map<String, Kit> kits = new LinkedHashMap<>();
        required(root, "nodes", "where stock is, e.g. 'shop: erp.odoo'").ifPresent(all -> {
            all.keys().forEach(key -> nodes.put(key, node(all, key, defaults)));
            RulesCheck.places(all, nodes.values());
        });
        required(root, "channels", "which stores sell it, e.g. 'main:'").ifPresent(all -> {
            all.keys().forEach(key -> channels.put(key, channel(all, key, nodes.keySet(), defaults)));
            RulesCheck.shares(all, channels.values());
        });
        blocks(root, "exceptions")
                .forEach(block -> exceptions.add(exception(block, nodes.keySet(), channels.keySet())));
        optional(root, "kits").ifPresent(all -> all.keys().forEach(sku -> kits.put(sku, kit(all, sku))));
        root.nothingElse();
        return new Rules(
                defaults.threshold(), List.copyOf(nodes.values()), List.copyOf(channels.values()), exceptions, kits);
    }

    /** A block that may be missing, or empty. */
    private static Optional<YamlBlock> optional(YamlBlock root, String key) {
        if (root.isBlock(key)) {
            return root.block(key);
        }
        root.find(key)
                .filter(text -> !text.isEmpty())
                .ifPresent(text -> root.wrong(key, "is '" + text + "'; it must hold lines 'key: value'"));
        return Optional.empty();
    }

    private static List<YamlBlock> blocks(YamlBlock root, String key) {
        return root.isBlock(key)
                        || root.find(key).filter(text -> !text.isEmpty()).isPresent()
                ? root.blocks(key)
                : List.of();
    }

    private Optional<YamlBlock> required(YamlBlock root, String key, String what) {
        Optional<YamlBlock> found = optional(root, key);
        if (found.filter(block -> !block.keys().isEmpty()).isEmpty()) {
            root.wrong(key, "names nothing, so nothing can be sold; say " + what);
        }
        return found;
    }

    private static Defaults defaults() {
        return new Defaults(NO_SAFETY, NONE, NO_TRANSIT, TWO_HOURS, NO_BACKORDERS, KEEP);
    }

    private Defaults defaults(YamlBlock block) {
        Defaults usual = defaults();
        Defaults defaults = new Defaults(
                said(block, "safety-stock", RuleWords::portion).orElse(usual.safetyStock()),
                said(block, "threshold", RuleWords::pieces).orElse(usual.threshold()),
                said(block, "in-transit", RuleWords::ahead).orElse(usual.inTransit()),
                said(block, "stale-after", RuleWords::time).orElse(usual.staleAfter()),
                said(block, "backorders", RuleWords::backorders).orElse(usual.backorders()),
                said(block, "stale", RuleWords::stale).orElse(usual.stale()));
        block.nothingElse();
        return defaults;
    }

    private Node node(YamlBlock all, String name, Defaults defaults) {
        Node plain = new Node(
                name,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                0,
                new Scope(List.of(), List.of()),
                defaults.safetyStock(),
                defaults.inTransit(),
                defaults.staleAfter(),
                where(all, name));
        if (!all.isBlock(name)) {
            return plain.from(source(all, name));
        }
        YamlBlock block = all.block(name).get();
        Optional<DropShip> dropShip =
                said(block, "drop-ship", RuleWords::dropShip).map(Said::value);
        Optional<Said<Long>> quantity = said(block, "quantity", RuleWords::pieces);
        Node node = new Node(
                name,
                dropShip.isPresent() ? block.find("source") : source(block, "source"),
                block.oneOrMore("location"),
                dropShip,
                quantity.map(Said::value).orElse(0L),
                new Scope(block.oneOrMore("sku"), block.oneOrMore("category")),
                said(block, "safety-stock", RuleWords::portion).orElse(plain.safetyStock()),
                said(block, "in-transit", RuleWords::ahead).orElse(plain.inTransit()),
                said(block, "stale-after", RuleWords::time).orElse(plain.staleAfter()),
                plain.where());
        block.nothingElse();
        if (dropShip.isPresent() && node.source().isPresent()) {
            block.wrong("drop-ship", "and 'source' exclude each other: a supplier's stock is read or given; drop one");
        }
        if (dropShip.isPresent() != quantity.isPresent()) {
            block.wrong(
                    dropShip.isPresent() ? "drop-ship" : "quantity",
                    "needs the other of 'drop-ship' (fixed or always) and 'quantity' (pieces of each SKU) beside it");
        }
        return node;
    }

    /** A node's source; empty, with a problem, if it is none. */
    private Optional<String> source(YamlBlock block, String key) {
        Optional<String> source = block.find(key).filter(text -> !text.isEmpty());
        if (source.isEmpty()) {
            block.wrong(key, "names no source: say who reports its stock, erp.NAME or warehouse.NAME");
        } else if (!source.get().startsWith(Layout.ERP) && !source.get().startsWith(Layout.WAREHOUSE)) {
            block.wrong(
                    key,
                    "is '" + source.get() + "'; a source is erp.NAME or warehouse.NAME, as configured"
                            + meant(source.get(), known.sources()));
        } else {
            named(block, key, source.get(), known.sources(), "source");
        }
        return source;
    }

    private Channel channel(YamlBlock all, String name, Set<String> nodes, Defaults defaults) {
        Channel plain = new Channel(
                name,
                List.copyOf(nodes),
                ALL,
                NONE,
                Optional.empty(),
                defaults.backorders(),
                defaults.stale(),
                where(all, name));
        named(all, name, name, known.stores(), "store");
        if (!all.isBlock(name)) {
            all.find(name)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> all.wrong(
                            name, "is '" + text + "'; a channel is a block such as {share: 60 %}, or nothing"));
            return plain;
        }
        YamlBlock block = all.block(name).get();
        List<String> own = references(block, "nodes", nodes, "node");
        Channel channel = new Channel(
                name,
                own.isEmpty() ? plain.nodes() : own,
                said(block, "share", RuleWords::share).orElse(plain.share()),
                said(block, "ring-fence", RuleWords::pieces).orElse(plain.ringFence()),
                said(block, "cap", RuleWords::pieces),
                said(block, "backorders", RuleWords::backorders).orElse(plain.backorders()),
                said(block, "stale", RuleWords::stale).orElse(plain.stale()),
                plain.where());
        block.nothingElse();
        return channel;
    }

    private Exemption exception(YamlBlock block, Set<String> nodes, Set<String> channels) {
        Exemption exception = new Exemption(
                new Scope(block.oneOrMore("sku"), block.oneOrMore("category")),
                references(block, "channel", channels, "channel"),
                references(block, "node", nodes, "node"),
                said(block, "safety-stock", RuleWords::portion),
                said(block, "threshold", RuleWords::pieces),
                said(block, "ring-fence", RuleWords::pieces),
                said(block, "cap", RuleWords::pieces),
                said(block, "backorders", RuleWords::backorders));
        block.nothingElse();
        RulesCheck.exception(block, exception);
        return exception;
    }

    private Kit kit(YamlBlock all, String sku) {
        Map<String, Long> pieces = new LinkedHashMap<>();
        if (all.isBlock(sku)) {
            YamlBlock block = all.block(sku).get();
            for (String piece : block.keys()) {
                pieces.put(piece, block.value(piece, 1L, RuleWords::each));
                if (all.keys().contains(piece)) {
                    block.wrong(
                            piece, "is a kit itself: availability comes from what lies in a shelf; name its pieces");
                }
            }
        }
        if (pieces.isEmpty()) {
            all.wrong(sku, "has no pieces: say what is in the kit, e.g. {MUG-BLUE: 1, OATS-10: 2}");
        }
        return new Kit(sku, pieces, where(all, sku));
    }

    private List<String> references(YamlBlock block, String key, Set<String> names, String what) {
        List<String> found = block.oneOrMore(key).stream().distinct().toList();
        found.forEach(name -> named(block, key, name, names, what));
        return found.stream().filter(names::contains).toList();
    }

    private static void named(YamlBlock block, String key, String name, Set<String> names, String what) {
        if (!names.isEmpty() && !names.contains(name)) {
            block.wrong(
                    key,
                    "names the " + what + " '" + name + "', which there is not; there are "
                            + String.join(", ", new TreeSet<>(names)) + meant(name, names));
        }
    }

    private static String meant(String name, Set<String> names) {
        return Nearest.of(name, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }

    private <T> Optional<Said<T>> said(YamlBlock block, String key, Function<String, T> make) {
        return block.value(key, Optional.empty(), text -> Optional.of(new Said<>(make.apply(text), where(block, key))));
    }

    private String where(YamlBlock block, String key) {
        return name + ":" + block.line(key);
    }
}
