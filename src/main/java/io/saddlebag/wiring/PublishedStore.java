package io.saddlebag.wiring;

import io.saddlebag.connector.woocommerce.ItemAnswer;
import io.saddlebag.connector.woocommerce.ItemReader;
import io.saddlebag.connector.woocommerce.ItemUpdate;
import io.saddlebag.connector.woocommerce.ShopItem;
import io.saddlebag.connector.woocommerce.SoldOrders;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.ledger.StoreItems.Item;
import io.saddlebag.ledger.StoreItems.Stocking;
import io.saddlebag.publishing.Shop;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A WooCommerce store as publishing sees it. */
final class PublishedStore implements Shop {

    private final String name;
    private final WooStore store;
    private final Clock clock;

    PublishedStore(WooStore store, Clock clock) {
        this.name = store.settings().name();
        this.store = store;
        this.clock = clock;
    }

    @Override
    public Outcome<Read> changedSince(Instant cursor, Consumer<List<Item>> pages) {
        return store.itemReader()
                .changedSince(cursor, page -> pages.accept(items(page)))
                .map(PublishedStore::read);
    }

    @Override
    public Outcome<Read> everything(Consumer<List<Item>> pages) {
        return store.itemReader().everything(page -> pages.accept(items(page))).map(PublishedStore::read);
    }

    private static Read read(ItemReader.Read read) {
        return new Read(read.cursor(), read.items(), read.remarks());
    }

    @Override
    public Outcome<List<Item>> again(Collection<Item> items) {
        List<String> products = items.stream()
                .filter(item -> !item.isVariation())
                .map(Item::productId)
                .distinct()
                .toList();
        Outcome<List<ShopItem>> found = store.itemReader().products(products);
        for (Item item : items) {
            if (item.isVariation()) {
                found = found.then(so -> store.itemReader()
                        .variation(item.productId(), item.ownSku() ? "" : item.sku(), item.variationId())
                        .map(variation -> with(so, variation)));
            }
        }
        return found.map(this::items);
    }

    private static List<ShopItem> with(List<ShopItem> all, Optional<ShopItem> one) {
        List<ShopItem> more = new ArrayList<>(all);
        one.ifPresent(more::add);
        return more;
    }

    @Override
    public Outcome<List<Answer>> write(List<Update> updates, Duration timeout) {
        List<ItemUpdate> told = updates.stream().map(PublishedStore::update).toList();
        Item first = updates.get(0).item();
        Outcome<List<ItemAnswer>> outcome = first.isVariation()
                ? store.itemWriter().variations(first.productId(), "", told, timeout)
                : store.itemWriter().products(told, timeout);
        return outcome.map(answers -> {
            List<Answer> all = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                all.add(answer(updates.get(i).item(), answers.get(i)));
            }
            return all;
        });
    }

    private static ItemUpdate update(Update update) {
        return new ItemUpdate(
                update.item().isVariation()
                        ? update.item().variationId()
                        : update.item().productId(),
                update.stock().map(stock -> new ItemUpdate.Stock(stock.quantity(), stock.backorders(), stock.manage())),
                update.prices()
                        .map(prices -> new ItemUpdate.Prices(
                                prices.regular(), prices.sale(), prices.saleFrom(), prices.saleTo())),
                update.content());
    }

    private Answer answer(Item before, ItemAnswer answer) {
        if (answer instanceof ItemAnswer.Written written) {
            return new Answer(Optional.of(item(written.item(), before.ownSku())), "", "");
        }
        if (answer instanceof ItemAnswer.Otherwise otherwise) {
            return new Answer(Optional.of(item(otherwise.item(), before.ownSku())), "", otherwise.words());
        }
        ItemAnswer.Refused refused = (ItemAnswer.Refused) answer;
        return new Answer(
                Optional.empty(), refused.code(), refused.words().isEmpty() ? refused.code() : refused.words());
    }

    @Override
    public Outcome<Sales> soldSince(Instant moment) {
        return store.sold()
                .since(moment)
                .map(sales -> new Sales(
                        sales.orders().stream().map(PublishedStore::sold).toList(), sales.asOf()));
    }

    private static Sold sold(SoldOrders.Sold order) {
        return new Sold(
                order.id(),
                order.createdAt(),
                order.modifiedAt(),
                order.pieces().stream()
                        .map(piece -> new Piece(piece.productId(), piece.variationId(), piece.quantity()))
                        .toList());
    }

    List<Item> items(List<ShopItem> page) {
        return page.stream().map(item -> item(item, item.ownSku())).toList();
    }

    private Item item(ShopItem item, boolean ownSku) {
        return new Item(
                name,
                item.productId(),
                item.variationId(),
                item.sku(),
                ownSku,
                item.type(),
                item.status(),
                switch (item.managesStock()) {
                    case "true" -> Stocking.OWN;
                    case "parent" -> Stocking.PARENT;
                    default -> Stocking.NONE;
                },
                item.stock(),
                item.backorders(),
                item.regularPrice(),
                item.salePrice(),
                item.saleFrom(),
                item.saleTo(),
                item.modifiedAt(),
                clock.instant());
    }
}
