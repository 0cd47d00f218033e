package io.saddlebag.product;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ownership.Ownership;
import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import org.apache.camel.Exchange;

/** Items of one store as its route calls it. */
public final class StoreProductSteps {

    private final StoreProducts products;
    private final Ledger ledger;

    /**
     * Steps of one store.
     *
     * @param keepsStock whether what is made keeps stock
     * @param seen takes items of the store that are new or were found
     */
    public StoreProductSteps(
            String store,
            ProductRules rules,
            Ownership ownership,
            boolean keepsStock,
            Shelf shelf,
            PictureSource pictures,
            Ledger ledger,
            Consumer<List<Item>> seen,
            Clock clock) {
        this.products = new StoreProducts(
                store,
                rules.of(store),
                keepsStock,
                shelf,
                ledger,
                new Pictures(store, shelf, ledger.products(), pictures),
                new Contents(store, ownership, shelf, ledger.publications()),
                seen,
                clock);
        this.ledger = ledger;
    }

    /**
     * Brings an item to the store, as the ERP has it now: a message that is older than what is known is about that. What is
     * wished of it is written at the publisher's next look.
     */
    public void publish(Exchange exchange) {
        Product told = Product.read(Documents.parse(exchange.getMessage().getBody(byte[].class)));
        Product latest = ledger.products()
                .document(told.erp(), told.id())
                .map(document -> Product.read(Documents.parse(document)))
                .orElse(told);
        products.take(latest);
    }
}
