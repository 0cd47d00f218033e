package io.saddlebag.journey;

import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.Order;
import java.util.Set;

/** What a change in the store means once the ERP has the order. */
final class Refusals {

    private static final Set<String> TAKEN_BACK = Set.of("cancelled", "trash");
    private static final Set<String> HELD = Set.of("failed", "pending", "on-hold");

    private Refusals() {}

    enum Change {
        HARMLESS("nothing that matters", ""),
        TAKEN_BACK("it is no longer to be delivered", "Cancel it in the ERP and at the warehouse as far as possible"),
        HELD(
                "it is not to be delivered for now",
                "Ask in the store why; stop it at the warehouse and in the ERP as far as possible until that is clear."
                        + " If it goes on, set it back to processing in the store; if it does not, cancel it there"),
        REFUNDED("money was given back", "Post the credit note in the ERP"),
        EDITED(
                "its lines, amounts or addresses",
                "Make the same change in the ERP and at the warehouse, or undo it in the store");

        private final String words;
        private final String remedy;

        Change(String words, String remedy) {
            this.words = words;
            this.remedy = remedy;
        }

        String words() {
            return words;
        }
    }

    static Change change(Order before, Order after, boolean contentSame) {
        if (!before.refunds().equals(after.refunds()) || "refunded".equals(after.status())) {
            return Change.REFUNDED;
        }
        if (isNew(TAKEN_BACK, before, after, contentSame)) {
            return Change.TAKEN_BACK; // whatever else was edited: nobody wants the goods any more
        }
        if (isNew(HELD, before, after, contentSame)) {
            return Change.HELD;
        }
        return contentSame ? Change.HARMLESS : Change.EDITED;
    }

    private static boolean isNew(Set<String> statuses, Order before, Order after, boolean contentSame) {
        return statuses.contains(after.status()) && (contentSame || !statuses.contains(before.status()));
    }

    static DeliveryFailure.Parking late(OrderRow row, Change change) {
        return new DeliveryFailure.Parking(
                "saddlebag",
                Category.BUSINESS,
                switch (change) {
                    case TAKEN_BACK -> "cancelled-after-posting";
                    case HELD -> "held-after-posting";
                    case REFUNDED -> "refunded-after-posting";
                    default -> "edited-after-posting";
                },
                "the store changed the order after it was posted as "
                        + row.erpNumber().orElse("an ERP order") + ": " + change.words,
                change.remedy);
    }

    static DeliveryFailure.Parking takenBack(OrderRow row, String how) {
        return new DeliveryFailure.Parking(
                "saddlebag",
                Category.BUSINESS,
                "cancelled-after-posting",
                "the order was " + how + " in the store after it was posted as "
                        + row.erpNumber().orElse("an ERP order"),
                Change.TAKEN_BACK.remedy);
    }
}
