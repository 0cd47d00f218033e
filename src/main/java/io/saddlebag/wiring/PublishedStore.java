package io.saddlebag.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.connector.woocommerce.ContentBeside;
import io.saddlebag.connector.woocommerce.ContentDifferences;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        return new Read(read.cursor(), read.items(), read.remarks(), read.whole());
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
    public Outcome<Map<Item, List<Part>>> edited(Map<Item, ObjectNode> written) {
        Map<String, List<Item>> groups = new LinkedHashMap<>();
        written.keySet().forEach(item -> groups.computeIfAbsent(
                        item.isVariation() ? item.productId() : "", parent -> new ArrayList<>())
                .add(item));
        Outcome<Map<Item, List<Part>>> outcome = new Outcome.Done<>(Map.of());
        for (Map.Entry<String, List<Item>> group : groups.entrySet()) {
            for (int from = 0; from < group.getValue().size(); from += MOST) {
                List<Item> some =
                        group.getValue().subList(from, Math.min(group.getValue().size(), from + MOST));
                outcome = outcome.then(before -> store.itemReader()
                        .contents(
                                group.getKey(),
                                some.stream().map(PublishedStore::id).toList())
                        .map(rows -> with(before, some, rows, written)));
            }
        }
        return outcome;
    }

    private static String id(Item item) {
        return item.isVariation() ? item.variationId() : item.productId();
    }

    private static Map<Item, List<Part>> with(
            Map<Item, List<Part>> before, List<Item> items, List<JsonNode> rows, Map<Item, ObjectNode> written) {
        Map<Item, List<Part>> all = new LinkedHashMap<>(before);
        for (Item item : items) {
            rows.stream()
                    .filter(row -> row.path("id").asText().equals(id(item)))
                    .findFirst()
                    .ifPresent(row -> all.put(item, parts(written.get(item), row)));
        }
        return all;
    }

    private static List<Part> parts(ObjectNode written, JsonNode row) {
        return ContentDifferences.of(written, row).stream()
                .map(one -> new Part(one.field(), one.told(), one.shown()))
                .toList();
    }

    @Override
    public Outcome<List<Answer>> write(List<Update> updates, Duration timeout) {
        Item first = updates.get(0).item();
        Outcome<List<ItemAnswer>> outcome = first.isVariation()
                ? store.itemWriter().variations(first.productId(), "", told(updates, List.of()), timeout)
                : beside(updates).then(shown -> store.itemWriter().products(told(updates, shown), timeout));
        return outcome.map(answers -> {
            List<Answer> all = new ArrayList<>();
            for (int i = 0; i < answers.size(); i++) {
                all.add(answer(updates.get(i).item(), answers.get(i)));
            }
            return all;
        });
    }

    /** What products show whose pictures or categories are to be told. */
    private Outcome<List<JsonNode>> beside(List<Update> updates) {
        List<String> products = updates.stream()
                .filter(update ->
                        update.content().filter(ContentBeside::isNeeded).isPresent())
                .map(update -> id(update.item()))
                .toList();
        return products.isEmpty()
                ? new Outcome.Done<>(List.of())
                : store.itemReader().contents("", products);
    }

    private static List<ItemUpdate> told(List<Update> updates, List<JsonNode> shown) {
        return updates.stream().map(update -> update(update, shown)).toList();
    }

    private static ItemUpdate update(Update update, List<JsonNode> shown) {
        Optional<JsonNode> now = shown.stream()
                .filter(row -> row.path("id").asText().equals(id(update.item())))
                .findFirst();
        return new ItemUpdate(
                id(update.item()),
                update.stock().map(stock -> new ItemUpdate.Stock(stock.quantity(), stock.backorders(), stock.manage())),
                update.prices()
                        .map(prices -> new ItemUpdate.Prices(
                                prices.regular(), prices.sale(), prices.saleFrom(), prices.saleTo())),
                update.content().map(content -> now.map(row -> ContentBeside.of(content, update.written(), row))
                        .orElse(content)));
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
