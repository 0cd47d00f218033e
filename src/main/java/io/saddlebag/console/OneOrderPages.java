package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.console.OrderWords.Parcels;
import io.saddlebag.console.OrderWords.Standing;
import io.saddlebag.console.OrderWords.Story;
import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.CrossReference;
import io.saddlebag.ledger.Ledger.Event;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Ledger.Parked;
import io.saddlebag.ledger.Ledger.ShipmentRow;
import io.saddlebag.ledger.ParkedMessages;
import io.saddlebag.operations.OrderViews;
import io.saddlebag.order.OrderKey;
import io.saddlebag.personal.MaskedDocument;
import io.saddlebag.recovery.ParkedDesk;
import java.util.List;
import java.util.Optional;

/** One order: where it is, all that happened to it, and what can be done about it. */
public final class OneOrderPages implements Part {

    private static final String PATH = OrderPages.PATH + "/:store/:id";
    private static final int PARKED = 100;

    private final Ledger ledger;
    private final OrderWork work;
    private final OrderWords words = new OrderWords();

    OneOrderPages(Ledger ledger, OrderWork work) {
        this.ledger = ledger;
        this.work = work;
    }

    /**
     * The page.
     *
     * @param document the newest canonical one, masked for who may not see it; empty where there is none
     */
    public record Shown(
            OrderRow row,
            String email,
            Standing standing,
            List<Moment> timeline,
            List<CrossReference> references,
            List<Sent> shipments,
            List<Parked> parked,
            String document,
            boolean mayOpenParked,
            boolean mayReplay,
            boolean mayReadAgain) {

        /** Where its forms go. */
        public String path() {
            return OneOrderPages.path(row.key());
        }
    }

    /**
     * One line of the timeline.
     *
     * @param lane {@code store}, {@code erp}, {@code warehouse} or {@code between}
     * @param took how long the partner took; empty where it was not asked
     * @param message where what was to be sent can be read; empty where nothing is kept of it
     */
    public record Moment(String lane, Event event, String words, String took, String message) {}

    /** A shipment. */
    public record Sent(ShipmentRow row, Parcels parcels) {}

    static String path(OrderKey key) {
        return OrderPages.PATH + "/" + key.store() + "/" + key.id();
    }

    @Override
    public void mount(Pages pages) {
        pages.get(PATH, Permission.SEE_ORDERS, this::show);
        pages.post(PATH + "/replay", Permission.REPLAY_PARKED, this::replay);
        pages.post(PATH + "/read-again", Permission.BACKFILL, this::readAgain);
    }

    private void show(PageCall call) {
        OrderRow row = order(call);
        Story story = story(ledger, row);
        boolean personal = call.may(Permission.SEE_PERSONAL_DATA);
        call.show(
                "order",
                "Order " + row.number(),
                new Shown(
                        row,
                        personal ? row.email() : OrderViews.mask(row.email()),
                        words.standing(story),
                        story.trace().stream()
                                .map(event -> moment(story, event, call.may(Permission.SEE_PARKED)))
                                .toList(),
                        ledger.references(row.key()),
                        story.shipments().stream()
                                .map(shipment -> new Sent(shipment, OrderWords.parcels(shipment)))
                                .toList(),
                        story.parked(),
                        personal
                                ? Show.json(story.document())
                                : Show.json(story.document().isEmpty() ? "" : MaskedDocument.of(story.document())),
                        call.may(Permission.SEE_PARKED),
                        call.may(Permission.REPLAY_PARKED) && !story.parked().isEmpty(),
                        call.may(Permission.BACKFILL)
                                && work.stores().contains(row.key().store())));
    }

    static Story story(Ledger ledger, OrderRow row) {
        return new Story(
                row,
                ledger.document(row.key()).orElse(""),
                ledger.trace(row.key()),
                ledger.shipments(row.key()),
                ledger.parked(Optional.of(row.key()), PARKED));
    }

    private Moment moment(Story story, Event event, boolean parkedOnes) {
        String took = event.latency().isZero() ? "" : event.latency().toMillis() + " ms";
        return new Moment(
                lane(story.row(), event.system()),
                event,
                OrderWords.step(event.step()),
                took,
                message(story, event, parkedOnes));
    }

    /** Kept are what waits for a person, and the order as it was last read. */
    private static String message(Story story, Event event, boolean parkedOnes) {
        if (event.step().equals("parked") && parkedOnes) {
            return story.parked().stream()
                    .filter(parked -> parked.parkedAt().equals(event.at()))
                    .findFirst()
                    .map(parked -> "/console/parked/" + parked.id())
                    .orElse("");
        }
        boolean last = event.step().equals("capture")
                && story.trace().stream()
                        .filter(other -> other.step().equals("capture"))
                        .noneMatch(other -> other.lastAt().isAfter(event.lastAt()));
        return last && !story.document().isEmpty() ? "#document" : "";
    }

    private String lane(OrderRow row, String system) {
        if (system.equals(row.key().store())) {
            return "store";
        }
        if (work.erps().contains(system) || row.erp().equals(Optional.of(system))) {
            return "erp";
        }
        return work.warehouses().contains(system) ? "warehouse" : "between";
    }

    private OrderRow order(PageCall call) {
        OrderKey key;
        try {
            key = new OrderKey(call.path("store"), call.path("id"));
        } catch (IllegalArgumentException e) {
            throw new PageCall.NotHere(e.getMessage());
        }
        return ledger.order(key)
                .orElseThrow(
                        () -> new PageCall.NotHere("There is no order " + key + " here. It shows seconds after it was"
                                + " placed, or at the next poll where its webhook was lost."));
    }

    private void replay(PageCall call) {
        OrderRow row = order(call);
        ParkedDesk.Replayed replayed = work.parked().replay(waiting(row.key()), work.replaysPerSecond(), call.actor());
        String left = replayed.leftOut().values().stream()
                .distinct()
                .reduce((a, b) -> a + "; " + b)
                .orElse("");
        if (replayed.messages() == 0) {
            call.failed(
                    path(row.key()),
                    left.isEmpty() ? "Nothing of this order is parked any more." : "Not sent: " + left);
            return;
        }
        audit(call, "replayed", row, replayed.messages() + " parked");
        call.done(
                path(row.key()),
                replayed.messages() + (replayed.messages() == 1 ? " message is" : " messages are") + " tried again."
                        + (left.isEmpty() ? "" : " Not the others: " + left));
    }

    private static ParkedMessages.Filter waiting(OrderKey key) {
        return new ParkedMessages.Filter(
                Optional.of(key),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                true,
                Optional.empty(),
                PARKED);
    }

    private void readAgain(PageCall call) {
        OrderRow row = order(call);
        if (!work.stores().contains(row.key().store())) {
            call.failed(path(row.key()), "The store " + row.key().store() + " is not configured any more.");
            return;
        }
        work.rereads().request(row.key());
        audit(call, "read-again", row, "from the store");
        call.done(path(row.key()), "The order is being read from the store again; what is new shows in a moment.");
    }

    private void audit(PageCall call, String what, OrderRow row, String why) {
        String subject = "order/" + row.key().store() + "/" + row.key().id();
        ledger.audit().add(List.of(Audit.Entry.by(call.actor(), what, subject, "", "", why)));
    }
}
