package io.saddlebag.ledger;

import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderState;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What an order's step adds to the key figures: how long it took to where it comes for the first time. */
final class OrderFigures {

    private OrderFigures() {}

    /** The ledger sees an order for the first time. */
    static void begin(Transaction transaction, OrderRow row) {
        if (row.dueAt().isPresent()) {
            transaction.measure(FigureTable.Key.counted(
                    transaction.now(), Figure.DUE, row.key().store()));
        }
    }

    /** An order goes on; to be told before its row is written. */
    static void follow(Transaction transaction, OrderRow known, OrderRow row) throws SQLException {
        if (known.dueAt().isEmpty()) {
            begin(transaction, row);
        }
        Optional<Figure> figure = known.state() == row.state() ? Optional.empty() : figure(row.state());
        if (figure.isEmpty()) {
            return;
        }
        OrderTable.Arrivals arrivals = OrderTable.arrivals(transaction.session(), row.key());
        if (arrivals.at(row.state()).isPresent()) {
            return; // it was there before
        }
        Optional<Instant> since = figure.get() == Figure.ACKNOWLEDGEMENT ? arrivals.at(OrderState.POSTED) : row.dueAt();
        if (since.isPresent()) {
            transaction.measure(FigureTable.Key.timed(
                    transaction.now(),
                    figure.get(),
                    row.key().store(),
                    Duration.between(since.get(), transaction.now())));
        }
    }

    private static Optional<Figure> figure(OrderState state) {
        return switch (state) {
            case POSTED -> Optional.of(Figure.POSTING);
            case RELEASED -> Optional.of(Figure.ACKNOWLEDGEMENT);
            case SHIPPED -> Optional.of(Figure.SHIPPING);
            case COMPLETED -> Optional.of(Figure.COMPLETION);
            case WAITING, IGNORED, CAPTURED, PARTLY_SHIPPED, CANCELLED -> Optional.empty();
        };
    }
}
