package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.SkuProblems;
import io.saddlebag.order.StatusPolicy.Decision;
import io.saddlebag.order.TotalsProof;
import io.saddlebag.personal.ErasedOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether an order that no ERP has yet is posted, waits, or is left out.
 *
 * @param word {@code post}, {@code wait}, {@code ignore}, {@code cancel} or {@code park}
 * @param state where the order goes
 * @param reason in words
 * @param refusal why a person must decide, where one must
 */
record Admission(String word, OrderState state, String reason, Optional<DeliveryFailure.Parking> refusal) {

    static Admission of(Order order, StoreRules rules, Instant now) {
        TotalsProof.Result proof = new TotalsProof(rules.tolerance()).prove(order);
        Decision decision = rules.policy().decide(order, proof, now);
        if (decision instanceof Decision.Wait wait) {
            return new Admission("wait", OrderState.WAITING, wait.reason(), Optional.empty());
        }
        if (decision instanceof Decision.Ignore ignore) {
            return new Admission("ignore", OrderState.IGNORED, ignore.reason(), Optional.empty());
        }
        if (decision instanceof Decision.Cancel cancel) {
            return new Admission("cancel", OrderState.CANCELLED, cancel.reason(), Optional.empty());
        }
        if (proof instanceof TotalsProof.Result.Differs differs) {
            return park(
                    "totals-differ",
                    differs.explanation(),
                    "Look at the order in the store; a plugin writes amounts that do not add up. Correct it there"
                            + " and save, or raise saddlebag.store." + order.store() + ".tolerance."
                            + order.currency());
        }
        BigDecimal back = order.refunds().stream().map(Order.Refund::total).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (back.signum() != 0) {
            return park(
                    "refunded-before-posting",
                    back.abs().toPlainString() + " of " + order.total().toPlainString() + " " + order.currency()
                            + " was given back before the order was posted",
                    "Look in the store at what was refunded; post and send by hand what is left, then skip this message."
                            + " If the refund was a mistake, delete it in the store");
        }
        List<SkuProblems.Problem> problems = SkuProblems.of(order, rules.kits());
        if (!problems.isEmpty()) {
            return park(
                    problems.get(0).code(),
                    problems.stream().map(SkuProblems.Problem::cause).collect(Collectors.joining("; ")),
                    problems.stream()
                            .map(SkuProblems.Problem::remedy)
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        if (ErasedOrder.is(order)) {
            return park(
                    "customer-erased",
                    "the store wants it delivered, and its buyer was erased here: nobody here knows where it goes",
                    "Send it by hand out of the store, or have the buyer order anew; then skip this message");
        }
        return new Admission("post", OrderState.CAPTURED, "due, and its amounts add up", Optional.empty());
    }

    private static Admission park(String code, String cause, String remedy) {
        return new Admission(
                "park",
                OrderState.WAITING,
                cause,
                Optional.of(new DeliveryFailure.Parking("saddlebag", Category.BUSINESS, code, cause, remedy)));
    }
}
