package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A page of the ledger's orders against what ERPs and warehouses have of them, a few calls a page. */
final class PartnerSides {

    private final Partners partners;
    private final Rules rules;
    private final ErpComparison erp;
    private final BillComparison bills;
    private final WarehouseComparison warehouses;
    private final Set<String> givenUp = new TreeSet<>();

    PartnerSides(Partners partners, Rules rules) {
        this.partners = partners;
        this.rules = rules;
        this.erp = new ErpComparison(rules);
        this.bills = new BillComparison(rules);
        this.warehouses = new WarehouseComparison(rules, partners::speaksWith);
    }

    /** Partners orders are of, and that are not configured any more. */
    Set<String> givenUp() {
        return givenUp;
    }

    void compare(Map<OrderKey, Known> settled, Map<OrderKey, Differences> differences) {
        inErp(settled, differences);
        atWarehouses(settled, differences);
    }

    private void inErp(Map<OrderKey, Known> settled, Map<OrderKey, Differences> differences) {
        Map<String, List<Known>> byErp = settled.values().stream()
                .collect(Collectors.groupingBy(known -> known.row().erp().orElse(rules.erp())));
        byErp.forEach((name, group) -> {
            if (!partners.speaksWith(name)) {
                givenUp.add(name);
                return;
            }
            List<ErpOrder> orders = partners.inErp(
                    name,
                    group.stream()
                            .map(known -> new Partners.Wanted(
                                    known.key(),
                                    known.row().erpId().orElse(""),
                                    known.row().number()))
                            .toList());
            Map<String, List<ErpOrder>> byName = new HashMap<>();
            for (ErpOrder order : orders) {
                order.key().ifPresent(key -> put(byName, "key " + key, order));
                put(byName, "id " + order.id(), order);
                put(byName, "number " + order.reference(), order);
            }
            for (Known known : group) {
                Set<ErpOrder> candidates = new LinkedHashSet<>();
                candidates.addAll(byName.getOrDefault("key " + known.key(), List.of()));
                candidates.addAll(
                        byName.getOrDefault("id " + known.row().erpId().orElse("-"), List.of()));
                candidates.addAll(byName.getOrDefault("number " + known.row().number(), List.of()));
                erp.compare(known, List.copyOf(candidates), differences.get(known.key()));
                bills.compare(known, List.copyOf(candidates), differences.get(known.key()));
            }
        });
    }

    private static void put(Map<String, List<ErpOrder>> byName, String name, ErpOrder order) {
        byName.computeIfAbsent(name, n -> new ArrayList<>()).add(order);
    }

    private void atWarehouses(Map<OrderKey, Known> settled, Map<OrderKey, Differences> differences) {
        Map<String, Set<String>> wanted = new LinkedHashMap<>();
        for (Known known : settled.values()) {
            for (Known.Asked asked : known.asked()) {
                if (!partners.speaksWith(asked.warehouse())) {
                    givenUp.add(asked.warehouse());
                    continue;
                }
                wanted.computeIfAbsent(asked.warehouse(), name -> new LinkedHashSet<>())
                        .add(References.of(known.key(), asked.part()));
            }
            if (known.asked().isEmpty() && known.row().state() == OrderState.POSTED) {
                rules.warehouses().forEach(name -> wanted.computeIfAbsent(name, n -> new LinkedHashSet<>())
                        .add(References.of(known.key(), 1)));
            }
        }
        Map<OrderKey, List<HeldOrder>> held = new HashMap<>();
        wanted.forEach((name, references) -> partners.atWarehouse(name, references)
                .forEach(order -> held.computeIfAbsent(order.key(), key -> new ArrayList<>())
                        .add(order)));
        settled.values()
                .forEach(known -> warehouses.compare(
                        known, held.getOrDefault(known.key(), List.of()), differences.get(known.key())));
    }
}
