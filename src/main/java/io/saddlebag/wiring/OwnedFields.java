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
import io.saddlebag.publishing.Shop;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of somebody else's edit of a published field, as the table of owners says. */
final class OwnedFields implements ForeignEdits {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedFields.class);
    private static final int URGENCY = 3;
    private static final String WHY = "somebody else changed it in the store";
    private static final Map<Aspect, Field> FIELDS = Map.of(Aspect.STOCK, Field.STOCK, Aspect.PRICE, Field.PRICE);

    /** Whose table a word of the store stands in. */
    private static final Map<String, Field> CONTENT = Map.of(
            "name", Field.NAME,
            "description", Field.DESCRIPTION,
            "status", Field.VISIBILITY,
            "categories", Field.CATEGORIES,
            "images", Field.IMAGES,
            "weight", Field.WEIGHT,
            "attributes", Field.ATTRIBUTES,
            "global_unique_id", Field.BARCODE);

    private static final String OVER = "the store shows again what was written";

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
            return; // content is told field by field
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
        record(edit.store(), edit.sku(), Field.STOCK, edit.expected(), edit.found(), foreign);
        return foreign == ForeignChange.CORRECT
                && ledger.publications().repeat(edit.store(), edit.sku(), edit.aspect(), URGENCY, WHY);
    }

    @Override
    public void content(String store, String sku, List<Shop.Part> parts) {
        Set<Field> drifted = EnumSet.noneOf(Field.class);
        boolean corrected = false;
        for (Shop.Part part : parts) {
            Field field = CONTENT.get(part.field());
            if (field == null || !ownership.rule(store, field).isNoticed()) {
                continue;
            }
            drifted.add(field);
            ForeignChange foreign = ownership.rule(store, field).foreign();
            record(store, sku, field, part.written(), part.found(), foreign);
            corrected |= foreign == ForeignChange.CORRECT;
        }
        for (Drifts.Open open : drifts.open()) {
            Field.of(open.field())
                    .filter(field ->
                            open.store().equals(store) && CONTENT.containsValue(field) && !drifted.contains(field))
                    .ifPresent(field -> drifts.over(store, sku, field.word(), OVER));
        }
        if (corrected && ledger.publications().repeat(store, sku, Aspect.CONTENT, URGENCY, WHY)) {
            wake.accept(store);
        }
    }

    private void record(String store, String sku, Field field, String expected, String found, ForeignChange foreign) {
        drifts.found(new Drifts.Found(
                store, sku, field.word(), expected, found, foreign.name().toLowerCase(Locale.ROOT), clock.instant()));
    }

    @Override
    public void unforeseen(String store, List<String> skus) {
        int again = ledger.prices().reconsider(store, skus);
        if (again > 0) {
            LOG.info("store {}: {} prices are judged again, the store shows others", store, again);
        }
    }

    @Override
    public void over(String store, String sku, Aspect aspect) {
        Field field = FIELDS.get(aspect);
        if (field != null && isAnyOpen(store, field)) {
            drifts.over(store, sku, field.word(), OVER);
        }
    }

    /** Told of every item at every read: nearly always there is nothing to close, and this is one small question. */
    private boolean isAnyOpen(String store, Field field) {
        return drifts.open().stream()
                .anyMatch(open -> open.store().equals(store) && open.field().equals(field.word()));
    }
}
