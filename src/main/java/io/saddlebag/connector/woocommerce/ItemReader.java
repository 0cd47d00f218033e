package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.connector.woocommerce.TimedList.Window;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads a store's catalogue: products that changed, those in the trash too, each followed by its variations. Memory holds
 * one page. Safe with several threads.
 *
 * <p>A change of a variation need not move its parent's {@code date_modified}, so only a full read finds every change. A sale
 * moves the date of what was sold (02-products/modified-after-a-sale).
 */
public final class ItemReader {

    /** Before any shop. */
    private static final Instant EVER = Instant.parse("2000-01-01T00:00:00Z");

    private static final int MOST_PAGES = 1_000;
    /** Where more products fail it is not the products. */
    private static final int MOST_UNREAD = 20;

    private final WooClient client;
    private final TimedList list;
    private final StoreSettings settings;
    private final Clock clock;
    /** Products whose variations could not be read the last time, by id. */
    private final Map<String, ShopItem> unread = new ConcurrentHashMap<>();

    ItemReader(WooClient client, TimedList list, StoreSettings settings, Clock clock) {
        this.client = client;
        this.list = list;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What was read.
     *
     * @param cursor where the next read of changes starts
     * @param items items delivered, repeats counted
     * @param remarks what a person may want to know
     * @param whole whether the variations of every product were to be had; those that were not are read first the next time
     */
    public record Read(Instant cursor, int items, List<String> remarks, boolean whole) {
        /** Copies the list. */
        public Read {
            remarks = List.copyOf(remarks);
        }
    }

    /** Products that changed since a cursor, looking back behind it as far as polls of orders do, and their variations. */
    public Outcome<Read> changedSince(Instant cursor, Consumer<List<ShopItem>> pages) {
        return read(cursor, cursor.minus(settings.overlap()), pages);
    }

    /** The whole catalogue. */
    public Outcome<Read> everything(Consumer<List<ShopItem>> pages) {
        return read(EVER, EVER, pages);
    }

    private Outcome<Read> read(Instant cursor, Instant from, Consumer<List<ShopItem>> pages) {
        Sink sink = new Sink(pages);
        sink.again();
        Outcome<Read> outcome = window("trash", from, sink).then(first -> window("any", from, sink)
                .map(second -> new Read(
                        reached(cursor, first, second),
                        sink.items,
                        Stream.of(first.remarks(), second.remarks(), sink.remarks)
                                .flatMap(List::stream)
                                .toList(),
                        unread.isEmpty())));
        return sink.stopped
                .map(why -> why.map(items -> new Read(cursor, sink.items, List.of(), false)))
                .orElse(outcome);
    }

    private Outcome<WindowReader.Reading> window(String status, Instant from, Sink sink) {
        Window window = new Window(
                Axis.MODIFIED, status, from.truncatedTo(ChronoUnit.SECONDS), Optional.empty(), ShopItem.FIELDS);
        return new WindowReader(list, (rows, complete) -> sink.take(rows)).read(window);
    }

    /** The newest change seen, never later than the store's own clock when the read began. */
    private Instant reached(Instant cursor, WindowReader.Reading first, WindowReader.Reading second) {
        Instant newest = second.newest().or(first::newest).orElse(cursor);
        Instant reached = newest.isAfter(cursor) ? newest : cursor;
        return reached.isAfter(first.started()) ? first.started() : reached;
    }

    /**
     * Hands pages on, each with the variations of its products. One product's variations that are not to be had hold up no
     * other product; it stops where the store lets nothing be read.
     */
    private final class Sink {

        private final Consumer<List<ShopItem>> pages;
        private final List<String> remarks = new ArrayList<>();
        private int items;
        private Optional<Outcome<List<ShopItem>>> stopped = Optional.empty();

        Sink(Consumer<List<ShopItem>> pages) {
            this.pages = pages;
        }

        /** What was not to be had the last time. */
        void again() {
            List<ShopItem> page = new ArrayList<>();
            List.copyOf(unread.values()).forEach(product -> variations(product, page));
            hand(page);
        }

        void take(List<JsonNode> rows) {
            List<ShopItem> page = new ArrayList<>();
            for (JsonNode row : rows) {
                ShopItem product = ShopItem.product(row);
                if (product.type().equals("variation")) {
                    continue; // some plugins list them here; their parent brings them
                }
                page.add(product);
                if (product.type().startsWith("variable") && !product.status().equals("trash")) {
                    variations(product, page);
                }
            }
            hand(page);
        }

        private void variations(ShopItem product, List<ShopItem> page) {
            for (int number = 1; stopped.isEmpty() && number <= MOST_PAGES; number++) {
                Outcome<List<ShopItem>> outcome = variationPage(product, number);
                if (!(outcome instanceof Outcome.Done<List<ShopItem>> done)) {
                    leave(product, outcome);
                    return;
                }
                page.addAll(done.value());
                if (page.size() >= settings.pageSize()) {
                    hand(page);
                    page.clear();
                }
                if (done.value().size() < settings.pageSize()) {
                    unread.remove(product.productId());
                    return;
                }
            }
        }

        private void leave(ShopItem product, Outcome<List<ShopItem>> outcome) {
            if (outcome instanceof Outcome.Refused<?> refused && refused.code().equals("gone")) {
                unread.remove(product.productId()); // with its product
                return;
            }
            boolean asked = outcome instanceof Outcome.RetryLater<?> later && later.category() == Category.THROTTLED;
            unread.put(product.productId(), product);
            if (asked || outcome instanceof Outcome.NotAllowed<?> || unread.size() > MOST_UNREAD) {
                stopped = Optional.of(outcome);
                return;
            }
            remarks.add("the variations of product " + product.productId() + " (SKU '" + product.sku()
                    + "') cannot be read: " + outcome.reasonOr("no answer")
                    + "; all others were, and these are tried again");
        }

        private void hand(List<ShopItem> page) {
            items += page.size();
            if (!page.isEmpty()) {
                pages.accept(List.copyOf(page));
            }
        }
    }

    private Outcome<List<ShopItem>> variationPage(ShopItem product, int number) {
        return client.get(
                        "list-variations",
                        "/wc/v3/products/" + WooStore.digits(product.productId()) + "/variations",
                        new Parameter("status", "any"),
                        new Parameter("orderby", "id"),
                        new Parameter("order", "asc"),
                        new Parameter("per_page", String.valueOf(settings.pageSize())),
                        new Parameter("page", String.valueOf(number)),
                        new Parameter("_fields", ShopItem.FIELDS))
                .then(WooAnswer::rows)
                .map(rows -> rows.stream()
                        .map(row -> ShopItem.variation(row, product.productId(), product.sku()))
                        .toList());
    }

    /**
     * Items read again; those that are gone are left out.
     *
     * @param productIds at most a page of products
     */
    public Outcome<List<ShopItem>> products(Collection<String> productIds) {
        if (productIds.isEmpty()) {
            return new Outcome.Done<>(List.of());
        }
        return client.get(
                        "reread-products",
                        "/wc/v3/products",
                        new Parameter("include", String.join(",", productIds)),
                        new Parameter("per_page", String.valueOf(settings.pageSize())),
                        new Parameter("_fields", ShopItem.FIELDS))
                .then(WooAnswer::rows)
                .map(rows -> rows.stream().map(ShopItem::product).toList());
    }

    /**
     * The content of products, or of variations of one; those that are gone are left out.
     *
     * @param parent the product above variations, empty for products
     * @param ids at most a page of them
     */
    public Outcome<List<JsonNode>> contents(String parent, Collection<String> ids) {
        return client.get(
                        "reread-contents",
                        parent.isEmpty()
                                ? "/wc/v3/products"
                                : "/wc/v3/products/" + WooStore.digits(parent) + "/variations",
                        new Parameter("include", String.join(",", ids)),
                        new Parameter("status", "any"),
                        new Parameter("per_page", String.valueOf(settings.pageSize())),
                        new Parameter("_fields", ContentDifferences.FIELDS))
                .then(WooAnswer::rows);
    }

    /** One variation read again; empty where it is gone. */
    public Outcome<Optional<ShopItem>> variation(String parent, String parentSku, String id) {
        Outcome<WooAnswer> outcome = client.get(
                "reread-variation",
                "/wc/v3/products/" + WooStore.digits(parent) + "/variations/" + WooStore.digits(id),
                new Parameter("_fields", ShopItem.FIELDS));
        if (outcome instanceof Outcome.Refused<WooAnswer> refused
                && refused.code().equals(WooOutcomes.GONE)) {
            return new Outcome.Done<>(Optional.empty());
        }
        return outcome.then(answer -> answer.identified(id))
                .map(row -> Optional.of(ShopItem.variation(row, parent, parentSku)));
    }

    /** The moment that items read now are known at. */
    public Instant now() {
        return clock.instant();
    }
}
