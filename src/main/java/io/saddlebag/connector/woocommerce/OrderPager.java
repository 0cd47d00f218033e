package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.connector.woocommerce.TimedList.Window;
import io.saddlebag.connector.woocommerce.WindowReader.Reading;
import io.saddlebag.delivery.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads the orders that changed, or were placed, in a window of time: the trash first, then everything else, page by
 * page, so that memory holds one page at a time. An order may be delivered several times, and is delivered at least once
 * in the newest version the store had when the reading began; the receiver compares versions.
 *
 * <p>All times are GMT ({@code dates_are_gmt=true}, facts: woocommerce 19), so neither the shop's time zone nor a change
 * to summer time matters. A store that ignores this is found out and reported, never trusted: rows of another window, or
 * no rows although the newest order lies inside, are {@link Outcome.NotUnderstood}.
 */
public final class OrderPager {

    private static final String STUB = "id,status,date_created_gmt,date_modified_gmt,total";

    private final TimedList list;
    private final StoreSettings settings;

    OrderPager(TimedList list, StoreSettings settings) {
        this.list = list;
        this.settings = settings;
    }

    /**
     * Some orders of a sweep.
     *
     * @param orders raw orders as the store tells them
     * @param cursor a sweep that starts here later misses nothing, so it may be kept after each page
     */
    public record Page(List<JsonNode> orders, Instant cursor) {}

    /**
     * A finished sweep.
     *
     * @param cursor where the next sweep starts: the newest change seen, never later than the store's own clock when the
     *     sweep began, never back behind where this one started unless that clock stands there
     * @param orders orders delivered, repeats counted
     * @param requests requests made
     * @param remarks what a person may want to know
     */
    public record Sweep(Instant cursor, int orders, int requests, List<String> remarks) {}

    /**
     * What reconciliation needs to know of an order.
     *
     * @param status the store's status, {@code trash} for one in the trash
     * @param createdAt placed, empty where the store does not say
     * @param modifiedAt last changed, empty where the store does not say
     * @param total the amount as the store writes it
     */
    public record Stub(
            String id, String status, Optional<Instant> createdAt, Optional<Instant> modifiedAt, String total) {}

    /**
     * Everything that changed since a cursor, looking back {@code overlap} behind it: a transaction that commits late
     * carries an early stamp (facts: woocommerce 18).
     *
     * @param cursor of the last sweep
     * @param sink takes each page; what it throws ends the sweep
     */
    public Outcome<Sweep> changedSince(Instant cursor, Consumer<Page> sink) {
        return sweep(cursor, cursor.minus(settings.overlap()), Optional.empty(), sink);
    }

    /**
     * Everything whose last change lies in a window, for backfill; nothing is looked back for.
     *
     * @param from first second, inclusive
     * @param to end, exclusive
     */
    public Outcome<Sweep> changedBetween(Instant from, Instant to, Consumer<Page> sink) {
        return sweep(from, from, Optional.of(seconds(to)), sink);
    }

    /**
     * Id, status, last change and total of everything placed in a window, the trash included; about a third of the cost
     * of whole orders (facts: woocommerce 30).
     *
     * @param from first second, inclusive
     * @param to end, exclusive
     * @return how many were delivered
     */
    public Outcome<Integer> placedBetween(Instant from, Instant to, Consumer<List<Stub>> sink) {
        Optional<Instant> end = Optional.of(seconds(to));
        WindowReader trash = new WindowReader(list, (rows, complete) -> sink.accept(stubs(rows)));
        WindowReader rest = new WindowReader(list, (rows, complete) -> sink.accept(stubs(rows)));
        return trash.read(new Window(Axis.CREATED, "trash", seconds(from), end, STUB))
                .then(first -> rest.read(new Window(Axis.CREATED, "any", seconds(from), end, STUB))
                        .map(second -> first.rows() + second.rows()));
    }

    private Outcome<Sweep> sweep(Instant cursor, Instant from, Optional<Instant> to, Consumer<Page> sink) {
        // The trash goes first: what is thrown away later changes later, so the cursor of the second part holds for
        // both.
        WindowReader trash = new WindowReader(list, (rows, complete) -> sink.accept(new Page(rows, cursor)));
        Window thrownAway = new Window(Axis.MODIFIED, "trash", seconds(from), to, "");
        return trash.read(thrownAway).then(first -> {
            Instant started = first.started();
            WindowReader rest = new WindowReader(
                    list, (rows, complete) -> sink.accept(new Page(rows, cursor(cursor, complete, started))));
            Window changed = new Window(Axis.MODIFIED, "any", seconds(from), to, "");
            return rest.read(changed)
                    .then(second -> second.rows() > 0
                            ? new Outcome.Done<>(sum(cursor, first, second))
                            : doubt(changed, cursor, first, second));
        });
    }

    /** An empty answer is believed only if the newest order lies outside of the window. */
    private Outcome<Sweep> doubt(Window window, Instant cursor, Reading first, Reading second) {
        return list.newest(window).then(newest -> {
            boolean overlooked = newest.filter(window::holds)
                    .filter(time -> time.isBefore(second.settled()))
                    .isPresent();
            if (overlooked) {
                return new Outcome.NotUnderstood<>(
                        "the store shows no order changed since " + window.from()
                                + " although its newest one changed at " + newest.get()
                                + ": it ignores dates_are_gmt or modified_after",
                        "update WooCommerce to 5.8 or later; if it is, switch off the plugin that changes order lists");
            }
            return new Outcome.Done<>(sum(cursor, first, second));
        });
    }

    private static Sweep sum(Instant cursor, Reading first, Reading second) {
        Instant newest = second.newest().orElse(cursor);
        Instant trashed = first.newest().orElse(cursor);
        List<String> remarks = new ArrayList<>(first.remarks());
        remarks.addAll(second.remarks());
        return new Sweep(
                cursor(cursor, newest.isAfter(trashed) ? newest : trashed, first.started()),
                first.rows() + second.rows(),
                first.pages() + second.pages(),
                List.copyOf(remarks));
    }

    private static Instant cursor(Instant before, Instant reached, Instant started) {
        Instant later = reached.isAfter(before) ? reached : before;
        return later.isAfter(started) ? started : later;
    }

    private static List<Stub> stubs(List<JsonNode> rows) {
        return rows.stream()
                .map(row -> new Stub(
                        OrderFields.id(row).orElseThrow(),
                        OrderFields.status(row),
                        OrderFields.gmt(row, Axis.CREATED.field()),
                        OrderFields.gmt(row, Axis.MODIFIED.field()),
                        OrderFields.text(row, "total")))
                .toList();
    }

    private static Instant seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS);
    }
}
