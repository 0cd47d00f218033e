package io.saddlebag.simulation;

import io.saddlebag.settings.YamlBlock;
import io.saddlebag.simulation.Scenario.Brief;
import io.saddlebag.simulation.Scenario.Expectation;
import io.saddlebag.simulation.Scenario.Orders;
import io.saddlebag.simulation.Scenario.Partners;
import io.saddlebag.simulation.Scenario.Range;
import io.saddlebag.simulation.Scenario.Span;
import io.saddlebag.simulation.Scenario.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads scenario files, strictly: every mistake is told with file and line, all together; an unknown key is one. */
public final class ScenarioFile {

    private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
    private static final Map<String, Habit> CHANGES = Map.of(
            "cancel", Habit.CANCELS,
            "edit", Habit.EDITS,
            "refund", Habit.REFUNDS,
            "trash", Habit.TRASHES,
            "delete", Habit.DELETES);

    private final String file;
    private final List<String> problems = new ArrayList<>();

    private ScenarioFile(String file) {
        this.file = file;
    }

    /**
     * Every scenario of a folder, by name.
     *
     * @throws ScenarioProblem if one has a mistake, or there is none
     */
    public static List<Scenario> all(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ScenarioProblem(List.of(folder + " is no folder of scenarios"));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Scenario> all = files.filter(f -> f.toString().endsWith(".yaml"))
                    .sorted()
                    .map(ScenarioFile::read)
                    .toList();
            if (all.isEmpty()) {
                throw new ScenarioProblem(List.of(folder + " holds no scenario (a file NAME.yaml)"));
            }
            return all;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One scenario.
     *
     * @throws ScenarioProblem if it cannot be read or has mistakes; names each with its line
     */
    public static Scenario read(Path path) {
        String name = path.getFileName().toString().replaceFirst("\\.ya?ml$", "");
        ScenarioFile file = new ScenarioFile(path.toString());
        try {
            return file.scenario(name, Files.readString(path));
        } catch (IOException e) {
            throw new ScenarioProblem(
                    List.of(path + " cannot be read (" + e.getClass().getSimpleName() + ")"));
        }
    }

    private Scenario scenario(String name, String text) {
        YamlBlock root = YamlBlock.read(file, text, problems).orElseThrow(() -> new ScenarioProblem(problems));
        Scenario scenario = new Scenario(
                name,
                required(root, "description"),
                root.list("problems"),
                root.value("seed", 2026L, ScenarioFile::number),
                partners(root),
                root.block("settings").map(YamlBlock::all).orElse(Map.of()),
                orders(root),
                root.blocks("timeline").stream().flatMap(this::trouble).toList(),
                expectation(root),
                brief(root));
        root.nothingElse();
        if (!problems.isEmpty()) {
            throw new ScenarioProblem(problems);
        }
        return scenario;
    }

    private static String required(YamlBlock block, String key) {
        Optional<String> value = block.find(key).filter(v -> !v.isEmpty());
        if (value.isEmpty()) {
            block.problem(block.line(), "'" + key + "' is missing");
        }
        return value.orElse("");
    }

    private static Partners partners(YamlBlock root) {
        Partners usual = new Partners(19, Duration.ofMillis(600), 0);
        return root.block("partners")
                .map(block -> {
                    Partners partners = new Partners(
                            block.value("odoo", usual.odoo(), text -> (int) oneOf(text, 17, 19)),
                            block.value("ship-after", usual.shipAfter(), ScenarioFile::time),
                            block.value("split", usual.split(), ScenarioFile::share));
                    block.nothingElse();
                    return partners;
                })
                .orElse(usual);
    }

    private static Orders orders(YamlBlock root) {
        Optional<YamlBlock> found = root.block("orders");
        if (found.isEmpty()) {
            root.problem(root.line(), "'orders' is missing");
            return new Orders(1, 0, Map.of(), Duration.ZERO);
        }
        YamlBlock block = found.get();
        Map<Habit, Double> changes = new EnumMap<>(Habit.class);
        new TreeMap<>(CHANGES).forEach((word, habit) -> {
            double share = block.value(word, 0.0, ScenarioFile::share);
            if (share > 0) {
                changes.put(habit, share);
            }
        });
        if (changes.values().stream().mapToDouble(d -> d).sum() > 1) {
            block.problem(block.line(), "the shares of 'orders' add up to more than 1");
        }
        Orders orders = new Orders(
                block.value("count", 100, text -> (int) atLeast(number(text), 1)),
                block.value("rate", 0.0, ScenarioFile::amount),
                changes,
                block.value("changes-within", Duration.ofSeconds(5), ScenarioFile::time));
        block.nothingElse();
        return orders;
    }

    private Stream<Trouble> trouble(YamlBlock block) {
        List<String> targets =
                block.keys().stream().filter(Target.words()::contains).toList();
        if (targets.size() != 1) {
            block.problem(block.line(), "a trouble names one of " + Target.words() + ", not " + targets);
            return Stream.empty();
        }
        Target target = Target.of(targets.get(0)).orElseThrow();
        String kind = required(block, target.word());
        if (!target.kinds().contains(kind)) {
            block.wrong(target.word(), "can be " + String.join(", ", target.kinds()) + ", not '" + kind + "'");
        }
        Map<String, String> details = new TreeMap<>();
        target.details().forEach(detail -> {
            String value = block.value(detail, "", text -> Details.checked(detail, text));
            if (!value.isEmpty()) {
                details.put(detail, value);
            }
        });
        Trouble trouble = new Trouble(
                block.line(),
                target,
                kind,
                block.value("at", new Span(Duration.ZERO, Duration.ZERO), ScenarioFile::span),
                block.value("for", Optional.empty(), text -> Optional.of(span(text))),
                block.value("every", Optional.empty(), text -> Optional.of(span(text))),
                block.value("times", OptionalInt.empty(), text -> OptionalInt.of((int) atLeast(number(text), 1))),
                details);
        block.nothingElse();
        if (trouble.times().isPresent() && trouble.every().isEmpty()) {
            block.wrong("times", "needs 'every': how long from one to the next");
        }
        return Stream.of(trouble);
    }

    private static Expectation expectation(YamlBlock root) {
        Duration usual = Duration.ofMinutes(3);
        return root.block("expect")
                .map(block -> {
                    Map<String, Range> parked = new TreeMap<>();
                    block.block("parked").ifPresent(codes -> codes.keys()
                            .forEach(
                                    code -> parked.put(code, codes.value(code, new Range(0, 0), ScenarioFile::range))));
                    Expectation expectation = new Expectation(parked, block.value("within", usual, ScenarioFile::time));
                    block.nothingElse();
                    return expectation;
                })
                .orElse(new Expectation(Map.of(), usual));
    }

    private static Optional<Brief> brief(YamlBlock root) {
        return root.block("short").map(block -> {
            Brief brief = new Brief(
                    block.value("orders", 30, text -> (int) atLeast(number(text), 1)),
                    block.value("speed", 10.0, text -> Math.max(1, amount(text))));
            block.nothingElse();
            return brief;
        });
    }

    private static Range range(String text) {
        String[] ends = text.split("\\.\\.", 2);
        int least = (int) number(ends[0].strip());
        return new Range(least, ends.length == 1 ? least : (int) number(ends[1].strip()));
    }

    private static Span span(String text) {
        String[] ends = text.split("\\.\\.", 2);
        Duration least = time(ends[0].strip());
        Duration most = ends.length == 1 ? least : time(ends[1].strip());
        if (most.compareTo(least) < 0) {
            throw new IllegalArgumentException("must run from the shorter to the longer time");
        }
        return new Span(least, most);
    }

    static Duration time(String text) {
        Matcher match = TIME.matcher(text);
        if (!match.matches()) {
            throw new IllegalArgumentException("must be a time such as 500ms, 30s, 2m or 1h, not '" + text + "'");
        }
        long n = Long.parseLong(match.group(1));
        return switch (match.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s" -> Duration.ofSeconds(n);
            case "m" -> Duration.ofMinutes(n);
            case "h" -> Duration.ofHours(n);
            default -> Duration.ofDays(n);
        };
    }

    static long number(String text) {
        if (!text.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("must be a whole number, not '" + text + "'");
        }
        return Long.parseLong(text);
    }

    static double amount(String text) {
        if (!text.matches("\\d{1,6}(\\.\\d{1,6})?")) {
            throw new IllegalArgumentException("must be a number such as 20 or 0.5, not '" + text + "'");
        }
        return Double.parseDouble(text);
    }

    static double share(String text) {
        double share = amount(text);
        if (share > 1) {
            throw new IllegalArgumentException("must be a share from 0 to 1, not '" + text + "'");
        }
        return share;
    }

    private static long oneOf(String text, long one, long other) {
        long number = number(text);
        if (number != one && number != other) {
            throw new IllegalArgumentException("must be " + one + " or " + other);
        }
        return number;
    }

    private static long atLeast(long number, long least) {
        if (number < least) {
            throw new IllegalArgumentException("must be " + least + " or more");
        }
        return number;
    }
}
