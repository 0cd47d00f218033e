package io.saddlebag.recovery.reconciliation;

import static io.saddlebag.recovery.reconciliation.Money.written;

import io.saddlebag.order.OrderState;
import java.math.BigDecimal;
import java.util.TreeMap;
import java.util.TreeSet;

/** A store's orders against the ledger's. */
final class StoreComparison {

    private final Rules rules;

    StoreComparison(Rules rules) {
        this.rules = rules;
    }

    /** Whether an order should be in the ledger: one that was never due and is taken back already is nobody's business. */
    boolean shouldBeKnown(StoreOrder order) {
        return !rules.policy().ignored().contains(order.status())
                && !rules.policy().cancelled().contains(order.status());
    }

    void unknown(StoreOrder order, Differences differences) {
        differences.add(
                Kind.NOT_CAPTURED,
                order.key().store(),
                order.key().id(),
                order.total(),
                Repair.CAPTURE,
                "the store has it as " + order.status() + " with " + written(order.total(), order.currency())
                        + ", the ledger does not know it");
    }

    void known(Known known, StoreOrder order, Differences differences) {
        String store = known.key().store();
        boolean reverted = known.reached(OrderState.SHIPPED)
                && !rules.completedStatus().isEmpty()
                && !order.status().equals(rules.completedStatus())
                && rules.policy().due().contains(order.status());
        if (reverted) {
            differences.add(
                    Kind.NOT_SHOWN_IN_STORE,
                    store,
                    "status",
                    known.total(),
                    Repair.SHOW,
                    "all of it has left, and the store still has it as " + order.status());
        } else if (!order.status().equals(known.row().storeStatus())) {
            differences.add(
                    Kind.STATUS_DIFFERS,
                    store,
                    "",
                    known.total(),
                    Repair.CAPTURE,
                    "the store has it as " + order.status() + ", last seen as "
                            + known.row().storeStatus());
        }
        BigDecimal difference = order.total().subtract(known.total());
        boolean sameCurrency = order.currency().equals(known.row().currency());
        if (difference.signum() != 0 || !sameCurrency) {
            differences.add(
                    Kind.TOTAL_DIFFERS,
                    store,
                    "",
                    sameCurrency ? difference : order.total(),
                    Repair.CAPTURE,
                    "the store has " + written(order.total(), order.currency()) + ", last seen "
                            + written(known.total(), known.row().currency()));
        }
        refunds(known, order, differences);
    }

    private static void refunds(Known known, StoreOrder order, Differences differences) {
        boolean same = order.refunds().keySet().equals(known.refunds().keySet())
                && order.refunds().entrySet().stream()
                        .allMatch(refund -> known.refunds().get(refund.getKey()).compareTo(refund.getValue()) == 0);
        if (same) {
            return;
        }
        BigDecimal inStore = order.refunds().values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        TreeSet<String> ids = new TreeSet<>(order.refunds().keySet());
        ids.removeAll(known.refunds().keySet());
        TreeSet<String> gone = new TreeSet<>(known.refunds().keySet());
        gone.removeAll(order.refunds().keySet());
        differences.add(
                Kind.REFUND_NOT_CAPTURED,
                known.key().store(),
                "",
                inStore.subtract(known.refunded()),
                Repair.CAPTURE,
                "the store refunded " + written(inStore, order.currency()) + ", last seen "
                        + written(known.refunded(), order.currency())
                        + (ids.isEmpty() ? "" : "; new " + String.join(", ", ids))
                        + (gone.isEmpty() ? "" : "; deleted " + String.join(", ", gone)));
    }

    void gone(Known known, Differences differences) {
        if (known.row().state() == OrderState.CANCELLED || known.row().state() == OrderState.IGNORED) {
            return;
        }
        boolean done = known.row().state().isFinal();
        differences.add(
                Kind.DELETED_IN_STORE,
                known.key().store(),
                "",
                known.total(),
                done ? Repair.BY_HAND : Repair.CAPTURE,
                "the store deleted it for good; here it is "
                        + known.row().state().words()
                        + known.row()
                                .erpNumber()
                                .map(n -> ", in the ERP as " + n)
                                .orElse(""));
    }

    /** Shipments that were never shown. */
    void unshown(Known known, Differences differences) {
        TreeMap<String, String> unshown = new TreeMap<>();
        known.shipments().stream()
                .filter(shipment -> shipment.hasLeft() && !shipment.shown())
                .forEach(shipment -> unshown.put(
                        shipment.shipment().external(), shipment.shipment().id()));
        if (!unshown.isEmpty()) {
            differences.add(
                    Kind.NOT_SHOWN_IN_STORE,
                    known.key().store(),
                    "shipments",
                    known.total(),
                    Repair.SHOW,
                    "the store was not told of shipment " + String.join(", ", unshown.values()));
        }
    }
}
