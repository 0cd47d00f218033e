package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Adds to, or takes from, what lies in a warehouse, in two steps that Odoo keeps apart: a count is written to the quantity and
 * waits there ({@code inventory_quantity_set}), then it is applied and waits no more (facts: erp 18). Whether a count still
 * waits tells after a lost answer or a crash whether it was applied, whatever else moved in between; that the same count can be
 * repeated would not, because it would undo what moved.
 */
final class StockCounts {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String QUANT = "stock.quant";
    private static final int TRIES = 3;

    private final OdooSession odoo;
    private final Catalogue catalogue;

    StockCounts(OdooSession odoo, Catalogue catalogue) {
        this.odoo = odoo;
        this.catalogue = catalogue;
    }

    private record Place(String warehouse, String sku, long location, long product) {}

    /** What Odoo has there, and the count that waits to be applied. */
    private record Quant(BigDecimal quantity, Optional<BigDecimal> waiting) {

        boolean waits(BigDecimal count) {
            return waiting.filter(waits -> waits.compareTo(count) == 0).isPresent();
        }
    }

    BigDecimal onHand(String warehouse, String sku) {
        return read(place(warehouse, sku)).quantity();
    }

    /** Writes the count that is to be applied. */
    Outcome<Counted> stage(String warehouse, String sku, BigDecimal delta) {
        Place place = place(warehouse, sku);
        Quant now = read(place);
        BigDecimal after = now.quantity().add(delta);
        if (now.waiting().isPresent() && !now.waits(after)) {
            return underWay(place, now);
        }
        count(place, after);
        return new Outcome.Done<>(new Counted(now.quantity(), after));
    }

    /** Applies what was staged, unless it is applied. */
    Outcome<Counted> apply(String warehouse, String sku, BigDecimal delta, Counted staged) {
        Place place = place(warehouse, sku);
        boolean sent = false;
        for (int tries = 0; tries < TRIES; tries++) {
            Quant now = read(place);
            Counted counted = new Counted(now.quantity().subtract(delta), now.quantity());
            if (now.waiting().isEmpty()) {
                return sent ? new Outcome.Done<>(counted) : appliedBefore(place, staged, counted);
            }
            if (now.waits(now.quantity().add(delta))) {
                odoo.ask(OdooCall.records(QUANT, "action_apply_inventory", List.of(quant(place))));
                sent = true;
            } else if (now.waits(staged.after())) {
                count(place, now.quantity().add(delta)); // something moved since it was staged
            } else {
                return underWay(place, now);
            }
        }
        Quant now = read(place);
        return now.waiting().isEmpty()
                ? new Outcome.Done<>(new Counted(now.quantity().subtract(delta), now.quantity()))
                : underWay(place, now);
    }

    private static Outcome<Counted> appliedBefore(Place place, Counted staged, Counted counted) {
        if (counted.after().compareTo(staged.before()) != 0) {
            return new Outcome.AlreadyThere<>(counted);
        }
        return new Outcome.Refused<>(
                "adjustment-disputed",
                "the count of " + place.sku() + " in " + place.warehouse() + " waits no more in Odoo, which has "
                        + plain(counted.after()) + " as before it, and " + plain(staged.after())
                        + " were to be there",
                "look into the product's moves in Odoo whether somebody discarded the count; adjust it by hand if so");
    }

    private static Outcome<Counted> underWay(Place place, Quant now) {
        return new Outcome.Busy<>(
                "count-under-way",
                "somebody counts " + place.sku() + " in " + place.warehouse() + " in Odoo: "
                        + now.waiting().map(StockCounts::plain).orElse("a count")
                        + " waits to be applied, and Odoo has "
                        + plain(now.quantity()),
                "apply or discard that count in Odoo");
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }

    private Place place(String warehouse, String sku) {
        Catalogue.Product product = catalogue.products(List.of(sku)).get(sku);
        if (product.active().isEmpty()) {
            throw Stopped.refused(
                    "unknown-sku",
                    "no active product in Odoo has the SKU " + sku,
                    "correct the SKU, or give it to one product in Odoo (Internal Reference)");
        }
        if (product.active().size() > 1) {
            throw Stopped.refused(
                    "duplicate-sku",
                    product.active().size() + " active products in Odoo have the SKU " + sku,
                    "leave the SKU on exactly one product in Odoo");
        }
        long location = catalogue
                .warehouse(warehouse)
                .flatMap(found ->
                        found.stock().isPresent() ? Optional.of(found.stock().getAsLong()) : Optional.empty())
                .orElseThrow(() -> Stopped.refused(
                        "unknown-warehouse",
                        "Odoo has no warehouse with the code '" + warehouse + "'",
                        "correct the warehouse that mirrors the centre, mirror.CENTRE"));
        return new Place(warehouse, sku, location, product.active().get(0));
    }

    private Quant read(Place place) {
        List<Row> rows = rows(place);
        if (rows.isEmpty()) {
            return new Quant(BigDecimal.ZERO, Optional.empty());
        }
        Row row = rows.get(0);
        Optional<BigDecimal> waiting =
                row.flag("inventory_quantity_set") ? Optional.of(row.number("inventory_quantity")) : Optional.empty();
        return new Quant(row.number("quantity"), waiting);
    }

    private long quant(Place place) {
        return rows(place).stream()
                .findFirst()
                .map(Row::id)
                .orElseThrow(() -> Stopped.odd("the counted quantity is gone"));
    }

    /** The quantity without lot, package and owner; Odoo counts by those, and an adjustment of ShipBob names none. */
    private List<Row> rows(Place place) {
        if (odoo.has("product.product", "tracking")
                && !odoo.one("product.product", place.product(), List.of("tracking"))
                        .text("tracking")
                        .equals("none")) {
            throw Stopped.refused(
                    "adjustment-needs-lot",
                    place.sku() + " is counted by lot or serial number in Odoo, and the adjustment names none",
                    "adjust it in Odoo by hand");
        }
        return odoo.rows(OdooCall.searchRead(
                QUANT,
                Domain.all()
                        .is("product_id", place.product())
                        .is("location_id", place.location())
                        .empty("lot_id")
                        .empty("package_id")
                        .empty("owner_id")
                        .terms(),
                List.of("quantity", "inventory_quantity", "inventory_quantity_set")));
    }

    /** Odoo counts the existing quantity again if there is one (odoo19/019-026). */
    private void count(Place place, BigDecimal quantity) {
        if (quantity.signum() < 0) {
            throw Stopped.refused(
                    "adjustment-below-zero",
                    "with the adjustment " + plain(quantity) + " pieces of " + place.sku() + " would be in "
                            + place.warehouse() + " in Odoo",
                    "look what Odoo misses, a receipt for instance; book it there");
        }
        ObjectNode values = NODES.objectNode()
                .put("product_id", place.product())
                .put("location_id", place.location())
                .put("inventory_quantity", quantity);
        odoo.create(QUANT, values, NODES.objectNode().put("inventory_mode", true));
    }
}
