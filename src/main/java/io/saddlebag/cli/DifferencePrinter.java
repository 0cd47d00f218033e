package io.saddlebag.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prints runs and differences, grouped by kind with what they are worth. */
final class DifferencePrinter {

    private static final int EACH = 10;

    private DifferencePrinter() {}

    /**
     * A run's summary.
     *
     * @param accepted differences of its window that a person took as they are
     */
    static void run(JsonNode run, long accepted) {
        String window = run.path("from").asText() + " to " + run.path("to").asText();
        if (run.path("state").asText().equals("complete")) {
            System.out.printf(
                    "%s, placed %s: %,d records compared (an order is one in each system that has it), %,d new and %,d closed%s%s%n",
                    run.path("store").asText(),
                    window,
                    run.path("compared").asLong(),
                    run.path("opened").asLong(),
                    run.path("closed").asLong(),
                    accepted == 0 ? "" : String.format(", %,d accepted earlier", accepted),
                    run.path("reason").asText().isEmpty()
                            ? ""
                            : "; " + run.path("reason").asText());
        } else {
            System.out.printf(
                    "%s, placed %s: INCOMPLETE, nothing was closed: %s%n",
                    run.path("store").asText(), window, run.path("reason").asText());
        }
    }

    static void table(List<JsonNode> differences) {
        if (differences.isEmpty()) {
            System.out.println("no differences");
            return;
        }
        Map<String, List<JsonNode>> kinds = new TreeMap<>();
        differences.forEach(
                difference -> kinds.computeIfAbsent(difference.path("kind").asText(), kind -> new ArrayList<>())
                        .add(difference));
        kinds.forEach((kind, group) -> {
            System.out.printf(
                    "%n%s: %,d, %s, the oldest %s%n  %s%n",
                    kind,
                    group.size(),
                    worth(group),
                    age(group.stream()
                            .mapToLong(one -> one.path("ageSeconds").asLong())
                            .max()
                            .orElse(0)),
                    group.get(0).path("meaning").asText());
            group.stream().limit(EACH).forEach(DifferencePrinter::row);
            if (group.size() > EACH) {
                System.out.printf("  … and %,d more%n", group.size() - EACH);
            }
        });
        System.out.printf("%n%,d %s%n", differences.size(), differences.size() == 1 ? "difference" : "differences");
    }

    private static void row(JsonNode one) {
        System.out.printf(
                "  %s  %-14s %12s %-3s  %s%s%n",
                Ids.shortened(one.path("id").asText()),
                one.path("order").asText(),
                one.path("amount").asText(),
                one.path("currency").asText(),
                one.path("detail").asText(),
                one.hasNonNull("parked")
                        ? " [parked " + Ids.shortened(one.path("parked").asText()) + "]"
                        : "");
    }

    private static String worth(List<JsonNode> group) {
        Map<String, BigDecimal> sums = new LinkedHashMap<>();
        group.forEach(one -> {
            if (!one.path("currency").asText().isEmpty()) {
                sums.merge(
                        one.path("currency").asText(),
                        new BigDecimal(one.path("amount").asText()),
                        BigDecimal::add);
            }
        });
        return sums.isEmpty()
                ? "no amount"
                : sums.entrySet().stream()
                        .map(sum -> sum.getValue().toPlainString() + " " + sum.getKey())
                        .collect(Collectors.joining(", "));
    }

    static String age(long seconds) {
        Duration age = Duration.ofSeconds(Math.max(0, seconds));
        if (age.toDays() > 1) {
            return age.toDays() + " days";
        }
        return age.toHours() > 0 ? age.toHours() + " h" : age.toMinutes() + " min";
    }

    static void nextSteps(List<JsonNode> differences) {
        List<String> repairable = differences.stream()
                .filter(one -> !one.path("repair").asText().isEmpty())
                .map(one -> one.path("kind").asText())
                .distinct()
                .sorted()
                .toList();
        if (!repairable.isEmpty()) {
            System.out.printf(
                    "  -> 'reconcile --repair KIND' (or all) mends what a message can: %s%n",
                    String.join(", ", repairable));
        }
        System.out.println(
                "  -> 'reconcile show ID' tells more of one; 'reconcile accept ID --reason …' takes it as it is");
    }
}
