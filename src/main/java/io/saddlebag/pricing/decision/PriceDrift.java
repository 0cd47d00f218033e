package io.saddlebag.pricing.decision;

import io.saddlebag.ledger.Audit;
import io.saddlebag.ledger.Drifts;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Prices;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/**
 * What becomes of a price that was edited in a store. It is recorded and alerted once, however often it is seen, and stands in
 * the audit trail with what was done about it.
 *
 * <p>Delivery guarantee: repeatable. A correction is a row of the publications, written anew until the store has it.
 */
public final class PriceDrift {

    private static final String FIELD = "price";

    private final Drifts drifts;
    private final Prices prices;
    private final Audit audit;
    private final Clock clock;

    /** Records in this ledger. */
    public PriceDrift(Ledger ledger, Clock clock) {
        this.drifts = ledger.drifts();
        this.prices = ledger.prices();
        this.audit = ledger.audit();
        this.clock = clock;
    }

    /** What becomes of it; the table of ownership says which. */
    public enum Policy {
        /** It stays, unnoticed. */
        IGNORE,
        /** It stays, and a person is told. */
        REPORT,
        /** It is overwritten with the decided price. */
        CORRECT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Takes a report.
     *
     * @param expected the price that was published
     * @param found the price the store shows
     * @return whether the store is written to again
     */
    public boolean found(String store, String sku, String expected, String found, Policy policy) {
        if (policy == Policy.IGNORE) {
            return false;
        }
        boolean news =
                drifts.found(new Drifts.Found(store, sku, FIELD, expected, found, policy.word(), clock.instant()));
        boolean corrected = policy == Policy.CORRECT
                && prices.correct(store, sku, PriceDecisions.URGENCY, "the store showed another price");
        if (news) {
            audit.add(List.of(new Audit.Entry(
                    "store." + store,
                    "drift",
                    "price/" + store + "/" + sku,
                    expected,
                    found,
                    corrected ? "edited in the store; it is corrected" : "edited in the store; it stays",
                    Audit.BY_ITSELF)));
        }
        return corrected;
    }

    /** The store shows the published price again. */
    public void over(String store, String sku) {
        drifts.over(store, sku, FIELD, "the store shows the published price");
    }
}
