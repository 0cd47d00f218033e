package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One WooCommerce store over its REST API v3. Every call may be repeated: reading changes nothing, writing reads first and
 * writes only what does not stand yet. Safe with several threads.
 */
public final class WooStore {

    private final StoreSettings settings;
    private final WooClient client;
    private final OrderPager pager;
    private final PlacedOrders placed;
    private final WriteBack writeBack;
    private final WebhookWatch webhooks;
    private final StoreProbe probe;
    private final ItemReader itemReader;
    private final ItemWriter itemWriter;
    private final SoldOrders sold;
    private final ProductShelf products;

    /**
     * Connects to a store.
     *
     * @param http to the store's address, with {@link WooCredentials}
     */
    public WooStore(PartnerHttp http, StoreSettings settings, Clock clock) {
        this.settings = settings;
        this.client = new WooClient(http, settings, clock);
        this.pager = new OrderPager(new TimedList(client, settings, clock), settings);
        this.placed = new PlacedOrders(this, new TimedList(client, settings, clock));
        this.writeBack = new WriteBack(this, client);
        this.webhooks = new WebhookWatch(client, settings);
        this.itemReader = new ItemReader(client, new TimedList(client, settings, clock, "products"), settings, clock);
        this.itemWriter = new ItemWriter(client);
        this.sold = new SoldOrders(new TimedList(client, settings, clock));
        this.products = new ProductShelf(client, clock);
        this.probe = new StoreProbe(client, webhooks, settings, clock);
    }

    /** Whether the store answers and takes our key. */
    public Outcome<Boolean> alive() {
        return client.get("probe-read", "/wc/v3/orders", new Parameter("per_page", "1"), new Parameter("_fields", "id"))
                .then(answer -> answer.body().isArray()
                        ? new Outcome.Done<>(true)
                        : new Outcome.Unknown<>("the store answered with no list of orders"));
    }

    /** The store's settings. */
    public StoreSettings settings() {
        return settings;
    }

    /** Reads orders by time. */
    public OrderPager pager() {
        return pager;
    }

    /** Lists orders by when they were placed. */
    public PlacedOrders placed() {
        return placed;
    }

    /** Writes into orders. */
    public WriteBack writeBack() {
        return writeBack;
    }

    /** Reads the catalogue. */
    public ItemReader itemReader() {
        return itemReader;
    }

    /** Writes into the catalogue. */
    public ItemWriter itemWriter() {
        return itemWriter;
    }

    /** Puts products into the catalogue. */
    public ProductShelf products() {
        return products;
    }

    /** What was sold of late. */
    public SoldOrders sold() {
        return sold;
    }

    /** Keeps the store's webhooks alive. */
    public WebhookWatch webhooks() {
        return webhooks;
    }

    /** Looks at everything an operator has to get right, without changing anything. */
    public List<Finding> probe() {
        return probe.probe();
    }

    /**
     * One order.
     *
     * @param id the store's order id
     */
    public Outcome<Found> order(String id) {
        Outcome<WooAnswer> outcome = client.get("get-order", "/wc/v3/orders/" + digits(id));
        if (outcome instanceof Outcome.Refused<WooAnswer> refused
                && refused.code().equals(WooOutcomes.GONE)) {
            return new Outcome.Done<>(new Found.Gone());
        }
        return outcome.then(answer -> answer.identified(id)).map(WooStore::found);
    }

    private static Found found(JsonNode order) {
        return OrderFields.status(order).equals("trash") ? new Found.Trashed(order) : new Found.Order(order);
    }

    /**
     * Orders read again.
     *
     * @param orders those that are there
     * @param trashed those in the trash
     * @param gone ids of those deleted for good
     */
    public record Reread(List<JsonNode> orders, List<JsonNode> trashed, List<String> gone) {
        /** Copies the collections. */
        public Reread {
            orders = List.copyOf(orders);
            trashed = List.copyOf(trashed);
            gone = List.copyOf(gone);
        }
    }

    /**
     * Reads orders again by id: no webhook tells of a force-deleted order, and not every change moves
     * {@code date_modified} (facts: woocommerce 17, 20, 28). An order missing from the list is asked for alone before it is
     * called gone.
     *
     * @param ids the store's order ids; read in pages, the answer holds them all, so give a page or so at a time
     */
    public Outcome<Reread> orders(List<String> ids) {
        List<String> wanted = List.copyOf(new LinkedHashSet<>(ids));
        List<JsonNode> orders = new ArrayList<>();
        List<JsonNode> trashed = new ArrayList<>();
        List<String> gone = new ArrayList<>();
        for (int start = 0; start < wanted.size(); start += settings.pageSize()) {
            List<String> chunk = wanted.subList(start, Math.min(wanted.size(), start + settings.pageSize()));
            Outcome<List<JsonNode>> page = listed(chunk);
            if (!(page instanceof Outcome.Done<List<JsonNode>> done)) {
                return page.map(rows -> new Reread(orders, trashed, gone));
            }
            Set<String> missing = new LinkedHashSet<>(chunk);
            for (JsonNode row : done.value()) {
                if (missing.remove(OrderFields.id(row).orElseThrow())) {
                    (OrderFields.status(row).equals("trash") ? trashed : orders).add(row);
                }
            }
            for (String id : missing) {
                Outcome<Found> alone = order(id);
                if (!(alone instanceof Outcome.Done<Found> found)) {
                    return alone.map(f -> new Reread(orders, trashed, gone));
                }
                if (found.value() instanceof Found.Order order) {
                    orders.add(order.json());
                } else if (found.value() instanceof Found.Trashed order) {
                    trashed.add(order.json());
                } else {
                    gone.add(id);
                }
            }
        }
        return new Outcome.Done<>(new Reread(orders, trashed, gone));
    }

    private Outcome<List<JsonNode>> listed(List<String> ids) {
        return client.get(
                        "reread-orders",
                        "/wc/v3/orders",
                        new Parameter("status", "any"),
                        new Parameter(
                                "include",
                                String.join(
                                        ",", ids.stream().map(WooStore::digits).toList())),
                        new Parameter("orderby", "id"),
                        new Parameter("per_page", String.valueOf(settings.pageSize())))
                .then(WooAnswer::rows);
    }

    static String digits(String id) {
        return Optional.of(id)
                .filter(text -> text.matches("[0-9]{1,19}"))
                .orElseThrow(() -> new IllegalArgumentException("order id '" + id + "' is not a number"));
    }
}
