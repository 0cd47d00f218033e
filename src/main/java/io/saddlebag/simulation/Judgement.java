package io.saddlebag.simulation;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo.Delivery;
import io.saddlebag.sandbox.odoo.SandboxOdoo.Invoice;
import io.saddlebag.sandbox.odoo.SandboxOdoo.SoldOrder;
import io.saddlebag.sandbox.shipbob.PlacedOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What the partners hold of each order, compared with what they should: all of it once. Believes nothing we say. */
public final class Judgement {

    private static final int ALL = 1_000_000;

    private final Trio trio;
    private final Ledger ledger;

    /** Judges the sandbox partners of a test, whose store is called {@code main}. */
    public static Judgement of(SandboxPartners partners, Ledger ledger) {
        return new Judgement(Trio.of(partners), ledger);
    }

    Judgement(Trio trio, Ledger ledger) {
        this.trio = trio;
        this.ledger = ledger;
    }

    /**
     * What became of the orders.
     *
     * @param placed how many there are
     * @param captured known to the ledger
     * @param withdrawn taken back before the ERP had them
     * @param posted in the ERP
     * @param released at the warehouse
     * @param shipped wholly left
     * @param invoiced wholly invoiced
     * @param shown as done in the store
     * @param parked orders that wait for a person, by code
     * @param lost orders that are missing where they should be, in words
     * @param doubled what is there twice, in words
     * @param different every other deviation, in words
     */
    public record Findings(
            int placed,
            int captured,
            int withdrawn,
            int posted,
            int released,
            int shipped,
            int invoiced,
            int shown,
            Map<String, Integer> parked,
            List<String> lost,
            List<String> doubled,
            List<String> different) {

        /** Copies the collections. */
        public Findings {
            parked = new TreeMap<>(parked);
            lost = List.copyOf(lost);
            doubled = List.copyOf(doubled);
            different = List.copyOf(different);
        }
    }

    /** Every deviation from orders that are all done, in words; empty if all is well. */
    public List<String> deviations(List<Long> placed) {
        Map<Long, Habit> kept = new LinkedHashMap<>();
        placed.forEach(id -> kept.put(id, Habit.KEEPS));
        Findings findings = findings(kept);
        List<String> all = new ArrayList<>(findings.lost());
        all.addAll(findings.doubled());
        all.addAll(findings.different());
        ledger.parked(Optional.empty(), 20)
                .forEach(parked -> all.add("parked: " + parked.order() + " at " + parked.step() + ": " + parked.code()
                        + ", " + parked.cause()));
        return all;
    }

    /** Every deviation of one order from one that is done, in words; parked messages are not looked at. */
    List<String> deviations(long id) {
        Tally tally = new Tally(1);
        judge(tally, books().of(id), Habit.KEEPS, Set.of());
        List<String> all = new ArrayList<>(tally.lost);
        all.addAll(tally.doubled);
        tally.different.stream().filter(what -> !what.contains("  trace: ")).forEach(all::add);
        return all;
    }

    /**
     * What became of some orders nobody changed.
     *
     * @param judged these
     * @param placed all there are
     */
    public Findings findings(Collection<Long> judged, Collection<Long> placed) {
        Map<Long, Habit> kept = new LinkedHashMap<>();
        judged.forEach(id -> kept.put(id, Habit.KEEPS));
        return findings(kept, Set.copyOf(placed));
    }

    /** What became of the orders, each with what its shopper did to it. */
    Findings findings(Map<Long, Habit> placed) {
        return findings(placed, placed.keySet());
    }

    private Findings findings(Map<Long, Habit> judged, Set<Long> placed) {
        Books books = books();
        Map<OrderKey, Set<String>> codes = new LinkedHashMap<>();
        for (Parked parked : ledger.parked(Optional.empty(), ALL)) {
            parked.order().ifPresent(key -> codes.computeIfAbsent(key, k -> new TreeSet<>())
                    .add(parked.code()));
        }
        Tally tally = new Tally(judged.size());
        judged.forEach((id, habit) -> judge(tally, books.of(id), habit, codes.getOrDefault(trio.key(id), Set.of())));
        Set<String> ours = placed.stream().map(id -> trio.key(id).external()).collect(Collectors.toSet());
        books.sent.keySet().stream()
                .filter(reference -> reference.startsWith(trio.name() + "_order_") && !ours.contains(reference))
                .forEach(reference -> tally.different.add("the warehouse has " + reference + ", which nobody ordered"));
        books.sold.keySet().stream()
                .filter(reference -> !placed.contains(number(reference)))
                .forEach(reference -> tally.different.add("the ERP has " + reference + ", which nobody ordered"));
        return tally.findings();
    }

    private static long number(String reference) {
        return reference.matches("\\d{1,15}") ? Long.parseLong(reference) : -1;
    }

    private void judge(Tally tally, OrderChecks order, Habit habit, Set<String> codes) {
        OrderKey key = trio.key(order.id());
        Optional<OrderRow> row = ledger.order(key);
        boolean withdrawn =
                row.map(OrderRow::state).filter(OrderState.CANCELLED::equals).isPresent();
        tally.count(order, row.isPresent(), withdrawn && order.sold().isEmpty());
        codes.forEach(code -> tally.parked.merge(code, 1, Integer::sum));
        order.doubles().forEach(what -> tally.doubled.add(key + ": " + what));
        if (row.isEmpty()) {
            // Deleted before anything of it was seen: nothing was promised to anyone.
            if (habit == Habit.DELETES
                    && order.inStore().isEmpty()
                    && order.sold().isEmpty()) {
                tally.captured++;
                tally.withdrawn++;
            } else {
                tally.lost.add(key + ": never captured");
            }
            return;
        }
        if (!codes.isEmpty()) {
            return;
        }
        if (withdrawn) {
            if (habit == Habit.KEEPS) {
                tally.different.add(key + ": cancelled, which nobody asked for");
            } else if (!order.sold().isEmpty() || !order.sent().isEmpty()) {
                tally.different.add(key + ": cancelled, but the ERP or the warehouse has it");
            }
            return;
        }
        if (order.sold().isEmpty()) {
            tally.lost.add(key + ": not in the ERP, " + row.get().state() + " in the ledger");
        }
        if (order.sent().isEmpty()) {
            tally.lost.add(key + ": not at the warehouse, " + row.get().state() + " in the ledger");
        }
        List<Ledger.Event> trace = ledger.trace(key);
        List<String> different = new ArrayList<>(order.deviations(habit == Habit.DELETES));
        different.addAll(order.ledger(row, trace));
        if (!different.isEmpty()) {
            different.forEach(what -> tally.different.add(key + " (" + habit + "): " + what));
            trace.forEach(event -> tally.different.add(key + ":   trace: " + event));
        }
    }

    private Books books() {
        String external = trio.name() + "_order_";
        List<SoldOrder> sold = trio.erp().orders().stream()
                .filter(order ->
                        order.externalId().isEmpty() || order.externalId().contains(external))
                .toList();
        return new Books(
                by(sold, SoldOrder::clientOrderRef),
                by(trio.erp().invoices(), Invoice::origin),
                by(trio.erp().deliveries(), Delivery::order),
                by(trio.warehouse().orders(), PlacedOrder::reference));
    }

    private static <K, V> Map<K, List<V>> by(Collection<V> all, Function<V, K> key) {
        return all.stream().collect(Collectors.groupingBy(key));
    }

    /** The partners' books, each read once. */
    private final class Books {
        private final Map<String, List<SoldOrder>> sold;
        private final Map<String, List<Invoice>> invoices;
        private final Map<Integer, List<Delivery>> deliveries;
        private final Map<String, List<PlacedOrder>> sent;

        Books(
                Map<String, List<SoldOrder>> sold,
                Map<String, List<Invoice>> invoices,
                Map<Integer, List<Delivery>> deliveries,
                Map<String, List<PlacedOrder>> sent) {
            this.sold = sold;
            this.invoices = invoices;
            this.deliveries = deliveries;
            this.sent = sent;
        }

        OrderChecks of(long id) {
            List<SoldOrder> orders = sold.getOrDefault(String.valueOf(id), List.of());
            return new OrderChecks(
                    trio,
                    id,
                    orders,
                    sent.getOrDefault(trio.key(id).external(), List.of()),
                    orders.stream()
                            .flatMap(o -> invoices.getOrDefault(o.name(), List.of()).stream())
                            .toList(),
                    orders.stream()
                            .flatMap(o -> deliveries.getOrDefault(o.id(), List.of()).stream())
                            .toList(),
                    trio.store().order(id),
                    trio.store().notes(id));
        }
    }

    /** Counts while it goes through the orders. */
    private static final class Tally {
        private final int placed;
        private int captured;
        private int withdrawn;
        private int posted;
        private int released;
        private int shipped;
        private int invoiced;
        private int shown;
        private final Map<String, Integer> parked = new TreeMap<>();
        private final List<String> lost = new ArrayList<>();
        private final List<String> doubled = new ArrayList<>();
        private final List<String> different = new ArrayList<>();

        Tally(int placed) {
            this.placed = placed;
        }

        void count(OrderChecks order, boolean known, boolean takenBack) {
            captured += known ? 1 : 0;
            withdrawn += takenBack ? 1 : 0;
            posted += order.sold().isEmpty() ? 0 : 1;
            released += order.sent().isEmpty() ? 0 : 1;
            shipped += order.left() ? 1 : 0;
            invoiced += order.billed() ? 1 : 0;
            shown += order.shown() ? 1 : 0;
        }

        Findings findings() {
            return new Findings(
                    placed, captured, withdrawn, posted, released, shipped, invoiced, shown, parked, lost, doubled,
                    different);
        }
    }
}
