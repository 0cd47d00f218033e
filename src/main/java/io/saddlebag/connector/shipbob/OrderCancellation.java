package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.delivery.Outcome;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Cancels an order. ShipBob cancels until a shipment is picked, shipment by shipment, and answers 200 also where it did not
 * ({@code status} Success, Failure or PartialSuccess); whatever it answers short of success, the order is read again, so a
 * repeat after a lost response finds it cancelled.
 */
final class OrderCancellation {

    private final ShipBobApi api;
    private final OrderLookup lookup;

    OrderCancellation(ShipBobApi api, OrderLookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Outcome<WarehouseOrder> cancel(long orderId) {
        Outcome<WarehouseOrder> cancelled = api.call(
                api.post("cancel-order", "/order/" + orderId + ":cancel", JsonNodeFactory.instance.objectNode()),
                answer -> judge(answer, orderId));
        if (cancelled instanceof Outcome.Refused<WarehouseOrder> refused
                && !ShipBobOutcomes.NOT_FOUND.equals(refused.code())) {
            return lookup.byId(orderId)
                    .then(order -> order.cancelled() ? new Outcome.AlreadyThere<>(order) : stillThere(refused, order));
        }
        return cancelled;
    }

    private Outcome<WarehouseOrder> judge(JsonNode answer, long orderId) {
        return switch (answer.path("status").asText("")) {
            case "Success" ->
                lookup.byId(orderId)
                        .then(order -> order.cancelled()
                                ? new Outcome.Done<>(order)
                                : new Outcome.Unknown<>("ShipBob says order " + orderId
                                        + " is cancelled but shows it as " + order.status()));
            case "Failure" ->
                refused("too-late-to-cancel", "ShipBob does not cancel order " + orderId + reasons(answer), orderId);
            case "PartialSuccess" ->
                refused(
                        "partly-cancelled",
                        "ShipBob cancelled only some shipments of order " + orderId + reasons(answer),
                        orderId);
            default -> ShipBobApi.odd("a cancellation without a result");
        };
    }

    /** ShipBob answers 422 where nothing could be cancelled any more (published description). */
    private static Outcome<WarehouseOrder> stillThere(Outcome.Refused<WarehouseOrder> refused, WarehouseOrder order) {
        return ShipBobOutcomes.UNPROCESSABLE.equals(refused.code())
                ? refused(
                        "too-late-to-cancel",
                        refused.reason() + "; ShipBob shows order " + order.id() + " as " + order.status(),
                        order.id())
                : refused;
    }

    private static Outcome<WarehouseOrder> refused(String code, String reason, long orderId) {
        return new Outcome.Refused<>(
                code,
                reason,
                "Ask ShipBob to stop order " + orderId + ", or let it leave and take the goods back as a return");
    }

    private static String reasons(JsonNode answer) {
        Set<String> reasons = new LinkedHashSet<>();
        for (JsonNode shipment : answer.path("canceled_shipment_results")) {
            JsonNode reason = shipment.path("reason");
            if (!shipment.path("is_success").asBoolean(false) && reason.isTextual() && reasons.size() < 5) {
                reasons.add(reason.textValue());
            }
        }
        return reasons.isEmpty() ? "" : ": " + String.join("; ", reasons);
    }
}
