package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/** ShipBob's date-times: ISO 8601, with {@code Z}, an offset, or nothing, which is UTC. */
final class ShipmentTimes {

    private ShipmentTimes() {}

    /** When what a shipment says last changed: the latest of all its dates of what happened. */
    static Optional<Instant> changed(JsonNode shipment) {
        return latest(
                updated(shipment),
                read(shipment.path("delivery_date")),
                read(shipment.path("actual_fulfillment_date")));
    }

    /** When ShipBob last touched a shipment: its update, its tracking update or its creation. */
    private static Optional<Instant> updated(JsonNode shipment) {
        return latest(
                read(shipment.path("last_update_at")),
                read(shipment.path("last_tracking_update_at")),
                read(shipment.path("created_date")));
    }

    /** When ShipBob last touched an order: its creation or the latest touch of a shipment; the order has no such date. */
    static Optional<Instant> updatedOrder(JsonNode order) {
        Optional<Instant> latest = read(order.path("created_date"));
        for (JsonNode shipment : order.path("shipments")) {
            latest = latest(latest, updated(shipment));
        }
        return latest;
    }

    @SafeVarargs
    private static Optional<Instant> latest(Optional<Instant>... times) {
        return Stream.of(times).flatMap(Optional::stream).max(Comparator.naturalOrder());
    }

    /** A date-time; empty for anything else. */
    static Optional<Instant> read(JsonNode node) {
        if (!node.isTextual()) {
            return Optional.empty();
        }
        try {
            TemporalAccessor time = DateTimeFormatter.ISO_DATE_TIME.parseBest(
                    node.textValue().strip(), OffsetDateTime::from, LocalDateTime::from);
            return Optional.of(
                    time instanceof OffsetDateTime offset
                            ? offset.toInstant()
                            : ((LocalDateTime) time).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException notATime) {
            return Optional.empty();
        }
    }
}
