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

/** Differences as CSV (RFC 4180), for finance's spreadsheet: nothing in it begins as a formula. */
public final class DifferenceSheet {

    private static final String HEAD =
            "id,kind,store,order,system,subject,amount,currency,detail,repair,parked,placed,first_seen,last_seen,age_hours,"
                    + "state,closed,closed_because,repaired_by,repair_result\r\n";

    private DifferenceSheet() {}

    /** Answers with all that fit, page by page, each written before the next is read: memory holds one. Ends where nobody reads on. */
    public static void send(HttpServerResponse response, ReconciliationDesk desk, Filter filter, Clock clock) {
        response.setChunked(true)
                .putHeader("Content-Type", "text/csv; charset=utf-8")
                .putHeader("Content-Disposition", "attachment; filename=\"differences.csv\"")
                .putHeader("Cache-Control", "no-store")
                .putHeader("X-Content-Type-Options", "nosniff");
        write(response, HEAD);
        Filter next = filter;
        List<Difference> page;
        do {
            page = desk.differences(next);
            StringBuilder rows = new StringBuilder();
            page.forEach(difference -> rows.append(row(difference, clock.instant())));
            if (!page.isEmpty()) {
                write(response, rows.toString());
                next = next.behind(page.get(page.size() - 1));
            }
        } while (page.size() == filter.limit() && !response.closed());
        if (!response.closed()) {
            response.end();
        }
    }

    private static void write(HttpServerResponse response, String text) {
        response.write(text).toCompletionStage().toCompletableFuture().join();
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
