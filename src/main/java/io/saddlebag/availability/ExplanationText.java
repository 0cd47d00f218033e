package io.saddlebag.availability;

import io.saddlebag.availability.Explanation.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** An explanation as lines a person reads: what, pieces, the sum so far, and who says so. */
final class ExplanationText {

    private final Explanation told;

    ExplanationText(Explanation told) {
        this.told = told;
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        write(lines, "");
        return List.copyOf(lines);
    }

    private void write(List<String> lines, String indent) {
        Sellable sellable = told.sellable();
        lines.add(indent + sellable.sku() + " in channel " + sellable.channel() + " at "
                + told.at().truncatedTo(ChronoUnit.SECONDS) + (sellable.stale() ? ", STALE" : ""));
        List<Step> steps = told.steps();
        int label = Math.max(
                10, steps.stream().mapToInt(step -> step.label().length()).max().orElse(0));
        int number = Math.max(
                6,
                steps.stream()
                        .mapToInt(step -> Math.max(
                                signed(step).length(),
                                Long.toString(step.total()).length()))
                        .max()
                        .orElse(0));
        String row = indent + "    %-" + label + "s  %" + number + "s  %" + number + "s  %s";
        String part = "";
        for (Step step : steps) {
            if (!step.part().equals(part)) {
                part = step.part();
                lines.add(indent + "  " + part);
            }
            lines.add(row.formatted(
                            step.label(),
                            step.remark() ? "" : signed(step),
                            step.remark() ? "" : step.total(),
                            origin(step))
                    .stripTrailing());
        }
        lines.add(row.formatted("can be sold", "", sellable.quantity(), "").stripTrailing());
        told.parts().forEach(piece -> new ExplanationText(piece).write(lines, indent + "  "));
    }

    private static String signed(Step step) {
        return step.amount() > 0 ? "+" + step.amount() : Long.toString(step.amount());
    }

    private String origin(Step step) {
        return step.asOf()
                .map(asOf -> step.origin() + ", " + asOf.truncatedTo(ChronoUnit.SECONDS) + ", " + age(asOf, told.at()))
                .orElse(step.origin());
    }

    private static String age(Instant then, Instant now) {
        Duration age = Duration.between(then, now);
        if (age.isNegative()) {
            return "ahead of the clock";
        }
        long minutes = age.toMinutes();
        if (minutes < 2) {
            return age.toSeconds() + " s ago";
        }
        return minutes < 120
                ? minutes + " min ago"
                : age.toHours() < 48 ? age.toHours() + " h ago" : age.toDays() + " days ago";
    }
}
