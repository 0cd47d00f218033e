package io.saddlebag.operations;

import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.order.OrderKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Differences as CSV (RFC 4180), for finance's spreadsheet: nothing in it begins as a formula. */
final class DifferenceSheet {

    static final String HEAD =
            "id,kind,store,order,system,subject,amount,currency,detail,repair,parked,placed,first_seen,last_seen,age_hours,"
                    + "state,closed,closed_because,repaired_by,repair_result\r\n";

    private DifferenceSheet() {}

    static String row(Difference difference, Instant now) {
        Found found = difference.found();
        return List.of(
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
                                String.valueOf(Duration.between(difference.firstSeen(), now)
                                        .toHours()),
                                difference.state().name().toLowerCase(Locale.ROOT),
                                difference.closedAt().map(Instant::toString).orElse(""),
                                difference.closedBecause().orElse(""),
                                difference.repairedBy().orElse(""),
                                difference.repairResult().orElse(""))
                        .stream()
                        .map(DifferenceSheet::cell)
                        .collect(Collectors.joining(","))
                + "\r\n";
    }

    private static String cell(String text) {
        String safe = text.matches("(?s)[=+@\\t\\r-].*") ? "'" + text : text;
        return safe.matches("(?s).*[\",\\r\\n].*") ? "\"" + safe.replace("\"", "\"\"") + "\"" : safe;
    }
}
