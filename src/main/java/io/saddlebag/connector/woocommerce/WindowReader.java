package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.connector.woocommerce.TimedList.Part;
import io.saddlebag.connector.woocommerce.TimedList.Window;
import io.saddlebag.delivery.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Reads a window of orders completely while orders change under the reader. One reader reads one window once.
 *
 * <p>Growing page numbers lose rows: an order that changes moves to the end of the list, everything behind it moves up
 * one place, and the first row of the next page is skipped. So the window moves instead of the page number. After each
 * full page the next request starts at the newest second the page reached, rows of that second that were delivered are
 * not delivered twice, and an order that changes meanwhile only shows up again further on.
 *
 * <p>Two cases need more. <b>More orders in one second than a page holds</b> (an import, a bulk edit): that second is
 * read by page numbers from the last page to the first, sorted by id. Rows can only leave a second that is over, so a row
 * not yet read can only move to pages still to be read. <b>Changes while the store answers</b>: such a row carries a
 * stamp newer than its place in the list, so only stamps older than the request (and a margin for the clocks) move the
 * window; a rest that is younger than that is read backwards as well.
 */
final class WindowReader {

    private static final String PLUGIN =
            "a plugin of the store changes order lists: run doctor, and switch the plugin off for the REST API";
    private static final int COUNT_CHECKS = 3;
    private static final int MOST_PAGES = 100_000;

    private final TimedList list;
    private final BiConsumer<List<JsonNode>, Instant> sink;
    private final List<String> remarks = new ArrayList<>();
    private Set<String> delivered = new HashSet<>();
    private Optional<Instant> newest = Optional.empty();
    private Optional<Part> started = Optional.empty();
    private int rows;
    private int pages;
    private int outside;

    /**
     * Prepares a reader.
     *
     * @param sink takes each page and the moment before which everything has been delivered
     */
    WindowReader(TimedList list, BiConsumer<List<JsonNode>, Instant> sink) {
        this.list = list;
        this.sink = sink;
    }

    /**
     * What was read.
     *
     * @param newest newest stamp seen
     * @param started the store's clock at the first answer
     * @param settled everything stamped before this was there when the first request was made
     * @param rows orders delivered
     * @param pages requests made
     * @param remarks what a person may want to know
     */
    record Reading(
            Optional<Instant> newest, Instant started, Instant settled, int rows, int pages, List<String> remarks) {}

    /** Reads the window. */
    Outcome<Reading> read(Window whole) {
        Window window = whole;
        while (true) {
            Outcome<Part> outcome = list.page(window, 1);
            if (!(outcome instanceof Outcome.Done<Part> done)) {
                return outcome.map(part -> reading());
            }
            Part part = done.value();
            started = Optional.of(started.orElse(part));
            Optional<Outcome<Reading>> odd = judge(window, part);
            if (odd.isPresent()) {
                return odd.get();
            }
            boolean last = isLast(part);
            Optional<Instant> reached = last ? Optional.empty() : reached(window, part);
            deliver(window, part.rows(), reached.orElse(window.from()));
            if (last) {
                return finish(window, part);
            }
            if (reached.isEmpty()) {
                return backwards(window).map(ok -> reading());
            }
            if (reached.get().equals(window.from())) {
                Outcome<Boolean> second = backwards(window.second(window.from()));
                if (!second.succeeded()) {
                    return second.map(ok -> reading());
                }
                window = window.startingAt(window.from().plusSeconds(1));
                forgetBefore(window, part.rows());
            } else {
                window = window.startingAt(reached.get());
                forgetBefore(window, part.rows());
            }
        }
    }

    private Outcome<Reading> finish(Window window, Part part) {
        int hidden = part.total().orElse(part.rows().size()) - part.rows().size();
        if (hidden > 0) {
            remarks.add("the store counts " + hidden + " more " + list.things() + " than it shows to this key");
        }
        if (outside > 0) {
            remarks.add(outside + " " + list.things() + " lie outside of the window that was asked for");
        }
        return new Outcome.Done<>(reading());
    }

    private Reading reading() {
        return new Reading(
                newest,
                started.map(Part::now).orElse(Instant.EPOCH),
                started.map(Part::settled).orElse(Instant.EPOCH),
                rows,
                pages,
                List.copyOf(remarks));
    }

    private Optional<Outcome<Reading>> judge(Window window, Part part) {
        if (part.rows().isEmpty() && part.pages().orElse(0) > 1) {
            return Optional.of(new Outcome.NotUnderstood<>(
                    "the store counts " + part.total().orElse(0) + " " + list.things() + " and shows none of them",
                    PLUGIN));
        }
        long strangers = part.rows().stream().filter(row -> !in(window, row)).count();
        outside += (int) strangers;
        if (strangers > 0 && strangers == part.rows().size() && part.rows().size() > 1) {
            return Optional.of(new Outcome.NotUnderstood<>(
                    "the store was asked for " + list.things() + " from " + window.from()
                            + " on and answers with others: it ignores "
                            + window.axis().after() + " or dates_are_gmt",
                    "update WooCommerce to 5.8 or later; if it is, " + PLUGIN));
        }
        long descents = 0;
        Instant before = Instant.MIN;
        for (JsonNode row : part.rows()) {
            Instant time = OrderFields.gmt(row, window.axis().field()).orElse(before);
            if (time.isBefore(before) && before.isBefore(part.settled())) {
                descents++;
            }
            before = time;
        }
        if (descents * 4 > part.rows().size()) {
            return Optional.of(new Outcome.NotUnderstood<>(
                    "the store does not sort " + list.things() + " by "
                            + window.axis().orderBy(),
                    PLUGIN));
        }
        return Optional.empty();
    }

    private static boolean in(Window window, JsonNode row) {
        // A change after the request may carry a stamp behind the window's end; only older ones are strange.
        return OrderFields.gmt(row, window.axis().field())
                .map(time -> !time.isBefore(window.from()))
                .orElse(true);
    }

    private boolean isLast(Part part) {
        return part.pages().isPresent()
                ? part.pages().getAsInt() <= 1
                : part.rows().size() < list.pageSize();
    }

    /** The newest second of the page that is surely the one its row was listed by; empty if there is none. */
    private static Optional<Instant> reached(Window window, Part part) {
        return part.rows().stream()
                .flatMap(row -> OrderFields.gmt(row, window.axis().field()).stream())
                .filter(time -> time.isBefore(part.settled()) && window.holds(time))
                .max(Instant::compareTo);
    }

    /** Reads a window by page numbers, the last page first, until as many orders were seen as the store counts. */
    private Outcome<Boolean> backwards(Window window) {
        Set<String> seen = new HashSet<>();
        for (int check = 0; check < COUNT_CHECKS; check++) {
            Outcome<Integer> last = lastPage(window);
            if (!(last instanceof Outcome.Done<Integer> found)) {
                return last.map(n -> true);
            }
            int total = 0;
            for (int page = found.value(); page >= 1; page--) {
                Outcome<Part> outcome = list.pageById(window, page);
                if (!(outcome instanceof Outcome.Done<Part> done)) {
                    return outcome.map(part -> true);
                }
                deliver(window, done.value().rows(), window.from());
                done.value().rows().forEach(row -> OrderFields.id(row).ifPresent(seen::add));
                total = done.value().total().orElse(seen.size());
            }
            if (seen.size() >= total) {
                return new Outcome.Done<>(true);
            }
        }
        remarks.add("the store counts more " + list.things() + " in " + window.from() + " than it shows to this key");
        return new Outcome.Done<>(true);
    }

    private Outcome<Integer> lastPage(Window window) {
        Window slim = new Window(
                window.axis(),
                window.status(),
                window.from(),
                window.to(),
                "id," + window.axis().field());
        for (int page = 1; ; page++) {
            Outcome<Part> outcome = list.pageById(slim, page);
            if (!(outcome instanceof Outcome.Done<Part> done)) {
                return outcome.map(part -> 0);
            }
            pages++;
            if (page > MOST_PAGES || done.value().pages().orElse(0) > MOST_PAGES) {
                return new Outcome.NotUnderstood<>(
                        "the store counts more than " + MOST_PAGES + " pages of " + list.things() + " from "
                                + window.from() + " on",
                        PLUGIN);
            }
            if (done.value().pages().isPresent()) {
                return new Outcome.Done<>(Math.max(1, done.value().pages().getAsInt()));
            }
            if (done.value().rows().size() < list.pageSize()) {
                return new Outcome.Done<>(page);
            }
        }
    }

    private void deliver(Window window, List<JsonNode> all, Instant complete) {
        pages++;
        List<JsonNode> fresh = new ArrayList<>(all.size());
        for (JsonNode row : all) {
            Optional<Instant> time = OrderFields.gmt(row, window.axis().field());
            time.filter(t -> newest.map(t::isAfter).orElse(true)).ifPresent(t -> newest = Optional.of(t));
            if (delivered.add(mark(row, window))) {
                fresh.add(row);
            }
        }
        rows += fresh.size();
        if (!fresh.isEmpty()) {
            sink.accept(List.copyOf(fresh), complete);
        }
    }

    private void forgetBefore(Window window, List<JsonNode> page) {
        delivered = new HashSet<>();
        for (JsonNode row : page) {
            if (OrderFields.gmt(row, window.axis().field()).map(window::holds).orElse(false)) {
                delivered.add(mark(row, window));
            }
        }
    }

    private static String mark(JsonNode row, Window window) {
        return row.path("id").asText() + "@"
                + OrderFields.text(row, window.axis().field());
    }
}
