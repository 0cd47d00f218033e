package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.console.OrderWords.Said;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.operations.OrderViews;
import java.util.List;
import java.util.Optional;

/** Where an order is, as a buyer who asks can be told. */
public final class SupportPages implements Part {

    static final String PATH = "/console/support";

    private static final int MOST = 20;

    private final Ledger ledger;
    private final OrderWords words = new OrderWords();

    SupportPages(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The page.
     *
     * @param hits what was found; empty while nothing is asked
     * @param more whether there are more
     */
    public record Found(String text, List<Hit> hits, boolean more) {}

    /**
     * An order that was found.
     *
     * @param said what can be told, in the order it happened
     */
    public record Hit(OrderRow row, String email, List<Said> said) {

        /** The page with all of it. */
        public String path() {
            return OneOrderPages.path(row.key());
        }
    }

    @Override
    public void mount(Pages pages) {
        pages.get(PATH, Permission.SEE_ORDERS, this::find);
    }

    private void find(PageCall call) {
        String text = OrderPages.text(call);
        List<OrderRow> rows = text.isEmpty() ? List.of() : ledger.orders(filter(text));
        boolean personal = call.may(Permission.SEE_PERSONAL_DATA);
        List<Hit> hits = rows.stream()
                .limit(MOST)
                .map(row -> new Hit(
                        row,
                        personal ? row.email() : OrderViews.mask(row.email()),
                        words.forBuyer(OneOrderPages.story(ledger, row))))
                .toList();
        call.show("support", "Where is my order", new Found(text, hits, rows.size() > MOST));
    }

    private static OrderFilter filter(String text) {
        return new OrderFilter(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text), Optional.empty(), MOST + 1);
    }
}
