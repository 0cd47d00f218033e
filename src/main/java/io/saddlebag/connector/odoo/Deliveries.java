package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Books a shipment as a delivery, the rest as a backorder (facts: erp 11).
 *
 * <p>Repeatable after a crash at any call: the shipment's mark stands in the transfer's note before it is validated.
 * What done transfers with the mark hold is not booked again. Odoo copies the note to the backorder, so the mark counts
 * only on a transfer that is done; the next shipment replaces it.
 */
final class Deliveries {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_STAGES = 8;

    private final OdooSession odoo;
    private final OdooSettings settings;
    private final Catalogue catalogue;
    private final Writers writers;

    Deliveries(OdooSession odoo, OdooSettings settings, Catalogue catalogue, Writers writers) {
        this.odoo = odoo;
        this.settings = settings;
        this.catalogue = catalogue;
        this.writers = writers;
    }

    Outcome<Delivered> deliver(Shipment shipment, long order) {
        if (!shipment.status().hasLeft()) {
            return new Outcome.Refused<>(
                    "not-shipped", "shipment " + shipment.id() + " has not left", "book it when it has");
        }
        return writers.alone("order " + shipment.order(), () -> book(shipment, order));
    }

    private Outcome<Delivered> book(Shipment shipment, long order) {
        Mark mark = Mark.of(shipment);
        DeliveryState state = DeliveryState.read(odoo, order);
        for (int i = 0; i < MOST_STAGES; i++) {
            List<DeliveryPlan.Wanted> wanted = wanted(shipment, state);
            DeliveryPlan out = plan(state, wanted, outgoing(state), mark);
            if (out.nothingLeft()) {
                List<DeliveryState.Picking> marked = outgoing(state).stream()
                        .filter(p -> p.isDone() && mark.isIn(p.note()))
                        .toList();
                track(shipment, marked);
                Delivered delivered = new Delivered(
                        marked.stream().map(DeliveryState.Picking::id).toList(),
                        marked.stream().map(DeliveryState.Picking::name).toList());
                return i > 0 ? new Outcome.Done<>(delivered) : new Outcome.AlreadyThere<>(delivered);
            }
            if (i == 0) {
                refuseIfNotSold(order);
                refuseTooMuch(shipment, state, wanted, mark);
            }
            execute(shipment, state, next(state, wanted, out, mark), mark);
            state = state.again(odoo, order);
        }
        throw Stopped.odd("order " + order + " is not delivered after " + MOST_STAGES + " transfers");
    }

    /** What can be booked now: the delivery, or the stage before it that it waits for. */
    private Map<Long, BigDecimal> next(
            DeliveryState state, List<DeliveryPlan.Wanted> wanted, DeliveryPlan out, Mark mark) {
        boolean waits = pickings(state, out.takes().keySet()).stream()
                .anyMatch(p -> p.state().equals("waiting"));
        if (out.complete() && !waits) {
            return out.takes();
        }
        Map<String, List<DeliveryState.Picking>> stages = state.pickings().stream()
                .filter(p -> p.code().equals("internal"))
                .collect(Collectors.groupingBy(p -> String.valueOf(p.type()), TreeMap::new, Collectors.toList()));
        for (List<DeliveryState.Picking> stage : stages.values()) {
            DeliveryPlan plan = plan(state, wanted, stage, mark);
            boolean ready = pickings(state, plan.takes().keySet()).stream()
                    .noneMatch(p -> p.state().equals("waiting"));
            if (!plan.nothingLeft() && plan.complete() && ready) {
                return plan.takes();
            }
        }
        if (!out.complete()) {
            throw Stopped.refused(
                    "nothing-to-deliver",
                    "Odoo has no open delivery for all pieces of this shipment",
                    "was a delivery cancelled or changed in Odoo? book this one by hand, then skip the message");
        }
        return out.takes(); // nothing comes before it: booked as a person would, stock may go negative
    }

    private static DeliveryPlan plan(
            DeliveryState state, List<DeliveryPlan.Wanted> wanted, List<DeliveryState.Picking> stage, Mark mark) {
        DeliveryPlan plan = new DeliveryPlan(
                state,
                stage,
                stage.stream().filter(p -> p.isDone() && mark.isIn(p.note())).toList());
        wanted.forEach(plan::take);
        return plan;
    }

    private void execute(Shipment shipment, DeliveryState state, Map<Long, BigDecimal> takes, Mark mark) {
        for (DeliveryState.Picking picking : pickings(state, takes.keySet())) {
            prepare(shipment, picking, mark);
            Map<BigDecimal, List<Long>> byQuantity = new LinkedHashMap<>();
            for (DeliveryState.Move move : state.moves()) {
                if (move.picking() == picking.id() && move.open()) {
                    BigDecimal take = plain(takes.getOrDefault(move.id(), BigDecimal.ZERO));
                    byQuantity.computeIfAbsent(take, q -> new ArrayList<>()).add(move.id());
                }
            }
            byQuantity.forEach((quantity, moves) -> odoo.ask(OdooCall.write(
                    "stock.move",
                    moves,
                    NODES.objectNode().put("quantity", quantity).put("picked", true))));
            validate(picking);
        }
    }

    /** The mark, the tracking and the place the goods leave from, in one write. */
    private void prepare(Shipment shipment, DeliveryState.Picking picking, Mark mark) {
        boolean trackable = odoo.has("stock.picking", "carrier_tracking_ref");
        String tracking = tracking(shipment);
        ObjectNode values = NODES.objectNode();
        values.put("note", mark.addTo(picking.note(), trackable ? "" : tracking));
        if (picking.outgoing()) {
            if (trackable && !tracking.isEmpty()) {
                values.put("carrier_tracking_ref", tracking);
            }
            otherWarehouse(shipment, picking).ifPresent(location -> values.put("location_id", location));
        }
        odoo.ask(OdooCall.write("stock.picking", List.of(picking.id()), values));
    }

    /** The stock location of the warehouse that shipped, where it is another than the transfer's own. */
    private OptionalLong otherWarehouse(Shipment shipment, DeliveryState.Picking picking) {
        Optional<String> code = Optional.ofNullable(settings.warehouses().get(shipment.warehouse()));
        if (code.isEmpty()) {
            return OptionalLong.empty();
        }
        Catalogue.Warehouse warehouse = catalogue
                .warehouse(code.get())
                .orElseThrow(() -> Stopped.refused(
                        "unknown-warehouse",
                        "Odoo has no warehouse with the code '" + code.get() + "'",
                        "correct " + settings.property("warehouse." + shipment.warehouse())));
        boolean own = picking.type().isEmpty()
                || catalogue.warehouseOf(picking.type().getAsLong()).equals(OptionalLong.of(warehouse.id()));
        return own || picking.location().equals(warehouse.stock()) ? OptionalLong.empty() : warehouse.stock();
    }

    private void validate(DeliveryState.Picking picking) {
        Outcome<JsonNode> answer = odoo.tell(OdooCall.records("stock.picking", "button_validate", List.of(picking.id()))
                .context("skip_backorder", true)
                .context("picking_ids_not_to_backorder", NODES.arrayNode())
                .context("skip_sms", true));
        JsonNode action = answer.succeeded() ? OdooSession.orStop(answer) : NODES.nullNode();
        String wizard = action.path("res_model").asText("");
        if (answer.succeeded() && action.isBoolean() && action.booleanValue()) {
            return; // done, as Odoo says it (facts: erp 11); the transfers are read again before anything else
        }
        if (wizard.equals("stock.backorder.confirmation")) {
            backorder(picking, action.path("context"));
        }
        if (!odoo.one("stock.picking", picking.id(), List.of("state"))
                .text("state")
                .equals("done")) {
            OdooSession.orStop(answer);
            throw Stopped.refused(
                    "not-validated",
                    "Odoo does not validate " + picking.name() + (wizard.isEmpty() ? "" : " but asks with " + wizard),
                    "look in Odoo what it asks for");
        }
    }

    private void backorder(DeliveryState.Picking picking, JsonNode context) {
        ObjectNode values = NODES.objectNode();
        values.putArray("pick_ids").addArray().add(4).add(picking.id());
        values.put("show_transfers", false);
        values.putArray("backorder_confirmation_line_ids")
                .addArray()
                .add(0)
                .add(0)
                .add(NODES.objectNode().put("to_backorder", true).put("picking_id", picking.id()));
        ObjectNode keys = context instanceof ObjectNode object ? object : NODES.objectNode();
        long wizard = odoo.create("stock.backorder.confirmation", values, keys);
        OdooCall process = OdooCall.records("stock.backorder.confirmation", "process", List.of(wizard));
        for (Map.Entry<String, JsonNode> key : keys.properties()) {
            process = process.context(key.getKey(), key.getValue());
        }
        odoo.ask(process);
    }

    /** A tracking number that came after the goods had left. */
    private void track(Shipment shipment, List<DeliveryState.Picking> marked) {
        String tracking = tracking(shipment);
        List<Long> without = marked.stream()
                .filter(p -> !p.tracking().equals(tracking))
                .map(DeliveryState.Picking::id)
                .toList();
        if (!tracking.isEmpty() && !without.isEmpty() && odoo.has("stock.picking", "carrier_tracking_ref")) {
            odoo.ask(
                    OdooCall.write("stock.picking", without, NODES.objectNode().put("carrier_tracking_ref", tracking)));
        }
    }

    private List<DeliveryPlan.Wanted> wanted(Shipment shipment, DeliveryState state) {
        ExternalIds ids = new ExternalIds(settings.namespace(), shipment.order());
        List<String> skus = shipment.lines().stream()
                .map(Shipment.Line::sku)
                .filter(s -> !s.isEmpty())
                .toList();
        Map<String, Catalogue.Product> products = skus.isEmpty() ? Map.of() : catalogue.products(skus);
        List<DeliveryPlan.Wanted> wanted = new ArrayList<>();
        for (Shipment.Line line : shipment.lines()) {
            if (line.quantity().signum() == 0) {
                continue;
            }
            Set<String> external = line.lineId()
                    .map(id -> Set.of(ids.line(id, false), ids.line(id, true)))
                    .orElse(Set.of());
            List<DeliveryState.Line> of = state.lines().stream()
                    .filter(l -> external.contains(l.externalId()))
                    .toList();
            if (of.isEmpty() && products.containsKey(line.sku())) {
                List<Long> product = products.get(line.sku()).active();
                of = state.lines().stream()
                        .filter(l -> product.contains(l.product()))
                        .toList();
            }
            if (of.isEmpty() || line.quantity().signum() < 0) {
                throw Stopped.refused(
                        "line-not-in-order",
                        line.quantity().toPlainString() + " × '" + line.sku() + "' of shipment " + shipment.id()
                                + " is not in the order in Odoo",
                        "was the order changed in Odoo, or another article shipped? book it by hand, then skip the message");
            }
            wanted.add(new DeliveryPlan.Wanted(line, of));
        }
        if (wanted.isEmpty()) {
            throw Stopped.refused(
                    "empty-shipment", "shipment " + shipment.id() + " names no goods", "ask the warehouse");
        }
        return wanted;
    }

    private void refuseIfNotSold(long order) {
        Row row = odoo.one("sale.order", order, List.of("name", "state"));
        if (!List.of("sale", "done").contains(row.text("state"))) {
            throw Stopped.refused(
                    "order-not-confirmed",
                    "order " + row.text("name") + " is in state " + row.text("state") + " in Odoo",
                    "confirm it in Odoo");
        }
    }

    private void refuseTooMuch(Shipment shipment, DeliveryState state, List<DeliveryPlan.Wanted> wanted, Mark mark) {
        DeliveryPlan done = plan(state, List.of(), outgoing(state), mark);
        for (DeliveryPlan.Wanted want : wanted) {
            BigDecimal open = want.of().stream()
                    .map(l -> l.ordered().subtract(l.delivered()))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            BigDecimal left = done.left(want);
            if (left.compareTo(open.max(BigDecimal.ZERO)) > 0) {
                throw Stopped.refused(
                        "over-delivery",
                        "shipment " + shipment.id() + " has "
                                + want.line().quantity().toPlainString() + " × '"
                                + want.line().sku() + "', of which " + open.toPlainString() + " are open in Odoo",
                        "was it delivered by hand, or more sent than ordered? correct it in Odoo");
            }
        }
    }

    private static List<DeliveryState.Picking> outgoing(DeliveryState state) {
        return state.pickings().stream().filter(DeliveryState.Picking::outgoing).toList();
    }

    private static List<DeliveryState.Picking> pickings(DeliveryState state, Set<Long> moves) {
        Set<Long> ids = state.moves().stream()
                .filter(m -> moves.contains(m.id()))
                .map(DeliveryState.Move::picking)
                .collect(Collectors.toSet());
        return state.pickings().stream().filter(p -> ids.contains(p.id())).toList();
    }

    /** Equal quantities alike, and never in powers of ten. */
    private static BigDecimal plain(BigDecimal quantity) {
        BigDecimal plain = quantity.stripTrailingZeros();
        return plain.scale() < 0 ? plain.setScale(0) : plain;
    }

    private static String tracking(Shipment shipment) {
        return shipment.parcels().stream()
                .map(Shipment.Parcel::trackingNumber)
                .filter(n -> !n.isBlank())
                .distinct()
                .collect(Collectors.joining(", "));
    }
}
