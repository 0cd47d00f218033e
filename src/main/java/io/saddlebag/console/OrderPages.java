package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Orders: found by what people know of them. */
public final class OrderPages implements Part {

    private static final int MOST = 100;

    private final Ledger ledger;

    OrderPages(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * The list.
     *
     * @param counts of every state, PARKED among them
     */
    public record Listed(String text, String state, Map<String, Long> counts, List<OrderRow> orders, boolean more) {}

    @Override
    public void mount(Pages pages) {
        pages.get("/console/orders", Permission.SEE_ORDERS, this::list);
    }

    private void list(PageCall call) {
        Optional<String> text = call.param("text");
        Optional<String> state = call.param("state");
        boolean parked = state.filter("parked"::equals).isPresent();
        List<OrderRow> rows = ledger.orders(new OrderFilter(
                call.param("store"),
                state.filter(word -> !parked).flatMap(OrderPages::state),
                parked ? Optional.of(true) : Optional.empty(),
                text,
                Optional.empty(),
                MOST + 1));
        call.show(
                "orders",
                "Orders",
                new Listed(
                        text.orElse(""),
                        state.orElse(""),
                        ledger.counts(),
                        rows.subList(0, Math.min(rows.size(), MOST)),
                        rows.size() > MOST));
    }

    private static Optional<OrderState> state(String word) {
        return Arrays.stream(OrderState.values())
                .filter(state ->
                        state.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(word))
                .findFirst();
    }
}
