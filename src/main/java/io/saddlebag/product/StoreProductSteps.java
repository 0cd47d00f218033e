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
            ItemMaster items,
            Ledger ledger,
            Consumer<List<Item>> seen,
            Clock clock) {
        ProductRules.OfStore own = rules.of(store);
        StoreAnswers answers = new StoreAnswers(store);
        Contents contents = new Contents(store, ownership, shelf, ledger.publications());
        SkuSearch search = new SkuSearch(store, shelf, ledger.storeItems(), answers, seen);
        ProductMaker maker = new ProductMaker(shelf, search, answers, keepsStock, seen);
        this.products = new StoreProducts(
                store,
                own,
                ledger.products(),
                new SkuClaims(store, ledger.products(), items, clock),
                new Placements(
                        own,
                        shelf,
                        search,
                        new Pictures(store, shelf, ledger.products(), items),
                        contents,
                        answers,
                        new SimpleProducts(own, maker, contents),
                        new VariableProducts(own, search, maker, contents)),
                new HiddenProducts(own, search, contents),
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
