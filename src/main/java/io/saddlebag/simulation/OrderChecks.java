package io.saddlebag.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.odoo.SandboxOdoo.Delivery;
import io.saddlebag.sandbox.odoo.SandboxOdoo.Invoice;
import io.saddlebag.sandbox.odoo.SandboxOdoo.SoldLine;
import io.saddlebag.sandbox.odoo.SandboxOdoo.SoldOrder;
import io.saddlebag.sandbox.shipbob.PlacedLine;
import io.saddlebag.sandbox.shipbob.PlacedOrder;
import io.saddlebag.sandbox.shipbob.PlacedShipment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One order in the books of everybody, and what is wrong with it.
 *
 * @param sold what the ERP has under its number
 * @param sent what the warehouse has under its key
 * @param invoices of the ERP's order
 * @param deliveries of the ERP's order
 * @param inStore what the store shows, empty if it is gone
 * @param notes texts of the store's notes
 */
record OrderChecks(
        Trio trio,
        long id,
        List<SoldOrder> sold,
        List<PlacedOrder> sent,
        List<Invoice> invoices,
        List<Delivery> deliveries,
        Optional<JsonNode> inStore,
        List<String> notes) {

    private static final Set<String> STEPS = Set.of(
            "capture", "post-order", "source", "release", "shipment", "post-delivery", "invoice", "show-in-store");
    private static final Set<String> DONE = Set.of("done", "already-there", "noted");
    private static final Set<String> SERVICES = Set.of("SHIPPING", "FEE", "ROUNDING", "");

    /** What is there more than once, whatever else became of the order. */
    List<String> doubles() {
        List<String> found = new ArrayList<>();
        twice(found, "in the ERP", sold.size());
        twice(found, "at the warehouse", sent.size());
        for (SoldOrder order : sold) {
            BigDecimal billed = invoices.stream()
                    .filter(invoice -> "out_invoice".equals(invoice.type()) && !"cancel".equals(invoice.state()))
                    .map(Invoice::total)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            if (billed.compareTo(order.total()) > 0) {
                found.add("invoiced " + billed + " of " + order.total());
            }
            for (SoldLine line : order.lines()) {
                if (line.delivered().compareTo(line.quantity()) > 0) {
                    found.add(
                            line.sku() + ": " + line.delivered() + " of " + line.quantity() + " delivered in the ERP");
                }
            }
        }
        for (PlacedShipment shipment : shipped()) {
            long told = told(shipment);
            if (told > 1) {
                found.add(told + " notes about " + shipment.trackingNumber().orElseThrow());
            }
        }
        return found;
    }

    /**
     * What differs from an order that travelled to its end: everything once everywhere.
     *
     * @param deletedLater whether the shop deleted it, perhaps when all was done: then the store need not show it
     */
    List<String> deviations(boolean deletedLater) {
        List<String> found = new ArrayList<>();
        if (sold.size() != 1) {
            found.add(sold.size() + " times in the ERP");
        }
        if (sent.size() != 1) {
            found.add(sent.size() + " times at the warehouse");
        }
        if (sold.size() == 1 && sent.size() == 1) {
            erp(found, sold.get(0));
            deliveries(found);
            warehouse(found, sold.get(0));
            if (!deletedLater || inStore.isPresent()) {
                store(found, sold.get(0));
            }
        }
        return found;
    }

    /** Where it stands in the ledger, and whether its trace names every step. */
    List<String> ledger(Optional<Ledger.OrderRow> row, List<Ledger.Event> trace) {
        List<String> found = new ArrayList<>();
        OrderState expected = trio.manners().bills() ? OrderState.COMPLETED : OrderState.SHIPPED;
        if (row.map(Ledger.OrderRow::state).filter(expected::equals).isEmpty()) {
            found.add("the ledger has it as " + row.map(r -> r.state() + ", invoice " + r.invoiceState()));
        }
        Set<String> missing = new HashSet<>(STEPS);
        if (!trio.manners().bills()) {
            missing.remove("invoice");
        }
        trace.stream().filter(event -> DONE.contains(event.outcome())).forEach(event -> missing.remove(event.step()));
        if (!missing.isEmpty()) {
            found.add("its trace lacks " + missing);
        }
        return found;
    }

    /** Whether all of it has left the warehouse. */
    boolean left() {
        return !sent.isEmpty()
                && sent.get(0).shipments().stream()
                        .allMatch(s -> s.trackingNumber().isPresent());
    }

    /** Whether all of it is on invoices that are posted. */
    boolean billed() {
        return sold.size() == 1
                && !invoices.isEmpty()
                && sold.get(0).lines().stream().allMatch(l -> l.invoiced().compareTo(l.quantity()) == 0);
    }

    /** Whether the store shows it as done. */
    boolean shown() {
        return inStore.filter(order ->
                        trio.manners().completed().equals(order.path("status").asText()))
                .isPresent();
    }

    private static void twice(List<String> found, String where, int times) {
        if (times > 1) {
            found.add(times + " times " + where);
        }
    }

    private void erp(List<String> found, SoldOrder order) {
        if (!order.externalId().endsWith(trio.key(id).external())) {
            found.add("its external id in the ERP is '" + order.externalId() + "'");
        }
        if (!"sale".equals(order.state())) {
            found.add("the ERP has it as " + order.state());
        }
        for (SoldLine line : order.lines()) {
            if (!SERVICES.contains(line.sku())
                    && sentReferences().contains(line.sku())
                    && line.delivered().compareTo(line.quantity()) != 0) {
                found.add(line.sku() + ": " + line.delivered() + " of " + line.quantity() + " delivered in the ERP");
            }
            if (trio.manners().bills() && line.invoiced().compareTo(line.quantity()) != 0) {
                found.add(line.sku() + ": " + line.invoiced() + " of " + line.quantity() + " invoiced");
            }
        }
        if (trio.manners().bills()
                && (invoices.size() != 1
                        || !"posted".equals(invoices.get(0).state())
                        || invoices.get(0).total().compareTo(order.total()) != 0)) {
            found.add("invoices " + invoices + " of an order of " + order.total());
        }
    }

    private Set<String> sentReferences() {
        return sent.stream()
                .flatMap(order -> order.lines().stream())
                .map(PlacedLine::reference)
                .collect(Collectors.toSet());
    }

    private void deliveries(List<String> found) {
        List<String> done = deliveries.stream()
                .map(Delivery::state)
                .filter(state -> !"cancel".equals(state))
                .toList();
        if (done.size() != shipped().size() || !Set.of("done").containsAll(done)) {
            found.add("deliveries in the ERP " + done + " for " + shipped().size() + " shipments");
        }
    }

    private void warehouse(List<String> found, SoldOrder order) {
        Map<String, Integer> left = shipped().stream()
                .flatMap(shipment -> shipment.items().stream())
                .collect(Collectors.groupingBy(PlacedLine::reference, Collectors.summingInt(PlacedLine::quantity)));
        Map<String, Integer> ordered = order.lines().stream()
                .filter(line -> !SERVICES.contains(line.sku()) && left.containsKey(line.sku()))
                .collect(Collectors.groupingBy(SoldLine::sku, Collectors.summingInt(line -> line.quantity()
                        .intValueExact())));
        if (!ordered.equals(left) || left.isEmpty()) {
            found.add("ordered " + order.lines().stream().map(SoldLine::sku).toList() + ", of it " + ordered
                    + ", shipped " + left);
        }
    }

    private List<PlacedShipment> shipped() {
        return sent.stream()
                .flatMap(order -> order.shipments().stream())
                .filter(shipment -> shipment.trackingNumber().isPresent())
                .toList();
    }

    private void store(List<String> found, SoldOrder order) {
        if (!shown()) {
            found.add("the store shows "
                    + inStore.map(o -> o.path("status").asText()).orElse("nothing"));
        }
        inStore.map(o -> new BigDecimal(o.path("total").asText("0")))
                .filter(total -> total.compareTo(order.total()) != 0)
                .ifPresent(total -> found.add("the store's total is " + total + ", the ERP's " + order.total()));
        for (PlacedShipment shipment : shipped()) {
            long told = told(shipment);
            if (told != 1 && trio.manners().notes()) {
                found.add(told + " notes about " + shipment.trackingNumber().orElseThrow());
            }
        }
    }

    private long told(PlacedShipment shipment) {
        String tracking = shipment.trackingNumber().orElseThrow();
        return notes.stream().filter(note -> note.contains(tracking)).count();
    }
}
