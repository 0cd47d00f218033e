package io.saddlebag.alert;

import io.saddlebag.ledger.Reconciliations;
import io.saddlebag.ledger.Reconciliations.Open;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Rule {@code reconciliation-differences}, from the open differences, one alert for each kind. */
final class DifferencesSource implements AlertSource {

    /** Told by the rule {@code parked}. */
    private static final String PARKED = "parked";

    private final Reconciliations reconciliations;

    DifferencesSource(Reconciliations reconciliations) {
        this.reconciliations = reconciliations;
    }

    @Override
    public Set<Rule> rules() {
        return Set.of(Rule.RECONCILIATION_DIFFERENCES);
    }

    @Override
    public List<Condition> now() {
        Map<String, List<Open>> kinds = new TreeMap<>();
        for (Open open : reconciliations.open()) {
            if (!open.kind().equals(PARKED)) {
                kinds.computeIfAbsent(open.kind(), kind -> new ArrayList<>()).add(open);
            }
        }
        List<Condition> found = new ArrayList<>();
        kinds.forEach((kind, open) -> found.add(condition(kind, open)));
        return found;
    }

    private static String action(String kind, long count, long repairable) {
        String see = "See each with 'reconcile show ID'";
        if (repairable == 0) {
            return see + "; no message mends it: mend it by hand, and the next run closes it";
        }
        return see + ", then 'reconcile --repair " + kind + "'"
                + (repairable < count
                        ? ", which mends " + repairable
                                + " of them; mend the others by hand, and the next run closes them"
                        : "");
    }

    private static Condition condition(String kind, List<Open> open) {
        long count = open.stream().mapToLong(Open::count).sum();
        Map<String, BigDecimal> value = new TreeMap<>();
        open.stream()
                .filter(one -> one.value().signum() != 0)
                .forEach(one -> value.merge(one.currency(), one.value(), BigDecimal::add));
        return Condition.of(
                        Rule.RECONCILIATION_DIFFERENCES,
                        kind,
                        count,
                        open.stream().map(Open::oldest).min(Instant::compareTo).orElseThrow(),
                        count + (count == 1 ? " difference" : " differences") + " of the kind " + kind,
                        "reconcile")
                .about(List.of(), value)
                .doing(action(
                        kind, count, open.stream().mapToLong(Open::repairable).sum()));
    }
}
