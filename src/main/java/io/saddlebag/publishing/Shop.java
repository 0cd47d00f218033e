package io.saddlebag.publishing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.StoreItems.Item;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** A store's catalogue and its latest sales, as publishing needs them. Every call may be repeated. */
public interface Shop {

    /** Items in one write, at most. */
    int MOST = 100;

    /** Items that changed since a cursor. */
    Outcome<Read> changedSince(Instant cursor, Consumer<List<Item>> pages);

    /** The whole catalogue. */
    Outcome<Read> everything(Consumer<List<Item>> pages);

    /** These items as they are now; what is gone is left out. */
    Outcome<List<Item>> again(Collection<Item> items);

    /**
     * In what items show something else than was last written of their content; one that shows all of it comes with nothing,
     * what is gone is left out.
     *
     * @param written in the store's own words, by item
     */
    Outcome<Map<Item, List<Part>>> edited(Map<Item, ObjectNode> written);

    /**
     * A part of an item's content that is another than it was written.
     *
     * @param field the store's word
     * @param written for a person
     * @param found for a person
     */
    record Part(String field, String written, String found) {}

    /**
     * Writes products that are no variations, or variations of one product; an answer for each, in their order.
     *
     * @param updates at most {@link #MOST}, valid: the store checks nothing
     */
    Outcome<List<Answer>> write(List<Update> updates, Duration timeout);

    /** What was sold since a moment, and a little before. */
    Outcome<Sales> soldSince(Instant moment);

    /**
     * What was read.
     *
     * @param cursor where the next read of changes starts
     * @param items how many items
     * @param whole whether nothing is missing of what was to be read
     */
    record Read(Instant cursor, int items, List<String> remarks, boolean whole) {}

    /**
     * What one item is to show; parts that are empty stay as they are.
     *
     * @param written the content it was told the last time; pictures and categories beside these stay
     */
    record Update(
            Item item,
            Optional<Stock> stock,
            Optional<Prices> prices,
            Optional<ObjectNode> content,
            Optional<ObjectNode> written) {

        boolean isStockOnly() {
            return stock.isPresent() && prices.isEmpty() && content.isEmpty();
        }
    }

    /**
     * Stock.
     *
     * @param manage whether the store's stock keeping is to be switched on for the item
     */
    record Stock(long quantity, String backorders, boolean manage) {}

    /** Prices. */
    record Prices(
            BigDecimal regular, Optional<BigDecimal> sale, Optional<Instant> saleFrom, Optional<Instant> saleTo) {}

    /**
     * The store's answer to one update.
     *
     * @param item as it is afterwards, empty where the store took nothing
     * @param code the store's code where it took nothing
     * @param words why it took nothing, or in what it shows something else than it was told; empty where all is well
     */
    record Answer(Optional<Item> item, String code, String words) {}

    /**
     * Orders that changed; those that hold no stock have no pieces.
     *
     * @param asOf the store's clock when the reading began
     */
    record Sales(List<Sold> orders, Instant asOf) {}

    /** One of them. */
    record Sold(String order, Instant createdAt, Instant modifiedAt, List<Piece> pieces) {}

    /** What one of its lines took; a product that is no variation has an empty variation id. */
    record Piece(String productId, String variationId, long quantity) {}
}
