package io.saddlebag.kill;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.SandboxPartners;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.PlacedLine;
import io.saddlebag.sandbox.shipbob.PlacedOrder;
import io.saddlebag.sandbox.shipbob.PlacedShipment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the partners hold of each order, compared with what they should: all of it once. Believes nothing we say. */
final class Judgement {

    private static final Set<String> STEPS = Set.of(
            "capture", "post-order", "source", "release", "shipment", "post-delivery", "invoice", "show-in-store");
    private static final Set<String> SERVICES = Set.of("SHIPPING", "FEE", "ROUNDING", "");

    private final SandboxPartners partners;
    private final Ledger ledger;
    private final HttpClient http = HttpClient.newHttpClient();

    Judgement(SandboxPartners partners, Ledger ledger) {
        this.partners = partners;
        this.ledger = ledger;
    }

    /** Every deviation, in words; empty if all is well. */
    List<String> deviations(List<Long> placed) {
        List<String> found = new ArrayList<>();
        Map<String, List<SandboxOdoo.SoldOrder>> sold =
                partners.odoo().orders().stream().collect(Collectors.groupingBy(SandboxOdoo.SoldOrder::clientOrderRef));
        Map<String, List<SandboxOdoo.Invoice>> invoices =
                partners.odoo().invoices().stream().collect(Collectors.groupingBy(SandboxOdoo.Invoice::origin));
        Map<Integer, List<SandboxOdoo.Delivery>> deliveries =
                partners.odoo().deliveries().stream().collect(Collectors.groupingBy(SandboxOdoo.Delivery::order));
        Map<String, List<PlacedOrder>> sent =
                partners.shipBob().orders().stream().collect(Collectors.groupingBy(PlacedOrder::reference));
        for (long id : placed) {
            OrderKey key = new OrderKey("main", String.valueOf(id));
            List<String> ofOrder = new ArrayList<>();
            List<SandboxOdoo.SoldOrder> inErp = sold.getOrDefault(String.valueOf(id), List.of());
            List<PlacedOrder> atWarehouse = sent.getOrDefault(key.external(), List.of());
            once(ofOrder, "in the ERP", inErp.size());
            once(ofOrder, "at the warehouse", atWarehouse.size());
            if (inErp.size() == 1 && atWarehouse.size() == 1) {
                SandboxOdoo.SoldOrder order = inErp.get(0);
                List<PlacedShipment> shipments = shipped(atWarehouse.get(0));
                erp(ofOrder, order, invoices.getOrDefault(order.name(), List.of()));
                deliveries(ofOrder, deliveries.getOrDefault(order.id(), List.of()), shipments.size());
                warehouse(ofOrder, order, shipments);
                store(ofOrder, id, shipments);
            }
            ledger(ofOrder, key);
            if (!ofOrder.isEmpty()) {
                ledger.trace(key).forEach(event -> ofOrder.add("  trace: " + event));
            }
            ofOrder.forEach(what -> found.add(key + ": " + what));
        }
        if (sold.size() != placed.size() || sent.size() != placed.size()) {
            found.add(sold.size() + " references in the ERP, " + sent.size() + " at the warehouse, " + placed.size()
                    + " orders in the store");
        }
        whole(found, placed.size());
        return found;
    }

    private static void once(List<String> found, String where, int times) {
        if (times != 1) {
            found.add(times + " times " + where);
        }
    }

    private static void erp(List<String> found, SandboxOdoo.SoldOrder order, List<SandboxOdoo.Invoice> invoices) {
        if (!order.externalId().endsWith("main_order_" + order.clientOrderRef())) {
            found.add("its external id in the ERP is '" + order.externalId() + "'");
        }
        if (!"sale".equals(order.state())) {
            found.add("the ERP has it as " + order.state());
        }
        for (SandboxOdoo.SoldLine line : order.lines()) {
            if (!SERVICES.contains(line.sku()) && line.delivered().compareTo(line.quantity()) != 0) {
                found.add(line.sku() + ": " + line.delivered() + " of " + line.quantity() + " delivered in the ERP");
            }
            if (line.invoiced().compareTo(line.quantity()) != 0) {
                found.add(line.sku() + ": " + line.invoiced() + " of " + line.quantity() + " invoiced");
            }
        }
        if (invoices.size() != 1
                || !"posted".equals(invoices.get(0).state())
                || invoices.get(0).total().compareTo(order.total()) != 0) {
            found.add("invoices " + invoices + " of an order of " + order.total());
        }
    }

    private static void deliveries(List<String> found, List<SandboxOdoo.Delivery> deliveries, int shipments) {
        List<String> done = deliveries.stream()
                .map(SandboxOdoo.Delivery::state)
                .filter(state -> !"cancel".equals(state))
                .toList();
        if (done.size() != shipments || !Set.of("done").containsAll(done)) {
            found.add("deliveries in the ERP " + done + " for " + shipments + " shipments");
        }
    }

    private static void warehouse(List<String> found, SandboxOdoo.SoldOrder order, List<PlacedShipment> shipments) {
        Map<String, Integer> ordered = order.lines().stream()
                .filter(line -> !SERVICES.contains(line.sku()))
                .collect(Collectors.groupingBy(SandboxOdoo.SoldLine::sku, Collectors.summingInt(line -> line.quantity()
                        .intValueExact())));
        Map<String, Integer> left = shipments.stream()
                .flatMap(shipment -> shipment.items().stream())
                .collect(Collectors.groupingBy(PlacedLine::reference, Collectors.summingInt(PlacedLine::quantity)));
        if (!ordered.equals(left)) {
            found.add("ordered " + ordered + ", shipped " + left);
        }
    }

    private static List<PlacedShipment> shipped(PlacedOrder order) {
        return order.shipments().stream()
                .filter(shipment -> shipment.trackingNumber().isPresent())
                .toList();
    }

    private void store(List<String> found, long id, List<PlacedShipment> shipments) {
        String status = partners.store()
                .order(id)
                .map(order -> order.path("status").asText())
                .orElse("missing");
        if (!"completed".equals(status)) {
            found.add("the store shows " + status);
        }
        JsonNode notes = notes(id);
        for (PlacedShipment shipment : shipments) {
            String tracking = shipment.trackingNumber().orElseThrow();
            int told = 0;
            for (JsonNode note : notes) {
                told += note.path("note").asText().contains(tracking) ? 1 : 0;
            }
            if (told != 1) {
                found.add(told + " notes about " + tracking);
            }
        }
    }

    private JsonNode notes(long id) {
        String key = partners.store().options().consumerKey() + ":"
                + partners.store().options().consumerSecret();
        try {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(
                                    URI.create(partners.store().url() + "/wp-json/wc/v3/orders/" + id + "/notes"))
                            .header(
                                    "Authorization",
                                    "Basic " + Base64.getEncoder().encodeToString(key.getBytes(StandardCharsets.UTF_8)))
                            .build(),
                    HttpResponse.BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw new IllegalStateException("the store answers " + answer.statusCode() + " about notes of " + id);
            }
            return Documents.parse(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void ledger(List<String> found, OrderKey key) {
        Optional<Ledger.OrderRow> row = ledger.order(key);
        if (row.map(Ledger.OrderRow::state).filter(OrderState.COMPLETED::equals).isEmpty()) {
            found.add("the ledger has it as " + row.map(r -> r.state() + ", invoice " + r.invoiceState()));
        }
        Set<String> missing = new HashSet<>(STEPS);
        List<Ledger.Event> trace = ledger.trace(key);
        trace.stream()
                .filter(event -> Set.of("done", "already-there", "noted").contains(event.outcome()))
                .forEach(event -> missing.remove(event.step()));
        if (!missing.isEmpty()) {
            found.add("its trace lacks " + missing);
        }
        trace.stream()
                .filter(event -> Set.of("refused", "parked").contains(event.outcome()))
                .forEach(event -> found.add("trace: " + event.step() + " " + event.outcome() + ", " + event.detail()));
    }

    private void whole(List<String> found, int orders) {
        ledger.counts().forEach((state, count) -> {
            long expected = OrderState.COMPLETED.name().equals(state) ? orders : 0;
            if (count != expected) {
                found.add("the ledger counts " + count + " as " + state + " instead of " + expected);
            }
        });
        ledger.parked(Optional.empty(), 20)
                .forEach(parked -> found.add("parked: " + parked.order() + " at " + parked.step() + ": " + parked.code()
                        + ", " + parked.cause()));
    }
}
