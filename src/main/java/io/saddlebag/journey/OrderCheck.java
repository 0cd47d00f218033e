package io.saddlebag.journey;

import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.order.Order;
import java.time.Instant;
import java.util.Optional;

/**
 * What the rules of a store say of an order, without anything being done about it.
 *
 * @param decision {@code post}, {@code wait}, {@code ignore}, {@code cancel} or {@code park}
 * @param reason in words
 * @param refusal why it would be parked, where it would
 */
public record OrderCheck(String decision, String reason, Optional<DeliveryFailure.Parking> refusal) {

    /** Judges as route {@code capture-orders} does. */
    public static OrderCheck of(Order order, StoreRules rules, Instant now) {
        Admission admission = Admission.of(order, rules, now);
        return new OrderCheck(admission.word(), admission.reason(), admission.refusal());
    }
}
