package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.ledger.Step.ShipmentChange;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Steps and messages the ledger's tests write. */
final class LedgerFixtures {

    static final Instant T0 = Instant.parse("2026-03-01T10:00:00Z");

    private LedgerFixtures() {}

    static OrderKey key(int id) {
        return new OrderKey("shop", String.valueOf(id));
    }

    static Seen aVersion(int second, String hash) {
        return new Seen(
                new OrderVersion(T0.plusSeconds(second), hash),
                "N" + hash,
                "processing",
                "EUR",
                "10.00",
                "Ann@Example.org",
                T0,
                "{\"hash\":\"" + hash + "\"}");
    }

    static Step aCapture(OrderKey key) {
        return Step.of(key).seen(aVersion(0, "h1")).moveTo(OrderState.CAPTURED);
    }

    static Step anEvent(OrderKey key, String outcome, int second, String externalId) {
        return Step.of(key)
                .event(
                        T0.plusSeconds(second),
                        "post-order",
                        "1",
                        "odoo",
                        outcome,
                        Duration.ofMillis(second),
                        externalId,
                        outcome + " at " + second);
    }

    static Parked aParked(String id, Optional<OrderKey> order, String step, int second) {
        return new Parked(
                id,
                order,
                step,
                "orders-to-erp",
                "order.to-erp",
                "business",
                "no-item",
                "the ERP knows no item X",
                "create it",
                "{}",
                1,
                T0.plusSeconds(second),
                true,
                Optional.empty(),
                Map.of("OrderKey", order.map(OrderKey::toString).orElse("")));
    }

    static ShipmentChange aShipment(String status, int second) {
        return new ShipmentChange(
                "shop_shipment_east_1",
                "east",
                Optional.of(status),
                Optional.of(T0.plusSeconds(second)),
                Optional.of("{\"status\":\"" + status + "\"}"),
                Optional.empty(),
                Optional.empty());
    }

    static ShipmentChange aFlag(Optional<Boolean> posted, Optional<Boolean> shown) {
        return new ShipmentChange(
                "shop_shipment_east_1", "", Optional.empty(), Optional.empty(), Optional.empty(), posted, shown);
    }
}
