package io.saddlebag.alert;

import io.saddlebag.ledger.AlertLedger.Alert;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a channel is told: contract {@code alert.v1}. No personal data, no secrets.
 *
 * @param id of the alert; all its messages have it
 * @param delivery the same for every attempt to one channel: what comes again with it has been sent before
 * @param kind {@code opened}, {@code reminded}, {@code resolved} or {@code test}
 * @param what one sentence
 * @param size how many orders, messages or happenings
 * @param held value of the orders by currency, of 1,000 orders at most
 * @param title one line for people
 * @param text all of it for people
 */
public record AlertDocument(
        String contract,
        String id,
        String delivery,
        String kind,
        String rule,
        String subject,
        String severity,
        String what,
        Instant since,
        Instant openedAt,
        Instant at,
        long size,
        List<String> orders,
        Map<String, BigDecimal> held,
        String action,
        String command,
        Optional<String> because,
        String title,
        String text) {

    static final String OPENED = "opened";
    static final String REMINDED = "reminded";
    static final String RESOLVED = "resolved";
    static final String TEST = "test";

    /** Copies the collections. */
    public AlertDocument {
        orders = List.copyOf(orders);
        held = Map.copyOf(held);
    }

    static AlertDocument of(Alert alert, String kind, String delivery, Instant now) {
        Map<String, BigDecimal> held = new TreeMap<>(alert.held());
        String what = Wording.line(alert.what());
        String title = title(alert, kind, what);
        return new AlertDocument(
                "alert.v1",
                alert.id(),
                delivery,
                kind,
                alert.rule(),
                Wording.line(alert.subject()),
                alert.severity(),
                what,
                alert.since(),
                alert.openedAt().orElse(now),
                now,
                alert.size(),
                alert.orders(),
                held,
                Wording.line(alert.action()),
                Wording.line(alert.command()),
                Optional.of(alert.resolvedBecause()).filter(text -> !text.isEmpty()),
                title,
                text(alert, kind, title, now));
    }

    private static String title(Alert alert, String kind, String what) {
        String word = kind.equals(RESOLVED) ? "resolved" : kind.equals(TEST) ? "test" : alert.severity();
        return Wording.line("[" + word + "] " + (kind.equals(REMINDED) ? "still: " : "") + what);
    }

    private static String text(Alert alert, String kind, String title, Instant now) {
        StringBuilder text = new StringBuilder(title).append("\n\n");
        fact(text, "rule", alert.rule() + ", " + alert.subject());
        fact(text, "since", Wording.time(alert.since()) + ", " + Wording.between(alert.since(), now));
        if (!alert.orders().isEmpty()) {
            boolean more = alert.size() > alert.orders().size();
            fact(text, "orders", String.join(", ", alert.orders()) + (more ? ", …" : ""));
        }
        if (!alert.held().isEmpty()) {
            List<String> sums = new TreeMap<>(alert.held())
                    .entrySet().stream()
                            .map(sum -> sum.getValue().toPlainString() + " " + sum.getKey())
                            .toList();
            fact(text, "held up", String.join(", ", sums) + (alert.size() > 1_000 ? " (of the first 1000)" : ""));
        }
        if (kind.equals(RESOLVED)) {
            fact(text, "resolved", Wording.time(now) + ": " + alert.resolvedBecause());
        } else {
            fact(text, "do", alert.action());
            fact(text, "run", alert.command());
        }
        if (kind.equals(OPENED) || kind.equals(REMINDED)) {
            fact(text, "alert", alert.id() + "; 'alerts ack " + alert.id() + "' ends the reminders");
        }
        return text.toString();
    }

    private static void fact(StringBuilder text, String name, String value) {
        if (!value.isBlank()) {
            text.append(String.format("%-9s %s%n", name, Wording.line(value)).replace("\r\n", "\n"));
        }
    }
}
