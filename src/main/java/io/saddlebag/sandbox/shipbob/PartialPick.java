package io.saddlebag.sandbox.shipbob;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which units leave which open shipment when only part of an order is shipped.
 *
 * @param parts what leaves, by the shipment it is taken from
 */
record PartialPick(Map<Shipment, List<Item>> parts) {

    /** Takes so many units of each product, from the first shipment that has them on. */
    static PartialPick of(List<Shipment> open, Map<String, Integer> quantities) {
        Map<String, Integer> wanted = new LinkedHashMap<>(quantities);
        Map<Shipment, List<Item>> parts = new LinkedHashMap<>();
        for (Shipment shipment : open) {
            for (Item item : shipment.items) {
                String product = item.line().product().reference;
                int take = Math.min(wanted.getOrDefault(product, 0), item.quantity());
                if (take > 0) {
                    wanted.merge(product, -take, Integer::sum);
                    parts.computeIfAbsent(shipment, s -> new ArrayList<>()).add(new Item(item.line(), take));
                }
            }
        }
        wanted.values().removeIf(left -> left <= 0);
        if (!wanted.isEmpty() || parts.isEmpty()) {
            throw new IllegalArgumentException("not that many units are open, missing " + wanted);
        }
        return new PartialPick(parts);
    }

    /** Whether all of the shipment leaves. */
    boolean whole(Shipment shipment) {
        int taken = parts.get(shipment).stream().mapToInt(Item::quantity).sum();
        return taken == shipment.items.stream().mapToInt(Item::quantity).sum();
    }
}
