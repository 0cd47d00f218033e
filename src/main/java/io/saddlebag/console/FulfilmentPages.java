package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.console.OrderWords.Parcels;
import io.saddlebag.ledger.Fulfilments;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What warehouses have, owe and refused. */
public final class FulfilmentPages implements Part {

    static final String PATH = "/console/fulfilment";

    /** Telling a store takes seconds; what it does not show after this is told to somebody. */
    private static final Duration SHOWN_WITHIN = Duration.ofMinutes(10);

    private static final int MOST = 100;

    private final Ledger ledger;
    private final OrderWork work;

    FulfilmentPages(Ledger ledger, OrderWork work) {
        this.ledger = ledger;
        this.work = work;
    }

    /** All warehouses. */
    public record Overview(List<Warehouse> warehouses, String lateAfter) {}

    /**
     * How many of what. Counting ends at {@link Fulfilments#MOST}.
     *
     * @param waiting orders it has not acknowledged
     * @param late of them, those that are late
     * @param rejected requests it did not take
     * @param stopped shipments it holds or cannot send
     * @param unshown shipments that left and the store does not show
     */
    public record Warehouse(
            String name, long waiting, long late, long partlyShipped, long rejected, long stopped, long unshown) {

        /** A count for people. */
        public static String many(long count) {
            return count >= Fulfilments.MOST ? Fulfilments.MOST + " or more" : String.valueOf(count);
        }

        /** Where its orders in a state are listed. */
        public String orders(String state) {
            return OrderPages.PATH + "?partner=" + name + "&state=" + state;
        }

        /** Where its rows of a kind are. */
        public String rows(String kind) {
            return PATH + "/" + name + "#" + kind;
        }
    }

    /** The rows of one warehouse. */
    public record Rows(
            Warehouse warehouse,
            String lateAfter,
            List<OrderRow> late,
            List<Parked> rejected,
            List<Shipped> stopped,
            List<Shipped> unshown,
            boolean mayOpenParked) {}

    /**
     * A shipment.
     *
     * @param why what keeps it, where that is known
     */
    public record Shipped(ShipmentRow row, Parcels parcels, String why) {}

    @Override
    public void mount(Pages pages) {
        pages.get(PATH, Permission.SEE_FULFILMENT, this::overview);
        pages.get(PATH + "/:warehouse", Permission.SEE_FULFILMENT, this::rows);
    }

    private void overview(PageCall call) {
        Map<String, Long> late = late();
        List<Warehouse> warehouses = work.warehouses().stream()
                .sorted()
                .map(name -> warehouse(name, late))
                .toList();
        call.show("fulfilment", "Fulfilment", new Overview(warehouses, lateAfter()));
    }

    private Map<String, Long> late() {
        return ledger.fulfilments().late(work.stores(), lateBefore());
    }

    private Warehouse warehouse(String name, Map<String, Long> late) {
        Fulfilments fulfilments = ledger.fulfilments();
        return new Warehouse(
                name,
                fulfilments.waiting(name),
                late.getOrDefault(name, 0L),
                fulfilments.partlyShipped(name),
                fulfilments.parkedAt(step(name)),
                fulfilments.stopped(name),
                fulfilments.unshown(name, shownBefore()));
    }

    private void rows(PageCall call) {
        String name = call.path("warehouse");
        if (!work.warehouses().contains(name)) {
            throw new PageCall.NotHere("There is no warehouse '" + name + "' in the settings.");
        }
        Fulfilments fulfilments = ledger.fulfilments();
        call.show(
                "warehouse",
                "Warehouse " + name,
                new Rows(
                        warehouse(name, late()),
                        lateAfter(),
                        fulfilments.late(work.stores(), lateBefore(), name, MOST),
                        rejected(name),
                        fulfilments.stopped(name, MOST).stream()
                                .map(row -> new Shipped(
                                        row, OrderWords.parcels(row), parkedBecause(row.order(), "shipment-")))
                                .toList(),
                        fulfilments.unshown(name, shownBefore(), MOST).stream()
                                .map(row -> new Shipped(row, OrderWords.parcels(row), unshownBecause(row.order())))
                                .toList(),
                        call.may(Permission.SEE_PARKED)));
    }

    private List<Parked> rejected(String warehouse) {
        ParkedMessages.Filter filter = new ParkedMessages.Filter(
                Optional.empty(),
                Optional.empty(),
                Optional.of(step(warehouse)),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                MOST);
        return work.parked().list(filter).stream()
                .filter(parked -> parked.step().equals(step(warehouse)))
                .toList();
    }

    private String unshownBecause(OrderKey order) {
        return ledger.parked(Optional.of(order), MOST).stream()
                .filter(parked -> parked.step().equals(work.showStep() + "." + order.store()))
                .map(Parked::cause)
                .findFirst()
                .orElse("on its way to the store");
    }

    private String parkedBecause(OrderKey order, String code) {
        return ledger.parked(Optional.of(order), MOST).stream()
                .filter(parked -> parked.code().startsWith(code))
                .map(Parked::cause)
                .findFirst()
                .orElse("");
    }

    private String step(String warehouse) {
        return work.releaseStep() + "." + warehouse;
    }

    private Instant lateBefore() {
        return work.clock().instant().minus(work.lateAfter());
    }

    private Instant shownBefore() {
        return work.clock().instant().minus(SHOWN_WITHIN);
    }

    private String lateAfter() {
        return Show.duration(work.lateAfter());
    }
}
