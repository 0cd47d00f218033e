package io.saddlebag.alert;

import io.saddlebag.ledger.Drifts;
import java.util.List;
import java.util.Set;

/** Rules {@code inventory-divergence} and {@code store-drift}, from the open drifts, one alert for each store and field. */
final class DriftSource implements AlertSource {

    private static final String STOCK = "stock";

    private final Drifts drifts;

    DriftSource(Drifts drifts) {
        this.drifts = drifts;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.INVENTORY_DIVERGENCE, Rule.STORE_DRIFT);
    }

    @Override
    public List<Condition> now() {
        return drifts.open().stream().map(DriftSource::condition).toList();
    }

    private static Condition condition(Drifts.Open open) {
        return Condition.of(
                open.field().equals(STOCK) ? Rule.INVENTORY_DIVERGENCE : Rule.STORE_DRIFT,
                shown(open) + " " + open.field(),
                open.count(),
                open.oldest(),
                words(open) + ", of "
                        + (open.count() == 1 ? "1 item" : open.count() + " items")
                        + (open.policy().equals("correct") ? "; it is being corrected" : ""),
                "drift --store " + open.store() + " --field " + open.field());
    }

    /** A store by its name; whoever is mirrored by its full name. */
    private static String shown(Drifts.Open open) {
        return isMirrored(open) ? open.store() : "store." + open.store();
    }

    private static boolean isMirrored(Drifts.Open open) {
        return open.store().indexOf('.') >= 0;
    }

    private static String words(Drifts.Open open) {
        return isMirrored(open)
                ? open.store() + " has another " + open.field() + " than the ERP's warehouse that mirrors it"
                : shown(open) + " shows another " + open.field() + " than its owner says";
    }
}
