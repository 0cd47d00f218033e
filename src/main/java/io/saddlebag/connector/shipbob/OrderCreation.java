package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.FulfilmentRequest;
import java.util.List;
import java.util.Optional;

/**
 * Creates an order under our reference, at most once. ShipBob's create is atomic per channel and reference and answers 422 to
 * a second one (page "Errors"); then, and only then, the order is looked up and compared with what we asked for. Nothing is
 * searched before a create: that would race.
 */
final class OrderCreation {

    private final ShipBobApi api;
    private final OrderLookup lookup;

    OrderCreation(ShipBobApi api, OrderLookup lookup) {
        this.api = api;
        this.lookup = lookup;
    }

    Outcome<Acknowledged> create(FulfilmentRequest request, JsonNode mapped) {
        String reference = request.reference();
        if (!(mapped instanceof ObjectNode object)
                || !reference.equals(object.path("reference_id").asText(""))
                || !object.path("products").isArray()) {
            return new Outcome.NotUnderstood<>(
                    "the body for " + reference + " lacks the reference or the products",
                    "Correct the mapping shipbob/order: reference_id must be the request's reference");
        }
        ShipBobSettings settings = api.settings();
        Optional<String> method = settings.shippingMethod(request.shippingMethod());
        if (method.isEmpty()) {
            return new Outcome.Refused<>(
                    "no-shipping-method",
                    "no shipping method of ShipBob is set for the store's method '" + request.shippingMethod() + "'",
                    "Set " + settings.property("shipping-method." + request.shippingMethod()) + " or "
                            + settings.property("shipping-method.default"));
        }
        ObjectNode body = object.deepCopy().put("shipping_method", method.get());
        settings.fulfillmentCenter().ifPresent(center -> body.put("location_id", center));
        Outcome<Acknowledged> created =
                api.call(api.post("create-order", "/order", body), answer -> acknowledged(answer, reference));
        return created instanceof Outcome.Refused<Acknowledged> refused
                ? afterRefusal(refused, reference, body)
                : created;
    }

    /** An answer that does not name the order settles nothing: the repeat gets 422 and looks it up. */
    private static Outcome<Acknowledged> acknowledged(JsonNode answer, String reference) {
        return WarehouseOrder.read(answer)
                .filter(order -> order.reference().equals(reference))
                .<Outcome<Acknowledged>>map(order -> new Outcome.Done<>(Acknowledged.of(order)))
                .orElseGet(() -> new Outcome.Unknown<>("ShipBob accepted the order without naming it"));
    }

    private Outcome<Acknowledged> afterRefusal(
            Outcome.Refused<Acknowledged> refused, String reference, ObjectNode body) {
        boolean duplicate = ShipBobOutcomes.DUPLICATE.equals(refused.code());
        if (!duplicate && !ShipBobOutcomes.UNPROCESSABLE.equals(refused.code())) {
            return refused;
        }
        return lookup.all(reference).then(found -> {
            if (!found.isEmpty()) {
                return judge(found, reference, body);
            }
            return duplicate
                    ? new Outcome.RetryLater<>(
                            Category.TRANSIENT,
                            "ShipBob knows the reference " + reference + " but does not show the order yet",
                            Optional.empty())
                    : refused;
        });
    }

    private static Outcome<Acknowledged> judge(List<WarehouseOrder> found, String reference, ObjectNode body) {
        List<WarehouseOrder> live =
                found.stream().filter(order -> !order.cancelled()).toList();
        if (live.isEmpty()) {
            return new Outcome.Refused<>(
                    "cancelled-at-warehouse",
                    "ShipBob's order " + found.get(0).id() + " with reference " + reference
                            + " is cancelled, and a reference is good for one order only",
                    "Create the order by hand in ShipBob under another reference, or cancel it here");
        }
        if (live.size() > 1) {
            return new Outcome.Refused<>(
                    "several-orders",
                    "ShipBob holds " + live.size() + " live orders with reference " + reference,
                    "Cancel all but one of them in ShipBob");
        }
        WarehouseOrder order = live.get(0);
        OrderedPieces asked = OrderedPieces.asked(body.path("products"));
        OrderedPieces held = asked.held(order.json().path("products"));
        if (!asked.same(held)) {
            return new Outcome.Refused<>(
                    "other-lines",
                    "ShipBob's order " + order.id() + " with reference " + reference + " is for " + held + ", not for "
                            + asked,
                    "Correct the order in ShipBob, or cancel it there and send the rest by hand");
        }
        return new Outcome.AlreadyThere<>(Acknowledged.of(order));
    }
}
