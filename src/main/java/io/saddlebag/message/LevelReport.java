package io.saddlebag.message;

import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A page of a reading of stock levels, contract {@code inventory-level.v1}; or its end, which says how many pages it had.
 * Quantities are whole pieces: what is there rounded down, what is promised or held rounded up.
 *
 * @param source {@code erp.NAME} or {@code warehouse.NAME}
 * @param run the reading's name, unique for the source
 * @param asOf our clock when the reading began
 * @param complete whether the reading names all there is
 * @param page its number, from 1; 0 at the end
 * @param pages how many pages there were, at the end only
 */
public record LevelReport(
        String contract,
        String source,
        String run,
        Instant asOf,
        boolean complete,
        int page,
        Optional<Integer> pages,
        List<Level> levels,
        List<Item> items) {

    private static final String CONTRACT = "inventory-level.v1";

    /** Copies the lists. */
    public LevelReport {
        levels = List.copyOf(levels);
        items = List.copyOf(items);
    }

    /** A page. */
    public static LevelReport page(
            String source, String run, Instant asOf, boolean complete, int page, List<Level> levels, List<Item> items) {
        return new LevelReport(CONTRACT, source, run, asOf, complete, page, Optional.empty(), levels, items);
    }

    /** The end. */
    public static LevelReport end(String source, String run, Instant asOf, boolean complete, int pages) {
        return new LevelReport(CONTRACT, source, run, asOf, complete, 0, Optional.of(pages), List.of(), List.of());
    }

    /**
     * A reading page after page as they are asked for; its last report is its end.
     *
     * @param asOf our clock when it began
     * @param complete whether it names all there is
     * @param partner gives the next page; asked no more after the one that says so
     */
    public static Iterator<LevelReport> reading(String source, Instant asOf, boolean complete, Supplier<Page> partner) {
        return new LevelReading(source, asOf, complete, partner);
    }

    /** A page as a partner gives it, and whether there are more. */
    public record Page(List<Level> levels, List<Item> items, boolean more) {

        /** Copies the lists. */
        public Page {
            levels = List.copyOf(levels);
            items = List.copyOf(items);
        }
    }

    /**
     * A SKU at a place.
     *
     * @param location the partner's own code of the place
     * @param held of what is there, not for sale
     * @param at our clock before it was read
     */
    public record Level(
            String location, String sku, long onHand, long reserved, long held, List<Incoming> incoming, Instant at) {

        /** Copies the list. */
        public Level {
            incoming = List.copyOf(incoming);
        }
    }

    /** Pieces on their way. */
    public record Incoming(long quantity, Instant expectedAt, String reference) {}

    /** What the partner's item master says of a SKU. */
    public record Item(String sku, String category, boolean active, Instant at) {}
}
