package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step.Field;
import io.saddlebag.ledger.Step.Seen;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** An order's row while a step works on it. Times are whole milliseconds, as the database keeps them. */
final class OrderDraft {

    private final OrderKey key;
    private final Instant seenAt;
    private final Instant changedAt;
    private final Map<Field, String> fields = new EnumMap<>(Field.class);
    private Seen seen;
    private OrderState state;
    private int parked;
    private Optional<Instant> dueAt;
    private Optional<String> partner = Optional.empty();

    private OrderDraft(OrderKey key, Seen seen, OrderState state, Instant seenAt, Instant changedAt) {
        this.key = key;
        this.seen = seen;
        this.state = state;
        this.seenAt = seenAt;
        this.changedAt = changedAt;
        this.dueAt = Optional.empty();
    }

    static OrderDraft first(OrderKey key, Seen seen, Instant now) {
        return new OrderDraft(key, seen, OrderState.WAITING, now, now);
    }

    static OrderDraft of(OrderRow row) {
        Seen seen = new Seen(
                row.version(),
                row.number(),
                row.storeStatus(),
                row.currency(),
                row.total(),
                row.email(),
                row.placedAt(),
                "");
        OrderDraft draft = new OrderDraft(row.key(), seen, row.state(), row.seenAt(), row.changedAt());
        draft.parked = row.parked();
        draft.dueAt = row.dueAt();
        draft.partner = row.partner();
        row.erp().ifPresent(value -> draft.set(Field.ERP, value));
        row.erpId().ifPresent(value -> draft.set(Field.ERP_ID, value));
        row.erpNumber().ifPresent(value -> draft.set(Field.ERP_NUMBER, value));
        row.invoiceNumber().ifPresent(value -> draft.set(Field.INVOICE_NUMBER, value));
        draft.set(Field.INVOICE_STATE, row.invoiceState());
        row.storeShows().ifPresent(value -> draft.set(Field.STORE_SHOWS, value));
        return draft;
    }

    void take(Seen version) {
        seen = version;
    }

    /** Moves, and keeps when the order first was due. */
    void move(OrderState to, Instant now) {
        state = to;
        if (to == OrderState.CAPTURED && dueAt.isEmpty()) {
            dueAt = Optional.of(now);
        }
    }

    /** Goes to a partner. */
    void goTo(String name) {
        partner = Optional.of(name);
    }

    /** Sets a column; an empty value clears it. */
    void set(Field field, String value) {
        if (value.isEmpty()) {
            fields.remove(field);
        } else {
            fields.put(field, value);
        }
    }

    void parked(int open) {
        parked = open;
    }

    OrderRow row() {
        return rowChangedAt(changedAt);
    }

    /** The row; its time of change is the known one where nothing changed. */
    OrderRow changedSince(OrderRow known, Instant now) {
        OrderRow row = row();
        return row.equals(known) ? row : rowChangedAt(now);
    }

    private OrderRow rowChangedAt(Instant changed) {
        return new OrderRow(
                key,
                seen.number(),
                state,
                parked,
                new OrderVersion(
                        millis(seen.version().modifiedAt()), seen.version().hash()),
                seen.storeStatus(),
                seen.currency(),
                seen.total(),
                seen.email(),
                field(Field.ERP),
                field(Field.ERP_ID),
                field(Field.ERP_NUMBER),
                field(Field.INVOICE_NUMBER),
                field(Field.INVOICE_STATE).orElse("none"),
                field(Field.STORE_SHOWS),
                millis(seen.placedAt()),
                seenAt,
                dueAt,
                changed,
                partner());
    }

    /** Whom it is with. */
    private Optional<String> partner() {
        return switch (state) {
            case WAITING, IGNORED, COMPLETED, CANCELLED -> Optional.empty();
            case SHIPPED -> field(Field.ERP);
            case CAPTURED, POSTED, RELEASED, PARTLY_SHIPPED -> partner;
        };
    }

    private Optional<String> field(Field field) {
        return Optional.ofNullable(fields.get(field));
    }

    private static Instant millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS);
    }
}
