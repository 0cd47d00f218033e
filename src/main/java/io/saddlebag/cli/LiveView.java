package io.saddlebag.cli;

import io.saddlebag.broker.Broker;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.Latency;
import io.saddlebag.ledger.Ledger.OrderRow;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The demo's picture of what goes on. On a terminal it draws over itself on the terminal's second screen, which leaves what
 * was there before; elsewhere (a log file, a CI) it prints one line now and then.
 */
final class LiveView implements AutoCloseable {

    private static final Duration PLAIN_EVERY = Duration.ofSeconds(5);
    private static final Duration MEASURED_EVERY = Duration.ofSeconds(2);
    private static final Duration RATE_OVER = Duration.ofSeconds(10);
    private static final int LATEST = 20;
    private static final int MOST_QUEUES = 6;

    private final PrintStream out;
    private final Ledger ledger;
    private final Broker broker;
    private final List<String> head;
    private final Supplier<List<String>> market;
    private final Instant started = Instant.now();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private Terminal terminal = Terminal.now();
    private Map<String, Latency> latencies = Map.of();
    private Instant measured = Instant.EPOCH;
    private Instant printed = Instant.EPOCH;

    /** Shows these lines above everything, and how stock and prices stand. */
    LiveView(PrintStream out, Ledger ledger, Broker broker, List<String> head, Supplier<List<String>> market) {
        this.out = out;
        this.ledger = ledger;
        this.broker = broker;
        this.head = head;
        this.market = market;
        if (terminal.interactive()) {
            out.print("\033[?1049h\033[?25l");
        } else {
            head.forEach(out::println);
        }
    }

    private record Sample(Instant at, long completed) {}

    void draw(int placed) {
        Map<String, Long> counts = ledger.counts();
        Instant now = Instant.now();
        samples.addLast(new Sample(now, counts.getOrDefault("COMPLETED", 0L)));
        while (samples.size() > 1 && samples.peekFirst().at().plus(RATE_OVER).isBefore(now)) {
            samples.removeFirst();
        }
        if (!terminal.interactive()) {
            if (!printed.plus(PLAIN_EVERY).isAfter(now)) {
                printed = now;
                out.println(line(placed, counts));
                market.get().forEach(out::println);
            }
            return;
        }
        if (!measured.plus(MEASURED_EVERY).isAfter(now)) {
            measured = now;
            terminal = Terminal.now();
            latencies = Picture.all(ledger.legs(started), ledger.latencies(started));
        }
        Picture.Scene scene = new Picture.Scene(
                Duration.between(started, now), placed, counts, rate(), waiting(), market.get(), latencies, latest());
        StringBuilder frame = new StringBuilder("\033[H");
        new Picture(terminal, head).draw(scene).forEach(text -> frame.append(text)
                .append("\033[K\r\n"));
        out.print(frame.append("\033[J"));
        out.flush();
    }

    private String line(int placed, Map<String, Long> counts) {
        StringBuilder text = new StringBuilder(String.format(
                "%4d s  placed %d", Duration.between(started, Instant.now()).toSeconds(), placed));
        counts.forEach((state, n) -> {
            if (n > 0) {
                text.append("  ").append(Picture.word(state)).append(' ').append(n);
            }
        });
        return text.append(String.format(Locale.ROOT, "  %.1f done/s", rate())).toString();
    }

    private Map<String, Long> waiting() {
        Map<String, Long> waiting = new LinkedHashMap<>();
        for (String queue : broker.queues()) {
            long depth = broker.depth(queue);
            if (depth > 0 && waiting.size() < MOST_QUEUES) {
                waiting.put(queue, depth);
            }
        }
        return waiting;
    }

    private List<Event> latest() {
        return ledger.orders(Ledger.OrderFilter.all(LATEST)).stream()
                .map(OrderRow::key)
                .flatMap(key -> ledger.trace(key).stream())
                .sorted(Comparator.comparing(Event::lastAt).reversed())
                .limit(terminal.rows())
                .toList();
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

    Instant started() {
        return started;
    }

    /** Gives the terminal back as it was. */
    @Override
    public void close() {
        if (terminal.interactive()) {
            out.print("\033[?25h\033[?1049l");
            out.flush();
        }
    }
}
