package io.saddlebag.operations;

import io.saddlebag.ledger.Erasures.Survey;
import io.saddlebag.order.OrderKey;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What an erasure keeps, what it cannot reach, and why one has to wait: in words, for the command line and the API. */
public final class ErasureWords {

    private static final int NAMED = 10;

    private ErasureWords() {}

    /** What stays here, and why. */
    public static List<String> kept() {
        return List.of(
                "of each order: number, dates, status, lines with SKU and amounts, taxes, totals, refunds, payment method and"
                        + " reference, the country and state the taxes are of, its numbers in the ERP, of the invoice and at"
                        + " the warehouse: books have to be kept",
                "the audit trail, which names customers by pseudonym only");
    }

    /**
     * What nothing here reaches.
     *
     * @param database what the ledger's own files may still hold, empty for nothing
     */
    public static List<String> left(String database) {
        List<String> left = new ArrayList<>(List.of(
                "the store, the ERP, the warehouse and the payment service know him too: have him erased there, which is theirs"
                        + " and yours to do",
                "the buffer's files (data/broker, or the external broker's) hold worked-off messages until they are written"
                        + " over, which is a matter of days with orders coming in",
                "logs and backups, which you keep elsewhere"));
        if (!database.isEmpty()) {
            left.add(0, database);
        }
        return left;
    }

    /** Why it is too early. */
    public static String tooEarly(Survey survey) {
        List<String> reasons = new ArrayList<>();
        if (!survey.onTheirWay().isEmpty()) {
            reasons.add("not ended yet: " + orders(survey.onTheirWay()));
        }
        if (!survey.waiting().isEmpty()) {
            reasons.add("waiting for a person: message " + named(survey.waiting()) + " ('parked show ID' tells more)");
        }
        return "nothing was erased; " + String.join("; ", reasons)
                + ". Have these end first: without his data they could not";
    }

    /** Orders by their keys, the first of them. */
    public static String orders(List<OrderKey> orders) {
        return named(orders.stream().map(OrderKey::toString).toList());
    }

    private static String named(List<String> all) {
        return all.stream().limit(NAMED).collect(Collectors.joining(", "))
                + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }
}
