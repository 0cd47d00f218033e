package io.saddlebag.operations;

import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Differences as CSV (RFC 4180), for finance's spreadsheet: nothing in it begins as a formula. */
public final class DifferenceSheet {

    /** Names of the columns. */
    public static final String HEAD =
            "id,kind,store,order,system,subject,amount,currency,detail,repair,parked,placed,first_seen,last_seen,age_hours,"
                    + "state,closed,closed_because,repaired_by,repair_result\r\n";

    private DifferenceSheet() {}

    /** A difference as it is now. */
    public static String row(Difference difference, Instant now) {
        Found found = difference.found();
        return new SheetRow(List.of(
                        found.id(),
                        found.kind(),
                        found.store(),
                        found.order().map(OrderKey::toString).orElse(""),
                        found.system(),
                        found.subject(),
                        found.amount().toPlainString(),
                        found.currency(),
                        found.detail(),
                        found.repair(),
                        found.parked().orElse(""),
                        found.aboutAt().toString(),
                        difference.firstSeen().toString(),
                        difference.lastSeen().toString(),
                        String.valueOf(
                                Duration.between(difference.firstSeen(), now).toHours()),
                        difference.state().name().toLowerCase(Locale.ROOT),
                        difference.closedAt().map(Instant::toString).orElse(""),
                        difference.closedBecause().orElse(""),
                        difference.repairedBy().orElse(""),
                        difference.repairResult().orElse("")))
                .text();
    }
}
