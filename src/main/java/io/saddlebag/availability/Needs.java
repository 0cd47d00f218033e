package io.saddlebag.availability;

import io.saddlebag.availability.Layout.Seller;
import io.saddlebag.availability.Rules.Kit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What orders need of one item that no source's numbers contain yet, as one channel sees it.
 *
 * <p>An order that was sent to a warehouse whose stock is counted draws from that warehouse alone, until the warehouse was
 * read after it acknowledged the order. Any other draws from the pool of every channel that shares a node with its store,
 * until the ERP was read after it confirmed the order; a channel that sells from no ERP waits for the warehouse.
 */
final class Needs {

    /** Pieces, and by which orders. */
    static final class Sum {
        private final List<String> orders = new ArrayList<>();
        private long pieces;

        private void add(Demand row, long each) {
            pieces = Pieces.plus(pieces, Pieces.times(Pieces.counted(row.quantity()), each));
            orders.add(row.order());
        }

        long pieces() {
            return pieces;
        }

        /** The orders, or some of them. */
        String orders() {
            List<String> all = orders.stream().distinct().sorted().toList();
            int some = 5;
            return String.join(", ", all.subList(0, Math.min(some, all.size())))
                    + (all.size() > some ? " and " + (all.size() - some) + " more" : "");
        }

        boolean isEmpty() {
            return orders.isEmpty();
        }
    }

    private final Layout layout;
    private final Seller seller;
    private final Sources sources;
    private final Sum unsent = new Sum();
    private final Sum contained = new Sum();
    private final Map<String, Sum> sent = new TreeMap<>();

    private Needs(Layout layout, Seller seller, Sources sources) {
        this.layout = layout;
        this.seller = seller;
        this.sources = sources;
    }

    /** The needs of an item: its own, and those of the kits it is a piece of. */
    static Optional<Needs> of(Item item, Map<String, Item> items, Layout layout, Seller seller, Sources sources) {
        List<Kit> kits = layout.kitsWith(item.sku());
        if (item.demand().isEmpty() && kits.isEmpty()) {
            return Optional.empty();
        }
        Needs needs = new Needs(layout, seller, sources);
        needs.add(item, 1);
        for (Kit kit : kits) {
            Item whole = items.get(kit.sku());
            if (whole != null) {
                needs.add(whole, kit.pieces().get(item.sku()));
            }
        }
        return Optional.of(needs);
    }

    private void add(Item item, long each) {
        for (List<Demand> rows : item.demand()) {
            for (Demand row : rows) {
                add(row, each);
            }
        }
    }

    private void add(Demand row, long each) {
        Optional<String> warehouse = row.warehouse().filter(layout::counts);
        if (warehouse.isPresent()) {
            String name = warehouse.get();
            if (seller.warehouses().contains(name)) {
                boolean in = sources.covers(Layout.WAREHOUSE + name, row.releasedAt());
                (in ? contained : sent.computeIfAbsent(name, w -> new Sum())).add(row, each);
            }
        } else if (seller.stores().contains(row.store()) || !layout.sells(row.store())) {
            boolean in = !seller.erps().isEmpty()
                    && seller.erps().stream().allMatch(erp -> sources.covers(erp, row.postedAt()));
            (in ? contained : unsent).add(row, each);
        }
    }

    /** Not sent to a warehouse that is counted, and not in the ERP's numbers. */
    Sum unsent() {
        return unsent;
    }

    /** By warehouse: sent there, and not in its numbers. */
    Map<String, Sum> sent() {
        return sent;
    }

    /** In the numbers already. */
    Sum contained() {
        return contained;
    }
}
