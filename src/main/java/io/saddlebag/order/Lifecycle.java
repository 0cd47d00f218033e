package io.saddlebag.order;

import static io.saddlebag.order.OrderState.CANCELLED;
import static io.saddlebag.order.OrderState.CAPTURED;
import static io.saddlebag.order.OrderState.COMPLETED;
import static io.saddlebag.order.OrderState.IGNORED;
import static io.saddlebag.order.OrderState.PARTLY_SHIPPED;
import static io.saddlebag.order.OrderState.POSTED;
import static io.saddlebag.order.OrderState.RELEASED;
import static io.saddlebag.order.OrderState.SHIPPED;
import static io.saddlebag.order.OrderState.WAITING;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The whole life of an order in one table. A step that repeats finds the order already where it wants it, or further:
 * that is {@link Move#ALREADY_THERE} and changes nothing. Anything else outside the table is refused.
 */
public final class Lifecycle {

    private static final Map<OrderState, Set<OrderState>> MOVES = Map.of(
            WAITING, EnumSet.of(CAPTURED, IGNORED, CANCELLED),
            IGNORED, EnumSet.of(WAITING, CAPTURED, CANCELLED),
            CAPTURED, EnumSet.of(POSTED, WAITING, IGNORED, CANCELLED),
            POSTED, EnumSet.of(RELEASED, PARTLY_SHIPPED, SHIPPED, CANCELLED),
            RELEASED, EnumSet.of(PARTLY_SHIPPED, SHIPPED, CANCELLED),
            PARTLY_SHIPPED, EnumSet.of(SHIPPED, COMPLETED, CANCELLED),
            SHIPPED, EnumSet.of(COMPLETED),
            COMPLETED, EnumSet.noneOf(OrderState.class),
            CANCELLED, EnumSet.of(WAITING, CAPTURED));

    /** The order in which a parcel moves; a step behind this line has nothing left to do. */
    private static final Map<OrderState, Integer> PROGRESS = Map.of(
            WAITING,
            0,
            IGNORED,
            0,
            CAPTURED,
            1,
            POSTED,
            2,
            RELEASED,
            3,
            PARTLY_SHIPPED,
            4,
            SHIPPED,
            5,
            COMPLETED,
            6,
            CANCELLED,
            0);

    private Lifecycle() {}

    /** What becomes of a wished move. */
    public enum Move {
        /** Legal. */
        ALLOWED,
        /** The order is there or further on: a repeat, nothing to change. */
        ALREADY_THERE,
        /** Against the table: refused and traced. */
        REFUSED
    }

    /** Judges a move. */
    public static Move judge(OrderState from, OrderState to) {
        if (from == to) {
            return Move.ALREADY_THERE;
        }
        if (MOVES.get(from).contains(to)) {
            return Move.ALLOWED;
        }
        return PROGRESS.get(to) > 0 && PROGRESS.get(from) > PROGRESS.get(to) ? Move.ALREADY_THERE : Move.REFUSED;
    }

    /** The states that may follow. */
    public static Set<OrderState> after(OrderState from) {
        return Set.copyOf(MOVES.get(from));
    }

    /** Whether the order has reached the given state's place on the way from checkout to door. */
    public static boolean reached(OrderState now, OrderState wanted) {
        return PROGRESS.get(now) >= PROGRESS.get(wanted);
    }
}
