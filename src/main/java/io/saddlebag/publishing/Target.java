package io.saddlebag.publishing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.ledger.Publications.PublicationRow;
import io.saddlebag.ledger.Publications.Shown;
import io.saddlebag.ledger.StoreItems.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One item that is written to, with all that is due of it, and the sales its wish does not know of. */
final class Target {

    private final Item item;
    private final List<PublicationRow> rows = new ArrayList<>();
    private final Map<String, Shop.Sold> subtracted = new LinkedHashMap<>();
    private Optional<Shop.Stock> stock = Optional.empty();
    private Optional<Shop.Prices> prices = Optional.empty();
    private Optional<ObjectNode> content = Optional.empty();
    private Optional<ObjectNode> written = Optional.empty();

    Target(Item item) {
        this.item = item;
    }

    Item item() {
        return item;
    }

    List<PublicationRow> rows() {
        return rows;
    }

    /** Items of one group go into the same call: variations of a product, or products that are none. */
    String group() {
        return item.isVariation() ? item.productId() : "";
    }

    void stock(PublicationRow row, Shop.Stock wanted) {
        rows.add(row);
        stock = Optional.of(wanted);
    }

    void prices(PublicationRow row, Shop.Prices wanted) {
        rows.add(row);
        prices = Optional.of(wanted);
    }

    void content(PublicationRow row, ObjectNode wanted) {
        rows.add(row);
        content = Optional.of(wanted);
        written = row.shown().flatMap(Values::contentAsWritten);
    }

    /** Whether its stock or its price is due too. */
    boolean hasMoreThanContent() {
        return stock.isPresent() || prices.isPresent();
    }

    /** Takes its content out of what is written; the rows that wished it. */
    List<PublicationRow> withoutContent() {
        List<PublicationRow> out =
                rows.stream().filter(row -> row.aspect() == Aspect.CONTENT).toList();
        rows.removeAll(out);
        content = Optional.empty();
        return out;
    }

    boolean hasStock() {
        return stock.isPresent();
    }

    /** Takes an order's pieces off from now on. False if it has none of this item, or they are off already. */
    boolean subtract(Shop.Sold sold) {
        if (stock.isEmpty() || pieces(sold) == 0) {
            return false;
        }
        Optional<Shop.Sold> before = Optional.ofNullable(subtracted.put(sold.order(), sold));
        return before.map(this::pieces).orElse(0L) != pieces(sold);
    }

    /** Where a product keeps the stock of its variations, all their sales count. */
    private long pieces(Shop.Sold sold) {
        return sold.pieces().stream()
                .filter(piece -> piece.productId().equals(item.productId())
                        && (!item.isVariation() || piece.variationId().equals(item.variationId())))
                .mapToLong(Shop.Piece::quantity)
                .sum();
    }

    /** Everything that is due. */
    Shop.Update update() {
        return new Shop.Update(item, adjusted(), prices, content, written);
    }

    /** Stock alone. */
    Shop.Update stockAgain() {
        return new Shop.Update(item, adjusted(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    private Optional<Shop.Stock> adjusted() {
        long sold = subtracted.values().stream().mapToLong(this::pieces).sum();
        return stock.map(
                wanted -> new Shop.Stock(Math.max(0, wanted.quantity() - sold), wanted.backorders(), wanted.manage()));
    }

    /** What the store has once it took this; looked at again where it is less than wished. */
    List<Shown> shown(Instant lookAgain) {
        return shown(subtracted.isEmpty() ? Optional.empty() : Optional.of(lookAgain));
    }

    /** The same, looked at again in any case. */
    List<Shown> dueAgain(Instant lookAgain) {
        return shown(Optional.of(lookAgain));
    }

    private List<Shown> shown(Optional<Instant> again) {
        return rows.stream()
                .map(row -> row.aspect() == Aspect.STOCK
                        ? new Shown(
                                row.store(),
                                row.sku(),
                                row.aspect(),
                                row.wished(),
                                adjusted().map(Values::text).orElseThrow(),
                                again)
                        : new Shown(row.store(), row.sku(), row.aspect(), row.wished()))
                .toList();
    }
}
