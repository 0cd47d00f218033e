package io.saddlebag.sandbox.shipbob;

import java.time.Duration;
import java.time.Instant;

/**
 * Moves shipments by itself as the {@link Automation} says. A step that finds its shipment elsewhere than it expects (held,
 * cancelled, shipped by a test) does nothing and ends the chain; releasing a shipment starts it again.
 */
final class Routine {

    private final Automation automation;
    private final Timetable timetable;

    Routine(Automation automation, Timetable timetable) {
        this.automation = automation;
        this.timetable = timetable;
    }

    /** A shipment may be picked. */
    void opened(Warehouse warehouse, Shipment shipment, Instant now) {
        if (!automation.enabled()) {
            return;
        }
        boolean later = shipment.order.shipments.indexOf(shipment) > 0;
        Instant from = later ? now.plus(automation.secondPartLater()) : now;
        Duration toShip = automation.shipAfter().minus(automation.pickAfter());
        Instant pick = from.plus(automation.pickAfter());
        timetable.at(pick, () -> {
            if (shipment.open() && shipment.detail == ShipmentDetail.NONE) {
                warehouse.pick(shipment);
                timetable.at(pick.plus(toShip.dividedBy(2)), () -> pack(warehouse, shipment, pick.plus(toShip)));
            }
        });
    }

    private void pack(Warehouse warehouse, Shipment shipment, Instant ship) {
        if (shipment.open() && shipment.detail == ShipmentDetail.PICKED) {
            warehouse.pack(shipment);
            timetable.at(ship, () -> {
                if (shipment.open()) {
                    warehouse.ship(shipment);
                }
            });
        }
    }

    /** A shipment has left. */
    void shipped(Warehouse warehouse, Shipment shipment, Instant now) {
        if (!automation.enabled() || automation.deliverAfter().isEmpty()) {
            return;
        }
        Duration third = automation.deliverAfter().get().dividedBy(3);
        timetable.at(now.plus(third), () -> scan(warehouse, shipment, ShipmentDetail.IN_TRANSIT));
        timetable.at(now.plus(third.multipliedBy(2)), () -> scan(warehouse, shipment, ShipmentDetail.OUT_FOR_DELIVERY));
        timetable.at(now.plus(automation.deliverAfter().get()), () -> {
            if (shipment.status == ShipmentStatus.COMPLETED && shipment.delivered.isEmpty()) {
                warehouse.deliver(shipment);
            }
        });
    }

    private void scan(Warehouse warehouse, Shipment shipment, ShipmentDetail detail) {
        if (shipment.status == ShipmentStatus.COMPLETED && shipment.detail.id() < detail.id()) {
            warehouse.scan(shipment, detail);
        }
    }
}
