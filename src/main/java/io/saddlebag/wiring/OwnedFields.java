package io.saddlebag.wiring;

import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ownership.Field;
import io.saddlebag.ownership.ForeignChange;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.ownership.Rule;
import io.saddlebag.pricing.decision.PriceDrift;
import io.saddlebag.publishing.ForeignEdits;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** What becomes of somebody else's edit of a published field, as the table of owners says. */
final class OwnedFields implements ForeignEdits {

    private static final int URGENCY = 3;
    private static final String WHY = "somebody else changed it in the store";
    private static final Map<Aspect, Field> FIELDS = Map.of(Aspect.STOCK, Field.STOCK, Aspect.PRICE, Field.PRICE);

    private final Ownership ownership;
    private final Ledger ledger;
    private final Drifts drifts;
    private final PriceDrift prices;
    private final Consumer<String> wake;
    private final Clock clock;

    /**
     * Decides by this table.
     *
     * @param wake has what is due in a store looked at soon
     */
    OwnedFields(Ownership ownership, Ledger ledger, Consumer<String> wake, Clock clock) {
        this.ownership = ownership;
        this.ledger = ledger;
        this.drifts = ledger.drifts();
        this.prices = new PriceDrift(ledger, clock);
        this.wake = wake;
        this.clock = clock;
    }

    @Override
    public void found(Edit edit) {
        Field field = FIELDS.get(edit.aspect());
        if (field == null) {
            return; // content has no fields of its own here
        }
        Rule rule = ownership.rule(edit.store(), field);
        if (!rule.isNoticed()) {
            return;
        }
        boolean corrected = field == Field.PRICE
                ? prices.found(
                        edit.store(),
                        edit.sku(),
                        edit.expected(),
                        edit.found(),
                        PriceDrift.Policy.valueOf(rule.foreign().name()))
                : stock(edit, rule.foreign());
        if (corrected) {
            wake.accept(edit.store());
        }
    }

    private boolean stock(Edit edit, ForeignChange foreign) {
        drifts.found(new Drifts.Found(
                edit.store(),
                edit.sku(),
                Field.STOCK.word(),
                edit.expected(),
                edit.found(),
                foreign.name().toLowerCase(Locale.ROOT),
                clock.instant()));
        return foreign == ForeignChange.CORRECT
                && ledger.publications().repeat(edit.store(), edit.sku(), edit.aspect(), URGENCY, WHY);
    }

    @Override
    public void over(String store, String sku, Aspect aspect) {
        Field field = FIELDS.get(aspect);
        if (field != null && isAnyOpen(store, field)) {
            drifts.over(store, sku, field.word(), "the store shows again what was written");
        }
    }

    /** Told of every item at every read: nearly always there is nothing to close, and this is one small question. */
    private boolean isAnyOpen(String store, Field field) {
        return drifts.open().stream()
                .anyMatch(open -> open.store().equals(store) && open.field().equals(field.word()));
    }
}
