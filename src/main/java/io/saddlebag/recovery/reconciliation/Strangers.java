package io.saddlebag.recovery.reconciliation;

import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.order.OrderKey;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What partners have under our name and the ledger does not know. */
final class Strangers {

    private final Reconciliations reconciliations;
    private final Rules rules;

    Strangers(Reconciliations reconciliations, Rules rules) {
        this.reconciliations = reconciliations;
        this.rules = rules;
    }

    List<Found> inErp(List<ErpOrder> orders) {
        List<ErpOrder> live = orders.stream()
                .filter(order -> order.isLive() && order.key().isPresent())
                .toList();
        return strangers(live, order -> order.key().orElseThrow(), order -> Differences.of(
                        order.key().orElseThrow(), order.currency(), order.datedAt())
                .add(
                        Kind.UNKNOWN_IN_ERP,
                        rules.erp(),
                        order.number(),
                        order.total(),
                        Repair.CAPTURE,
                        rules.erp() + " has " + order.number() + " of the order "
                                + order.key().orElseThrow() + ", which the ledger does not know"));
    }

    List<Found> atWarehouse(List<HeldOrder> orders) {
        List<HeldOrder> live =
                orders.stream().filter(order -> !order.cancelled()).toList();
        return strangers(live, HeldOrder::key, order -> Differences.of(order.key(), "", order.insertedAt())
                .add(
                        Kind.UNKNOWN_AT_WAREHOUSE,
                        order.warehouse(),
                        order.id(),
                        BigDecimal.ZERO,
                        Repair.CAPTURE,
                        order.warehouse() + " has " + order.id() + " of the order " + order.key()
                                + ", which the ledger does not know"));
    }

    private <T> List<Found> strangers(List<T> all, Function<T, OrderKey> key, Function<T, Differences> differences) {
        Set<OrderKey> known = reconciliations.known(all.stream().map(key).collect(Collectors.toSet()));
        return all.stream()
                .filter(one -> !known.contains(key.apply(one)))
                .flatMap(one -> differences.apply(one).with(List.of(), BigDecimal.ZERO).stream())
                .toList();
    }
}
