package io.saddlebag.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.order.OrderState;
import io.saddlebag.simulation.Flow.Result;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * The six regression flows of one store: order capture, partial shipment, cancellation, refund, return, inventory
 * adjustment. Each places its own orders and looks at what partners and ledger hold afterwards.
 */
final class PeakFlows {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final long LOOK_MILLIS = 100;
    private static final int PIECES = 4;
    private static final BigDecimal A_LITTLE = new BigDecimal("1.00");

    private final Trio trio;
    private final Ledger ledger;
    private final Judgement judgement;

    PeakFlows(Trio trio, Ledger ledger) {
        this.trio = trio;
        this.ledger = ledger;
        this.judgement = new Judgement(trio, ledger);
    }

    List<Flow> all() {
        List<Flow> flows = new ArrayList<>();
        long captured = trio.store().place(1, trio.manners().due()).get(0);
        Flow capture = capture(captured);
        flows.add(capture);
        if (capture.result() == Result.FAIL) {
            for (String name : List.of("partial shipment", "cancellation", "refund")) {
                flows.add(flow(name, Result.FAIL, "needs order capture, which fails"));
            }
        } else {
            flows.add(partialShipment(captured));
            flows.add(cancellation());
            flows.add(refund(captured));
        }
        flows.add(flow("return", Result.NOT_YET, "this version has no returns; a person books them"));
        flows.add(flow("inventory adjustment", Result.NOT_YET, "this version does not publish stock to the store"));
        return flows;
    }

    private Flow flow(String name, Result result, String reason) {
        return new Flow(trio.name(), name, result, reason);
    }

    private Flow capture(long id) {
        String name = "order capture";
        return wrong(id)
                .map(why -> flow(name, Result.FAIL, why))
                .orElseGet(() -> flow(
                        name,
                        Result.PASS,
                        "posted, sent, " + (trio.manners().bills() ? "invoiced, " : "not invoiced (a person does), ")
                                + "shown in the store; once everywhere"));
    }

    /** What keeps an order from its end; empty once it is there. */
    private Optional<String> wrong(long id) {
        List<String> deviations = new ArrayList<>();
        soon(() -> {
            if (!codes(id).isEmpty()) {
                return true;
            }
            deviations.clear();
            deviations.addAll(judgement.deviations(id));
            return deviations.isEmpty();
        });
        Optional<Parked> parked = parked(id).stream().findFirst();
        if (parked.isPresent()) {
            return parked.map(p -> "parked as " + p.code() + ": " + p.cause() + " -> " + p.remedy());
        }
        return deviations.stream().findFirst().map(first -> first + waits(id));
    }

    private String waits(long id) {
        return ledger.trace(trio.key(id)).stream()
                .filter(event -> "waiting".equals(event.outcome()))
                .reduce((first, last) -> last)
                .map(event -> "; it waits: " + event.detail())
                .orElse("");
    }

    /** The warehouse sends orders of several pieces in two parcels, the second a moment later. */
    private Flow partialShipment(long like) {
        String name = "partial shipment";
        long id = trio.store().place(severalPieces(like));
        boolean partly = soon(() -> !codes(id).isEmpty() || state(id) == OrderState.PARTLY_SHIPPED);
        long told = trackings(id).stream()
                .filter(tracking -> trio.store().notes(id).stream().anyMatch(note -> note.contains(tracking)))
                .count();
        Optional<String> wrong = wrong(id);
        if (wrong.isPresent()) {
            return flow(name, Result.FAIL, wrong.get());
        }
        if (!partly) {
            return flow(name, Result.FAIL, "the order was never seen as partly shipped");
        }
        int parcels = trackings(id).size();
        return parcels < 2
                ? flow(name, Result.FAIL, "the sandbox sent it in " + parcels + " parcel")
                : flow(
                        name,
                        Result.PASS,
                        parcels + " parcels, a delivery in the ERP for each"
                                + (told > 0 ? ", tracking in the store" : ""));
    }

    private ObjectNode severalPieces(long like) {
        JsonNode order = trio.store().order(like).orElseThrow();
        ObjectNode copy = JsonNodeFactory.instance
                .objectNode()
                .put("status", trio.manners().due());
        copy.set("billing", order.path("billing").deepCopy());
        copy.set("shipping", order.path("shipping").deepCopy());
        JsonNode first = order.path("line_items").path(0);
        copy.putArray("line_items")
                .addObject()
                .put("product_id", first.path("product_id").asLong())
                .put("variation_id", first.path("variation_id").asLong())
                .put("quantity", PIECES);
        JsonNode shipping = order.path("shipping_lines").path(0);
        copy.putArray("shipping_lines")
                .addObject()
                .put("method_id", shipping.path("method_id").asText())
                .put("method_title", shipping.path("method_title").asText())
                .put("total", shipping.path("total").asText());
        return copy;
    }

    private Flow cancellation() {
        String name = "cancellation";
        long early = trio.store().place(1, trio.manners().waits()).get(0);
        if (!soon(() -> ledger.order(trio.key(early)).isPresent())) {
            return flow(name, Result.FAIL, "an order that is not due yet was not seen");
        }
        cancel(early);
        if (!soon(() -> state(early) == OrderState.CANCELLED) || inErp(early)) {
            return flow(
                    name,
                    Result.FAIL,
                    "an order cancelled before it was due is " + state(early)
                            + (inErp(early) ? " and in the ERP" : ""));
        }
        long late = trio.store().place(1, trio.manners().due()).get(0);
        if (!soon(
                () -> ledger.order(trio.key(late)).flatMap(OrderRow::erpNumber).isPresent())) {
            return flow(name, Result.FAIL, "an order that was to be cancelled after posting was not posted");
        }
        cancel(late);
        Set<String> codes = told(late);
        return codes.isEmpty()
                ? flow(name, Result.FAIL, "cancelled after posting, and nobody was told")
                : flow(
                        name,
                        Result.PASS,
                        "before posting: never posted; afterwards: parked for a person as " + String.join(", ", codes));
    }

    private void cancel(long id) {
        trio.store()
                .edit(
                        id,
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("status", trio.manners().cancelled()));
    }

    private Flow refund(long id) {
        trio.store().refund(id, A_LITTLE);
        Set<String> codes = told(id);
        return codes.isEmpty()
                ? flow("refund", Result.FAIL, "money was given back in the store, and nobody was told")
                : flow(
                        "refund",
                        Result.NOT_YET,
                        "noticed and parked as " + String.join(", ", codes)
                                + "; a person posts the credit note, this version does not");
    }

    private Set<String> told(long id) {
        soon(() -> !codes(id).isEmpty());
        return codes(id);
    }

    private OrderState state(long id) {
        return ledger.order(trio.key(id)).map(OrderRow::state).orElse(OrderState.WAITING);
    }

    private boolean inErp(long id) {
        return !trio.erp().ordersByReference(String.valueOf(id)).isEmpty();
    }

    private List<Parked> parked(long id) {
        return ledger.parked(Optional.of(trio.key(id)), 10);
    }

    private Set<String> codes(long id) {
        return parked(id).stream().map(Parked::code).collect(Collectors.toSet());
    }

    private List<String> trackings(long id) {
        return trio.warehouse().orders(trio.key(id).external()).stream()
                .flatMap(order -> order.shipments().stream())
                .flatMap(shipment -> shipment.trackingNumber().stream())
                .toList();
    }

    private static boolean soon(BooleanSupplier condition) {
        long limit = System.nanoTime() + SOON.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > limit) {
                return false;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** The flows of a store that cannot be played at all. */
    static List<Flow> none(String store, String why) {
        List<Flow> flows = new ArrayList<>();
        for (String name : List.of(
                "order capture", "partial shipment", "cancellation", "refund", "return", "inventory adjustment")) {
            flows.add(new Flow(store, name, Result.FAIL, why));
        }
        return flows;
    }
}
