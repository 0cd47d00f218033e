package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The ledger's requests and shipments against what the warehouses hold. */
final class WarehouseComparison {

    private final Rules rules;
    private final Predicate<String> configured;

    /** Says nothing about warehouses that are not configured any more. */
    WarehouseComparison(Rules rules, Predicate<String> configured) {
        this.rules = rules;
        this.configured = configured;
    }

    /** Compares one order that is posted. */
    void compare(Known known, List<HeldOrder> held, Differences differences) {
        if (!known.reached(OrderState.POSTED)) {
            held.stream()
                    .filter(order -> !order.cancelled() && !order.hasLeft())
                    .forEach(order -> live(known, order, differences));
            return;
        }
        if (known.asked().isEmpty()) {
            neverAsked(known, held, differences);
        }
        for (Known.Asked asked : known.asked()) {
            if (!configured.test(asked.warehouse())) {
                continue;
            }
            Optional<HeldOrder> order = held.stream()
                    .filter(one -> one.warehouse().equals(asked.warehouse()) && one.part() == asked.part())
                    .findFirst();
            if (order.isEmpty()) {
                differences.add(
                        Kind.MISSING_AT_WAREHOUSE,
                        asked.warehouse(),
                        asked.id(),
                        known.total(),
                        Repair.BY_HAND,
                        asked.warehouse() + " took it as " + asked.id()
                                + " and does not have it any more; ask there, or send it by hand");
            } else {
                requested(known, order.get(), differences);
            }
        }
        held.forEach(order -> shipments(known, order, differences));
        known.shipments().stream()
                .filter(Known.KnownShipment::hasLeft)
                .filter(shipment -> configured.test(shipment.shipment().warehouse()))
                .forEach(shipment -> unknown(known, shipment.shipment(), held, differences));
    }

    private void neverAsked(Known known, List<HeldOrder> held, Differences differences) {
        boolean wanted = known.row().state() == OrderState.POSTED
                && !rules.policy().cancelled().contains(known.row().storeStatus())
                && known.shipments().isEmpty();
        if (wanted && !rules.warehouses().isEmpty()) {
            String warehouse = rules.warehouses().iterator().next();
            differences.add(
                    Kind.MISSING_AT_WAREHOUSE,
                    warehouse,
                    "",
                    known.total(),
                    Repair.RELEASE,
                    held.isEmpty()
                            ? "it is in the ERP, and no warehouse was asked to send it"
                            : warehouse + " has it as " + held.get(0).id() + ", which is not recorded");
        }
    }

    private void requested(Known known, HeldOrder order, Differences differences) {
        boolean takenBack = rules.policy().cancelled().contains(known.row().storeStatus());
        if (takenBack && !order.cancelled() && !known.reached(OrderState.SHIPPED) && !order.hasLeft()) {
            live(known, order, differences);
        } else if (!takenBack && order.cancelled() && !known.reached(OrderState.SHIPPED) && !order.hasLeft()) {
            differences.add(
                    Kind.CANCELLED_AT_WAREHOUSE,
                    order.warehouse(),
                    order.id(),
                    known.total(),
                    Repair.BY_HAND,
                    order.id() + " is cancelled at " + order.warehouse() + ", the store has it as "
                            + known.row().storeStatus() + "; send it by hand, or cancel it in the store");
        }
    }

    private static void live(Known known, HeldOrder order, Differences differences) {
        differences.add(
                Kind.LIVE_AT_WAREHOUSE,
                order.warehouse(),
                order.id(),
                known.total(),
                Repair.BY_HAND,
                "the store has it as " + known.row().storeStatus() + ", " + order.warehouse() + " may still send "
                        + order.id() + "; cancel it there");
    }

    private static void shipments(Known known, HeldOrder order, Differences differences) {
        for (Shipment shipment : order.shipments()) {
            if (!shipment.status().hasLeft()) {
                continue;
            }
            Optional<Known.KnownShipment> recorded = known.shipments().stream()
                    .filter(one -> one.shipment().external().equals(shipment.external()))
                    .findFirst();
            List<String> tracking = Known.tracking(shipment);
            if (recorded.filter(Known.KnownShipment::hasLeft).isEmpty()) {
                differences.add(
                        Kind.SHIPMENT_NOT_RECORDED,
                        order.warehouse(),
                        shipment.external(),
                        known.total(),
                        Repair.READ_SHIPMENTS,
                        order.warehouse() + " sent shipment " + shipment.id() + " of " + order.id() + " at "
                                + shipment.changedAt());
            } else if (!tracking.isEmpty() && !tracking.equals(recorded.get().tracking())) {
                differences.add(
                        Kind.TRACKING_DIFFERS,
                        order.warehouse(),
                        shipment.external(),
                        BigDecimal.ZERO,
                        Repair.READ_SHIPMENTS,
                        order.warehouse() + " has tracking " + String.join(", ", tracking) + " on shipment "
                                + shipment.id() + ", recorded is "
                                + (recorded.get().tracking().isEmpty()
                                        ? "none"
                                        : String.join(", ", recorded.get().tracking())));
            }
        }
    }

    private static void unknown(Known known, Shipment shipment, List<HeldOrder> held, Differences differences) {
        boolean sent = held.stream()
                .flatMap(order -> order.shipments().stream())
                .anyMatch(one -> one.external().equals(shipment.external())
                        && one.status().hasLeft());
        if (!sent) {
            differences.add(
                    Kind.SHIPMENT_UNKNOWN,
                    shipment.warehouse(),
                    shipment.external(),
                    known.total(),
                    Repair.BY_HAND,
                    "shipment " + shipment.id() + " is recorded as sent, and " + shipment.warehouse()
                            + " does not have it as sent; ask there");
        }
    }
}
