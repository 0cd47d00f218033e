package io.saddlebag.bench;

import java.util.ArrayList;
import java.util.List;

/** What was measured, as a page of Markdown. */
final class Report {

    private final String machine;
    private final List<Line> lines = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private String load = "";

    Report(String machine) {
        this.machine = machine;
    }

    private record Line(String what, String floor, String product, String ratio, String target, boolean met) {}

    void line(String what, String floor, String product, String ratio, String target, boolean met) {
        lines.add(new Line(what, floor, product, ratio, target, met));
        System.out.printf("%s | %s | %s | %s | %s | %s%n", what, floor, product, ratio, target, met ? "yes" : "no");
    }

    void note(String text) {
        notes.add(text);
        System.out.println(text);
    }

    void ended(String loadNow) {
        this.load = loadNow;
    }

    String markdown() {
        StringBuilder page =
                new StringBuilder("# Benchmark\n\n").append(machine).append('\n');
        page.append("Load at the end: ").append(load).append(".\n\n");
        page.append("| what | floor | product | ratio | target | met |\n|---|---|---|---|---|---|\n");
        for (Line line : lines) {
            page.append("| %s | %s | %s | %s | %s | %s |%n"
                    .formatted(
                            line.what, line.floor, line.product, line.ratio, line.target, line.met ? "yes" : "**no**"));
        }
        page.append('\n');
        notes.forEach(note -> page.append("- ").append(note).append('\n'));
        return page.toString();
    }
}
