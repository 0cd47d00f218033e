package io.saddlebag.console;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Finance.Placed;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * A store's day in sums that finance can tie to the ERP, worked out of the orders' documents.
 *
 * @param tooMany whether the day has more orders than a page adds up; there are no sums then
 * @param orders the first of them, the first of the day first
 * @param count how many orders the sums are of
 */
public record DaySheet(
        String store, LocalDate day, boolean tooMany, List<Line> lines, List<OrderRow> orders, long count) {

    /** Adding up so many takes a few seconds. */
    static final int MOST = 100_000;

    private static final int SHOWN = 200;

    /** Copies the lists. */
    public DaySheet {
        lines = List.copyOf(lines);
        orders = List.copyOf(orders);
    }

    /**
     * A sum.
     *
     * @param what e.g. {@code Tax 19 % VAT}
     * @param orders how many orders have a part in it
     */
    public record Line(String what, long orders, String value) {}

    private static final class Total {
        private final Amounts amounts = new Amounts();
        private long orders;
    }

    /**
     * Adds a day up.
     *
     * @param pages the orders after one, or the first; an empty page is the end
     */
    static DaySheet of(String store, LocalDate day, Function<Optional<OrderRow>, List<Placed>> pages) {
        Map<String, Total> totals = new TreeMap<>();
        List<OrderRow> shown = new ArrayList<>();
        long count = 0;
        Optional<OrderRow> last = Optional.empty();
        for (List<Placed> page = pages.apply(last); !page.isEmpty() && count < MOST; page = pages.apply(last)) {
            page.forEach(order -> add(totals, order));
            page.stream()
                    .limit(Math.max(0, SHOWN - shown.size()))
                    .map(Placed::row)
                    .forEach(shown::add);
            count += page.size();
            last = Optional.of(page.get(page.size() - 1).row());
        }
        if (count >= MOST) {
            return new DaySheet(store, day, true, List.of(), List.of(), count);
        }
        List<Line> lines = new ArrayList<>();
        totals.forEach((what, total) ->
                lines.add(new Line(what.substring(what.indexOf(' ') + 1), total.orders, total.amounts.words())));
        return new DaySheet(store, day, false, lines, shown, count);
    }

    /** The digit before each line's name is its place on the page. */
    private static void add(Map<String, Total> totals, Placed placed) {
        String currency = placed.row().currency();
        Optional<String> apart = apart(placed.row().state());
        if (apart.isPresent()) {
            add(totals, apart.get(), currency, placed.row().total());
            return;
        }
        JsonNode document = Documents.parse(placed.document());
        add(totals, "1 Sales with tax", currency, document.path("total").asText());
        add(totals, "2 Tax", currency, document.path("totalTax").asText());
        for (JsonNode tax : document.path("taxLines")) {
            String name = "3 Tax " + tax.path("percent").asText("?") + " % "
                    + tax.path("label").asText();
            Total total = totals.computeIfAbsent(name, key -> new Total());
            total.orders++;
            total.amounts.add(currency, tax.path("taxTotal").asText());
            total.amounts.add(currency, tax.path("shippingTaxTotal").asText());
        }
        String method = document.path("paymentMethod").asText();
        add(
                totals,
                "4 Paid by " + (method.isEmpty() ? "nothing named" : method),
                currency,
                document.path("total").asText());
        if (!document.path("refunds").isEmpty()) {
            Total total = totals.computeIfAbsent("5 Refunds of these orders", key -> new Total());
            total.orders++;
            document.path("refunds")
                    .forEach(refund ->
                            total.amounts.add(currency, refund.path("total").asText()));
        }
    }

    /** What is no sale, or not yet. */
    private static Optional<String> apart(OrderState state) {
        return switch (state) {
            case WAITING -> Optional.of("8 Not due yet, in no other line");
            case CANCELLED, IGNORED -> Optional.of("9 Cancelled, in no other line");
            default -> Optional.empty();
        };
    }

    private static void add(Map<String, Total> totals, String name, String currency, String amount) {
        Total total = totals.computeIfAbsent(name, key -> new Total());
        total.orders++;
        total.amounts.add(currency, amount);
    }
}
