package io.saddlebag.recovery.reconciliation;

import static io.saddlebag.recovery.reconciliation.Money.written;

import io.saddlebag.order.OrderState;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** The ledger's orders against an ERP's. */
final class ErpComparison {

    private final Rules rules;

    ErpComparison(Rules rules) {
        this.rules = rules;
    }

    /**
     * Compares one order.
     *
     * @param candidates what the ERP has that is, or looks like, this order
     */
    void compare(Known known, List<ErpOrder> candidates, Differences differences) {
        String erp = known.row().erp().orElse(rules.erp());
        List<ErpOrder> ours =
                candidates.stream().filter(order -> isOurs(known, order)).toList();
        List<ErpOrder> live = ours.stream().filter(ErpOrder::isLive).toList();
        OrderState state = known.row().state();
        if (!known.reached(OrderState.CAPTURED)) {
            live.forEach(order -> differences.add(
                    Kind.LIVE_IN_ERP,
                    erp,
                    order.number(),
                    order.total(),
                    Repair.BY_HAND,
                    erp + " has it as " + order.number() + ", here it is " + state.words() + "; cancel it there"));
        } else if (state == OrderState.CAPTURED) {
            captured(known, erp, live, differences);
        } else {
            posted(known, erp, ours, live, differences);
        }
        twice(known, erp, live, candidates, differences);
    }

    private static boolean isOurs(Known known, ErpOrder order) {
        return order.key().equals(Optional.of(known.key()))
                || order.id().equals(known.row().erpId().orElse(""));
    }

    private static void captured(Known known, String erp, List<ErpOrder> live, Differences differences) {
        Optional<ErpOrder> first = live.stream().findFirst();
        if (first.isEmpty()) {
            differences.add(
                    Kind.MISSING_IN_ERP, erp, "", known.total(), Repair.POST, "it is captured and not in " + erp);
            return;
        }
        boolean draft = first.get().state() == ErpOrder.State.DRAFT;
        differences.add(
                draft ? Kind.DRAFT_IN_ERP : Kind.POSTING_NOT_RECORDED,
                erp,
                first.get().number(),
                first.get().total(),
                Repair.POST,
                erp + " has it as " + first.get().number() + (draft ? ", a draft" : "") + "; here it is not posted");
    }

    private void posted(Known known, String erp, List<ErpOrder> ours, List<ErpOrder> live, Differences differences) {
        String number = known.row().erpNumber().orElse("?");
        Optional<ErpOrder> own = own(known, ours);
        if (own.isEmpty()) {
            differences.add(
                    Kind.MISSING_IN_ERP,
                    erp,
                    "",
                    known.total(),
                    Repair.BY_HAND,
                    "it was posted as " + number + ", which " + erp + " does not have any more; restore it there");
            return;
        }
        ErpOrder order = own.get();
        boolean takenBack = rules.takesBack(known.row().storeStatus());
        if (takenBack && !known.reached(OrderState.SHIPPED)) {
            live.forEach(one -> differences.add(
                    Kind.LIVE_IN_ERP,
                    erp,
                    one.number(),
                    one.total(),
                    Repair.BY_HAND,
                    "the store has it as " + known.row().storeStatus() + ", " + erp + " still as " + one.number()
                            + "; cancel it there"));
            return;
        }
        if (!order.isLive()) {
            if (!takenBack && !rules.policy().cancelled().contains(known.row().storeStatus())) {
                differences.add(
                        Kind.CANCELLED_IN_ERP,
                        erp,
                        order.number(),
                        known.total(),
                        Repair.BY_HAND,
                        order.number() + " is cancelled in " + erp + ", the store has it as "
                                + known.row().storeStatus());
            }
            return;
        }
        if (order.state() == ErpOrder.State.DRAFT) {
            differences.add(
                    Kind.DRAFT_IN_ERP,
                    erp,
                    order.number(),
                    order.total(),
                    Repair.BY_HAND,
                    order.number() + " is a draft again in " + erp + "; confirm it there");
        }
        BigDecimal difference = order.total().subtract(known.total());
        boolean sameCurrency = order.currency().equals(known.row().currency());
        if (!sameCurrency || difference.abs().compareTo(order.tolerance()) > 0) {
            differences.add(
                    Kind.ERP_TOTAL_DIFFERS,
                    erp,
                    order.number(),
                    sameCurrency ? difference : known.total(),
                    Repair.BY_HAND,
                    erp + " has " + written(order.total(), order.currency()) + " on " + order.number() + ", the store "
                            + written(known.total(), known.row().currency()));
        }
    }

    /** The one that was recorded, else the first that is there. */
    static Optional<ErpOrder> own(Known known, List<ErpOrder> ours) {
        return ours.stream()
                .filter(order -> order.id().equals(known.row().erpId().orElse("")))
                .findFirst()
                .or(() -> ours.stream().filter(ErpOrder::isLive).findFirst())
                .or(() -> ours.stream().findFirst());
    }

    /** Copies made in the ERP keep what names the order; what another system entered has the same number and amount. */
    private static void twice(
            Known known, String erp, List<ErpOrder> live, List<ErpOrder> candidates, Differences differences) {
        Optional<ErpOrder> own = own(known, live);
        if (own.isEmpty()) {
            return;
        }
        candidates.stream()
                .filter(ErpOrder::isLive)
                .filter(order -> !order.id().equals(own.get().id()))
                .filter(order -> live.contains(order) || looksAlike(known, own.get(), order))
                .forEach(order -> differences.add(
                        Kind.TWICE_IN_ERP,
                        erp,
                        order.number(),
                        order.total(),
                        Repair.BY_HAND,
                        erp + " has it as " + own.get().number() + " and as " + order.number() + "; cancel one there"));
    }

    private static boolean looksAlike(Known known, ErpOrder own, ErpOrder order) {
        return order.key().isEmpty()
                && order.reference().equals(known.row().number())
                && order.currency().equals(own.currency())
                && order.total().compareTo(own.total()) == 0;
    }
}
