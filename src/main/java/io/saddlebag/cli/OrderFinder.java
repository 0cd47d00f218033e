package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the order a person means: {@code main:38}, {@code main_order_38}, {@code 38}, {@code #38}, the number a plugin gave it, the ERP's or
 * the invoice's. What is meant exactly goes before what only begins so: {@code 4} is order 4 where there is one, not 40 to 49.
 */
final class OrderFinder {

    /** So many orders that begin with the text are looked through for one that is it. */
    private static final int LOOKED_AT = 1_000;

    private static final int LISTED = 20;

    private final Ledger ledger;
    private final Set<String> stores;
    private final Set<String> erps;

    /** Looks in this ledger; stores and ERPs are the configured names. */
    OrderFinder(Ledger ledger, Set<String> stores, Set<String> erps) {
        this.ledger = ledger;
        this.stores = stores;
        this.erps = erps;
    }

    /** The order, several where the text does not say which one, or none. */
    List<OrderRow> find(String typed) {
        // Partners know the order as main_order_38, see OrderKey.external().
        String text = plain(typed).replaceFirst("^([a-z0-9-]+)_order_([0-9]+)$", "$1:$2");
        int colon = text.indexOf(':');
        List<OrderRow> inStore = colon < 1
                ? List.of()
                : inStore(text.substring(0, colon).strip().toLowerCase(Locale.ROOT), plain(text.substring(colon + 1)));
        return inStore.isEmpty() ? anywhere(text) : inStore;
    }

    private List<OrderRow> inStore(String store, String id) {
        Optional<OrderRow> byId = byId(store, id);
        return byId.isPresent()
                ? List.of(byId.get())
                : search(Optional.of(store), id, LOOKED_AT).stream()
                        .filter(row -> row.number().equalsIgnoreCase(id))
                        .toList();
    }

    private List<OrderRow> anywhere(String text) {
        Map<OrderKey, OrderRow> exact = new LinkedHashMap<>();
        stores.forEach(store -> byId(store, text).ifPresent(row -> exact.put(row.key(), row)));
        erps.forEach(erp -> ledger.find(erp, "order-number", text)
                .flatMap(ledger::order)
                .ifPresent(row -> exact.put(row.key(), row)));
        List<OrderRow> found = search(Optional.empty(), text, LOOKED_AT);
        found.stream().filter(row -> is(row, text)).forEach(row -> exact.put(row.key(), row));
        return exact.isEmpty() ? found.stream().limit(LISTED).toList() : new ArrayList<>(exact.values());
    }

    private static boolean is(OrderRow row, String text) {
        return Stream.of(
                        Optional.of(row.key().id()),
                        Optional.of(row.number()),
                        Optional.of(row.email()),
                        row.erpNumber(),
                        row.invoiceNumber())
                .flatMap(Optional::stream)
                .anyMatch(text::equalsIgnoreCase);
    }

    private Optional<OrderRow> byId(String store, String id) {
        try {
            return ledger.order(new OrderKey(store, id));
        } catch (IllegalArgumentException noKey) { // a number such as S00012 is no id, and is looked for otherwise
            return Optional.empty();
        }
    }

    private List<OrderRow> search(Optional<String> store, String text, int limit) {
        return text.isEmpty()
                ? List.of()
                : ledger.orders(new OrderFilter(
                        store, Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), limit));
    }

    private static String plain(String text) {
        return text.strip().replaceFirst("^#", "");
    }
}
