package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.connector.woocommerce.TimedList.Window;
import io.saddlebag.delivery.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Every order a store has, by the time it was placed: what a comparison needs, at about a third of the cost of whole orders
 * (facts: woocommerce 30). Memory holds one page. All times are GMT (facts: woocommerce 19). Safe with several threads.
 */
public final class PlacedOrders {

    private final WooStore store;
    private final TimedList list;

    PlacedOrders(WooStore store, TimedList list) {
        this.store = store;
        this.list = list;
    }

    /**
     * The orders placed in a window, those in the trash first. One may come twice, and is delivered at least once where it
     * was there when the reading began and is not deleted meanwhile.
     *
     * @param from first second, inclusive
     * @param to end, exclusive
     * @return how many were delivered
     */
    public Outcome<Integer> between(Instant from, Instant to, Consumer<List<ListedOrder>> pages) {
        Window trash = window("trash", from, to);
        return new WindowReader(list, (rows, complete) -> deliver(trash, rows, pages))
                .read(trash)
                .then(first -> {
                    Window rest = window("any", from, to);
                    return new WindowReader(list, (rows, complete) -> deliver(rest, rows, pages))
                            .read(rest)
                            .map(second -> first.rows() + second.rows());
                });
    }

    private static Window window(String status, Instant from, Instant to) {
        // A window that ends within a second includes that second; what lies behind the end is left out below.
        Instant end = to.truncatedTo(ChronoUnit.SECONDS).equals(to)
                ? to
                : to.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        return new Window(
                Axis.CREATED, status, from.truncatedTo(ChronoUnit.SECONDS), Optional.of(end), ListedOrder.FIELDS);
    }

    private static void deliver(Window window, List<JsonNode> rows, Consumer<List<ListedOrder>> pages) {
        List<ListedOrder> inside = rows.stream()
                .map(ListedOrder::of)
                .filter(order -> order.createdAt().map(window::holds).orElse(true))
                .toList();
        if (!inside.isEmpty()) {
            pages.accept(inside);
        }
    }

    /**
     * Orders read again by id.
     *
     * @param orders those that are there, the trash included
     * @param gone ids of those deleted for good
     */
    public record Again(List<ListedOrder> orders, List<String> gone) {
        /** Copies the lists. */
        public Again {
            orders = List.copyOf(orders);
            gone = List.copyOf(gone);
        }
    }

    /** Orders by id; the answer holds them all, so give a page or so at a time. */
    public Outcome<Again> again(List<String> ids) {
        return store.orders(ids).map(read -> {
            List<ListedOrder> orders = new ArrayList<>();
            read.orders().forEach(row -> orders.add(ListedOrder.of(row)));
            read.trashed().forEach(row -> orders.add(ListedOrder.of(row)));
            return new Again(orders, read.gone());
        });
    }
}
