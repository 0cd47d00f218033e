package io.saddlebag.ledger;

import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.ToLongBiFunction;

/**
 * How much of each SKU lies where, how far each source has been read, what stores have sold of it, and which SKUs are new to
 * their catalogues. All of it carries numbers of one growing change sequence: a number is never seen before a lower one is, also where several daemons write
 * to one database. Quantities are whole pieces.
 *
 * <p>Delivery guarantee: as the ledger's ({@link Ledger}); every write is repeatable. All methods throw
 * {@link LedgerUnavailable} if the database cannot be reached or written.
 */
public interface StockLedger {

    /**
     * Takes one page of a reading. A level that is what is known already is not written; one that was read before the known
     * one was changes nothing; nothing of a SKU where none was known stays unknown.
     *
     * @return how many levels changed
     */
    int report(Page page, List<LevelRow> levels);

    /** Takes one page of the source's item master; as {@link #report}. How many items changed. */
    int items(Page page, List<ItemRow> items);

    /**
     * Ends a reading: what happened at the source before {@code asOf} is in. After a complete one, levels no page of it named
     * become zero and such items inactive, unless they were read after it began.
     *
     * @param pages how many pages the reading had; where one of them has not been recorded, nothing is ended
     * @return whether it ended
     */
    boolean finish(Reading reading, int pages);

    /** How far each source has been read. */
    List<FeedRow> feeds();

    /** All places where a SKU is known, at every source. */
    List<Level> levels(String sku);

    /** What an order needs of the stock; empty where nothing of it was ever noted. */
    Optional<DemandRow> demand(OrderKey order);

    /**
     * What changed after a number of the sequence, lowest number first, at most {@code limit}. A thing that changed again
     * comes once, as it is now. Writes: changes of orders and catalogues are given
     * their numbers here.
     */
    List<Change> changes(long after, int limit);

    /**
     * Everything that is known, in no particular order, read in pages. What changes meanwhile may or may not be in; it is in
     * {@link #changes} after the answered number in any case.
     *
     * @return the number to go on from
     */
    long rebuild(Consumer<Change> each);

    /**
     * Those of some orders that whoever has caught up with a number knows of: their need as it is now has a number up to this
     * one, or they need nothing (any more) as of their version.
     *
     * @param orders when their store changed them last
     */
    Set<OrderKey> known(Map<OrderKey, Instant> orders, long upTo);

    /**
     * Forgets orders that were released, or completed, before a time; how many rows that changed. Who catches up from before
     * then has to rebuild.
     */
    int forget(Instant before, int most);

    /** Orders under way for which no demand was ever noted (they came before demand was), by key. */
    List<Undemanded> withoutDemand(Optional<OrderKey> after, int limit);

    /** Notes the demand of such an order, as its state is now; changes nothing where it is noted meanwhile. */
    void fill(OrderKey order, Sold sold);

    /**
     * One reading of a source: what changed since the last one, or all of it.
     *
     * @param source e.g. {@code erp.odoo} or {@code warehouse.shipbob}
     * @param run its name, unique for the source
     * @param asOf when it began, by our clock
     * @param complete whether it names all there is
     */
    record Reading(String source, String run, Instant asOf, boolean complete) {}

    /** A page of a reading, numbered from 1. */
    record Page(Reading reading, int number) {}

    /**
     * A SKU at one place.
     *
     * @param location the partner's own name or code of the place
     * @param onHand pieces there
     * @param reserved of those, promised to somebody
     * @param held of those, not for sale (quarantine, damaged)
     * @param at when it was read
     */
    record LevelRow(
            String location,
            String sku,
            long onHand,
            long reserved,
            long held,
            List<IncomingRow> incoming,
            Instant at) {

        /** Copies the list. */
        public LevelRow {
            incoming = List.copyOf(incoming);
        }

        /** Whether there is nothing, and nothing to come. */
        public boolean isNothing() {
            return onHand == 0 && reserved == 0 && held == 0 && incoming.isEmpty();
        }
    }

    /** Pieces on their way to a place. */
    record IncomingRow(long quantity, Instant expectedAt, String reference) {}

    /** A level and whose it is. */
    record Level(String source, LevelRow row) {}

    /** What a source's item master says about a SKU. */
    record ItemRow(String sku, String category, boolean active, Instant at) {}

    /**
     * How far a source has been read.
     *
     * @param asOf all that happened before is in
     * @param completeAt when the last complete reading began, empty before the first
     */
    record FeedRow(String source, Instant asOf, Optional<Instant> completeAt) {}

    /**
     * What an order needs of the stock.
     *
     * @param lines none where it needs nothing any more
     * @param known what of it the ERP was told when it took the order; empty where that is all of it
     * @param postedAt when it was noted that the ERP has it
     * @param warehouse who was asked to send it
     * @param releasedAt when it was noted that the warehouse has the request
     */
    record DemandRow(
            OrderKey order,
            List<DemandLine> lines,
            Optional<List<DemandLine>> known,
            Optional<Instant> postedAt,
            Optional<String> warehouse,
            Optional<Instant> releasedAt) {

        /** Copies the lists. */
        public DemandRow {
            lines = List.copyOf(lines);
            known = known.map(List::copyOf);
        }

        /** What the ERP was told of it. */
        public List<DemandLine> told() {
            return parts((line, told) -> told);
        }

        /** What the store has sold since the ERP took the order. */
        public List<DemandLine> added() {
            return parts((line, told) -> line.quantity() - told);
        }

        private List<DemandLine> parts(ToLongBiFunction<DemandLine, Long> part) {
            Map<String, Long> left = new HashMap<>();
            known.orElse(lines).forEach(line -> left.merge(line.thing(), line.quantity(), Long::sum));
            List<DemandLine> parts = new ArrayList<>();
            for (DemandLine line : lines) {
                long told = Math.min(line.quantity(), left.getOrDefault(line.thing(), 0L));
                left.merge(line.thing(), -told, Long::sum);
                long pieces = part.applyAsLong(line, told);
                if (pieces > 0) {
                    parts.add(new DemandLine(line.productId(), line.variationId(), line.sku(), pieces));
                }
            }
            return parts;
        }
    }

    /**
     * Pieces of one thing that a store sold. Its identity is product and variation; the SKU may be the parent's, or empty.
     *
     * @param variationId empty for a simple product
     */
    record DemandLine(String productId, String variationId, String sku, long quantity) {

        private String thing() {
            return productId + "/" + variationId;
        }
    }

    /**
     * What a version of an order has sold.
     *
     * @param held whether the store holds the pieces while the order waits; once it is on its way to the ERP they count anyway
     */
    record Sold(boolean held, List<DemandLine> lines) {

        /** Copies the list. */
        public Sold {
            lines = List.copyOf(lines);
        }
    }

    /** An order without demand. */
    record Undemanded(OrderKey order, OrderState state, String document) {}

    /** A change, and its number in the sequence. */
    sealed interface Change {

        /** Its number. */
        long seq();

        /** A level is now this. */
        record OfLevel(long seq, String source, LevelRow level) implements Change {}

        /** A source has been read this far. */
        record OfFeed(long seq, FeedRow feed) implements Change {}

        /** An item is now this. */
        record OfItem(long seq, String source, ItemRow item) implements Change {}

        /** An order now needs this. */
        record OfDemand(long seq, DemandRow demand) implements Change {}

        /** A store now has an item with this SKU of its own. Not part of what is built anew: who does that looks at everything. */
        record OfStoreItem(long seq, String store, String sku) implements Change {}
    }
}
