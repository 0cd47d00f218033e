package io.saddlebag.cli;

import io.saddlebag.broker.Broker;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The demo's picture of what goes on. On a terminal it redraws itself; elsewhere (a log file, a CI) it prints one line
 * now and then.
 */
final class LiveView {

    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
    private static final int LATEST = 8;

    private final PrintStream out;
    private final Ledger ledger;
    private final Broker broker;
    private final boolean terminal = System.console() != null;
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Instant printed = Instant.EPOCH;
    private int lines;

    LiveView(PrintStream out, Ledger ledger, Broker broker) {
        this.out = out;
        this.ledger = ledger;
        this.broker = broker;
    }

    private record Sample(Instant at, long completed) {}

    void draw(Instant started, List<Long> placed) {
        Map<String, Long> counts = ledger.counts();
        Instant now = Instant.now();
        samples.addLast(new Sample(now, counts.getOrDefault("COMPLETED", 0L)));
        while (samples.size() > 1 && samples.peekFirst().at().plusSeconds(10).isBefore(now)) {
            samples.removeFirst();
        }
        if (!terminal) {
            if (printed.plus(PLAIN_EVERY).isBefore(now)) {
                printed = now;
                out.println(line(started, placed.size(), counts));
            }
            return;
        }
        List<String> picture = picture(started, placed.size(), counts);
        if (lines > 0) {
            out.printf("\033[%dA", lines);
        }
        picture.forEach(text -> out.print("\033[2K" + text + System.lineSeparator()));
        out.flush();
        lines = picture.size();
    }

    private String line(Instant started, int placed, Map<String, Long> counts) {
        StringBuilder text = new StringBuilder(String.format(
                "%4ds  placed %d", Duration.between(started, Instant.now()).toSeconds(), placed));
        counts.forEach((state, n) -> {
            if (n > 0) {
                text.append("  ").append(word(state)).append(' ').append(n);
            }
        });
        return text.append(String.format(Locale.ROOT, "  %.1f done/s", rate())).toString();
    }

    private List<String> picture(Instant started, int placed, Map<String, Long> counts) {
        List<String> picture = new ArrayList<>();
        picture.add(String.format(
                Locale.ROOT,
                "%d orders placed in %d s, %.1f done per second",
                placed,
                Duration.between(started, Instant.now()).toSeconds(),
                rate()));
        picture.add("");
        long most = Math.max(1, placed);
        counts.forEach((state, n) -> picture.add(
                String.format("  %-15s %6d  %s", word(state), n, "#".repeat((int) (40 * Math.min(n, most) / most)))));
        picture.add("");
        StringBuilder waiting = new StringBuilder("  waiting in queues:");
        broker.queues().stream()
                .filter(queue -> broker.depth(queue) > 0)
                .limit(6)
                .forEach(queue -> waiting.append("  ").append(queue).append(' ').append(broker.depth(queue)));
        picture.add(waiting.length() > 22 ? waiting.toString() : "  waiting in queues:  nothing");
        ledger.legs(started)
                .forEach((leg, latency) -> picture.add(String.format(
                        "  %-18s p50 %6d ms   p99 %6d ms",
                        leg, latency.p50().toMillis(), latency.p99().toMillis())));
        picture.add("");
        picture.addAll(latest());
        while (picture.size() < 34) {
            picture.add("");
        }
        return picture;
    }

    private List<String> latest() {
        List<String> latest = new ArrayList<>();
        for (OrderRow row : ledger.orders(Ledger.OrderFilter.all(LATEST))) {
            ledger.trace(row.key()).stream()
                    .reduce((a, b) -> a.lastAt().isAfter(b.lastAt()) ? a : b)
                    .ifPresent(event -> latest.add(String.format(
                            "  %-10s %-13s %-10s %s",
                            row.key(),
                            event.step(),
                            event.system(),
                            event.detail().length() > 60 ? event.detail().substring(0, 60) : event.detail())));
        }
        return latest;
    }

    private double rate() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.peekFirst();
        Sample last = samples.peekLast();
        double seconds = Duration.between(first.at(), last.at()).toMillis() / 1000.0;
        return seconds <= 0 ? 0 : (last.completed() - first.completed()) / seconds;
    }

    private static String word(String state) {
        return state.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
