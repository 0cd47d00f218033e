package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.Latency;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Draws the demo's state as lines that fit the terminal: never wider, never higher. */
final class Picture {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());
    private static final int BAR = 24;
    /** Below this width two columns do not fit beside each other. */
    private static final int WIDE = 76;
    /** Lines that what just happened needs. */
    private static final int LEAST_BELOW = 8;

    private final Terminal terminal;
    private final List<String> head;

    /** Draws below some fixed lines. */
    Picture(Terminal terminal, List<String> head) {
        this.terminal = terminal;
        this.head = head;
    }

    /**
     * What is shown.
     *
     * @param counts orders by state
     * @param rate orders done per second
     * @param waiting messages by queue, only those with any
     * @param market how stock and prices stand, line by line
     * @param latencies by leg or call
     * @param events newest first
     */
    record Scene(
            Duration running,
            int placed,
            Map<String, Long> counts,
            double rate,
            Map<String, Long> waiting,
            List<String> market,
            Map<String, Latency> latencies,
            List<Event> events) {}

    List<String> draw(Scene scene) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%s  %d s, %d orders placed, %.1f done per second (Ctrl-C ends)",
                terminal.coloured("bold", "Saddlebag demo"),
                scene.running().toSeconds(),
                scene.placed(),
                scene.rate()));
        lines.addAll(head);
        lines.add("");
        lines.addAll(states(scene));
        lines.add(waiting(scene.waiting()));
        lines.add("");
        if (!scene.market().isEmpty()
                && terminal.rows() > lines.size() + scene.market().size() + LEAST_BELOW) {
            lines.add(terminal.coloured("bold", "Stock and prices"));
            lines.addAll(scene.market());
            lines.add("");
        }
        int left = terminal.rows() - lines.size() - 1;
        List<String> latencies = latencies(scene.latencies());
        // What happens is worth more than how long it takes: at least five lines of it.
        int room = Math.max(0, left - 7);
        if (!latencies.isEmpty() && room > 0) {
            lines.add(terminal.coloured("bold", "How long it takes") + "  median and 99th percentile, ms");
            lines.addAll(latencies.stream().limit(room).toList());
            lines.add("");
        }
        left = terminal.rows() - lines.size() - 2;
        if (left > 0) {
            lines.add(terminal.coloured("bold", "What just happened"));
            scene.events().stream().limit(left).map(this::sentence).forEach(lines::add);
        }
        return lines.stream().limit(terminal.rows() - 1L).map(this::fit).toList();
    }

    private List<String> states(Scene scene) {
        long most = Math.max(1, scene.placed());
        List<String> cells = scene.counts().entrySet().stream()
                .map(count -> {
                    int length = (int) Math.ceil(BAR * Math.min(count.getValue(), most) / (double) most);
                    int bar = terminal.columns() >= WIDE ? Math.min(length, BAR / 2) : 0;
                    String text = String.format(
                            "  %-15s %6d  %-" + BAR / 2 + "s", word(count.getKey()), count.getValue(), "#".repeat(bar));
                    return count.getValue() == 0
                            ? terminal.coloured("faint", text)
                            : "PARKED".equals(count.getKey()) ? terminal.coloured("red", text) : text;
                })
                .toList();
        return columns(cells);
    }

    private static String waiting(Map<String, Long> waiting) {
        if (waiting.isEmpty()) {
            return "  waiting in queues: nothing";
        }
        StringBuilder text = new StringBuilder("  waiting in queues:");
        waiting.forEach(
                (queue, n) -> text.append("  ").append(queue).append(' ').append(n));
        return text.toString();
    }

    private List<String> latencies(Map<String, Latency> latencies) {
        return columns(latencies.entrySet().stream()
                .map(entry -> String.format(
                        "  %-21s %6d %6d",
                        entry.getKey(),
                        entry.getValue().p50().toMillis(),
                        entry.getValue().p99().toMillis()))
                .toList());
    }

    /** Two beside each other where they fit, read down the first column, then down the second. */
    private List<String> columns(List<String> cells) {
        if (terminal.columns() < WIDE) {
            return cells;
        }
        int half = (cells.size() + 1) / 2;
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < half; i++) {
            lines.add(cells.get(i) + (i + half < cells.size() ? cells.get(i + half) : ""));
        }
        return lines;
    }

    private String sentence(Event event) {
        return String.format(
                "  %s  %-12s %s",
                TIME.format(event.lastAt()),
                event.order(),
                Words.of(event)
                        + (event.latency().isZero()
                                ? ""
                                : ", " + event.latency().toMillis() + " ms"));
    }

    /** Cuts at the terminal's width; colours take no room. */
    private String fit(String line) {
        StringBuilder cut = new StringBuilder();
        int shown = 0;
        boolean coloured = false;
        for (int i = 0; i < line.length(); ) {
            int end =
                    line.charAt(i) == '\033' ? line.indexOf('m', i) + 1 : i + Character.charCount(line.codePointAt(i));
            if (line.charAt(i) == '\033') {
                coloured = true;
            } else if (++shown >= terminal.columns()) {
                return cut + "…" + (coloured ? "\033[0m" : "");
            }
            cut.append(line, i, end);
            i = end;
        }
        return cut.toString();
    }

    static String word(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Everything measured, the order's own legs first. */
    static Map<String, Latency> all(Map<String, Latency> legs, Map<String, Latency> calls) {
        Map<String, Latency> all = new LinkedHashMap<>();
        Stream.of(legs, calls).forEach(all::putAll);
        return all;
    }
}
