package io.saddlebag.operations;

import io.saddlebag.ledger.Reconciliations.Difference;
import io.saddlebag.ledger.Reconciliations.Filter;
import io.saddlebag.ledger.Reconciliations.Found;
import io.saddlebag.order.OrderKey;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import io.vertx.core.http.HttpServerResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Differences as CSV (RFC 4180), for finance's spreadsheet: nothing in it begins as a formula. */
public final class DifferenceSheet {

    private static final String HEAD =
            "id,kind,store,order,system,subject,amount,currency,detail,repair,parked,placed,first_seen,last_seen,age_hours,"
                    + "state,closed,closed_because,repaired_by,repair_result\r\n";

    private DifferenceSheet() {}

    /** Answers with all that fit. */
    public static void send(HttpServerResponse response, ReconciliationDesk desk, Filter filter, Clock clock) {
        AtomicReference<Optional<Filter>> next = new AtomicReference<>(Optional.of(filter));
        SheetAnswer.send(response, "differences.csv", HEAD, () -> next.get().flatMap(from -> {
            List<Difference> page = desk.differences(from);
            next.set(
                    page.size() == from.limit()
                            ? Optional.of(from.behind(page.get(page.size() - 1)))
                            : Optional.empty());
            return page.isEmpty() ? Optional.empty() : Optional.of(rows(page, clock.instant()));
        }));
    }

    private static String rows(List<Difference> page, Instant now) {
        StringBuilder rows = new StringBuilder();
        page.forEach(difference -> rows.append(row(difference, now)));
        return rows.toString();
    }

    private static String row(Difference difference, Instant now) {
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
