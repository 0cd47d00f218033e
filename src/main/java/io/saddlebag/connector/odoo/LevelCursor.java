package io.saddlebag.connector.odoo;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * How far stock has been read, as a text: between readings the newest change of a quantity and of a receipt; within one also
 * where its pages stand. Pages go by id, which does not change: a row that changes behind them comes with the next reading,
 * because the newest change is taken of the first page only.
 *
 * @param quants newest change of a quantity
 * @param moves newest change of a receipt
 * @param at where the pages of this reading stand, empty between readings
 */
record LevelCursor(Instant quants, Instant moves, Optional<Position> at) {

    /** Which list is read, and the last id read of it; the two times for the next reading. */
    record Position(List list, long id, Instant nextQuants, Instant nextMoves) {}

    enum List {
        QUANTS,
        MOVES,
        PRODUCTS
    }

    static LevelCursor between(Instant quants, Instant moves) {
        return new LevelCursor(quants, moves, Optional.empty());
    }

    LevelCursor at(List list, long id, Instant nextQuants, Instant nextMoves) {
        return new LevelCursor(quants, moves, Optional.of(new Position(list, id, nextQuants, nextMoves)));
    }

    LevelCursor ended() {
        return at.map(position -> between(position.nextQuants(), position.nextMoves()))
                .orElse(this);
    }

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is none
     */
    static LevelCursor parse(String text) {
        String[] parts = text.split("\\|", -1);
        try {
            if (parts.length == 2 || parts.length == 6) {
                LevelCursor between = between(Instant.parse(parts[0]), Instant.parse(parts[1]));
                return parts.length == 2
                        ? between
                        : between.at(
                                List.valueOf(parts[2]),
                                Long.parseLong(parts[3]),
                                Instant.parse(parts[4]),
                                Instant.parse(parts[5]));
            }
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new IllegalArgumentException("'" + text + "' is no cursor of stock", e);
        }
        throw new IllegalArgumentException("'" + text + "' is no cursor of stock");
    }

    String text() {
        String times = quants + "|" + moves;
        return at.map(p -> times + "|" + p.list() + "|" + p.id() + "|" + p.nextQuants() + "|" + p.nextMoves())
                .orElse(times);
    }
}
