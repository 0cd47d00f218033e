package io.saddlebag.journey;

import io.saddlebag.order.Order;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which pieces of an order have left, counted by order line. */
final class Pieces {

    private Pieces() {}

    /**
     * Whether every shippable piece has left.
     *
     * @param shippable the lines that a warehouse sends
     * @param left shipments that have left
     */
    static boolean allLeft(List<Order.Line> shippable, Collection<Shipment> left) {
        Map<String, BigDecimal> open = new LinkedHashMap<>();
        shippable.forEach(line -> open.put(line.id(), line.quantity()));
        for (Shipment shipment : left) {
            for (Shipment.Line sent : shipment.lines()) {
                take(open, shippable, sent);
            }
        }
        return open.values().stream().allMatch(rest -> rest.signum() <= 0);
    }

    private static void take(Map<String, BigDecimal> open, List<Order.Line> shippable, Shipment.Line sent) {
        if (sent.lineId().isPresent() && open.containsKey(sent.lineId().get())) {
            open.merge(sent.lineId().get(), sent.quantity().negate(), BigDecimal::add);
            return;
        }
        BigDecimal rest = sent.quantity();
        for (Order.Line line : shippable) {
            BigDecimal wanted = open.get(line.id());
            if (line.sku().equals(sent.sku()) && wanted.signum() > 0 && rest.signum() > 0) {
                BigDecimal taken = wanted.min(rest);
                open.put(line.id(), wanted.subtract(taken));
                rest = rest.subtract(taken);
            }
        }
    }
}
