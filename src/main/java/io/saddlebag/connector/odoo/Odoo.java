package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Finding;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.order.Customer;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.Shipment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What Saddlebag asks of an Odoo, 17 over JSON-RPC and 19 over JSON-2. A route calls the steps one by one: {@link
 * #resolve}, {@link #customer}, {@link #createOrder}, {@link #compareTotals}, {@link #confirm}, {@link #deliver}, {@link #invoice}.
 *
 * <p>Every step may be repeated: after a lost answer or a crash the same call ends in the same state, with one order, one
 * delivery and one invoice in Odoo. Thread-safe. Nothing is retried here but conflicts of transactions, three times within a
 * second; all else is the caller's, by the outcome. No method throws for anything Odoo does.
 *
 * <p>What several threads ask of looking up, creating and confirming at the same time is asked of Odoo in one call; each thread gets its own outcome, and one bad order does not keep the others back.
 */
public final class Odoo {

    private final OdooSettings settings;
    private final OdooSession odoo;
    private final OdooConnection connection;
    private final Catalogue catalogue;
    private final Customers customers;
    private final Orders orders;
    private final Confirmations confirmations;
    private final Deliveries deliveries;
    private final Invoices invoices;
    private final Resolver resolver;
    private final InvoiceFeed feed;
    private final Lookups lookups;
    private final Prices prices;
    private final PriceFeed priceFeed;
    private final ProductFeed productFeed;
    private final HeldSales held;
    private final LevelFeed levels;
    private final StockCounts counts;
    private final Clock clock;

    /** A connector; nothing is called before the first step. */
    public Odoo(PartnerHttp http, OdooSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.connection = new OdooConnection(http, settings, clock);
        this.odoo = new OdooSession(connection, settings);
        Writers writers = new Writers();
        Batches batches = new Batches(settings, writers);
        this.catalogue = new Catalogue(odoo, settings, batches, clock);
        this.resolver = new Resolver(catalogue, settings);
        this.customers = new Customers(odoo, settings, catalogue, batches, clock);
        this.orders = new Orders(odoo, settings, writers, batches, () -> {
            catalogue.forget();
            customers.forget();
        });
        this.confirmations = new Confirmations(odoo, batches);
        this.deliveries = new Deliveries(odoo, settings, catalogue, writers);
        this.invoices = new Invoices(odoo, writers);
        this.feed = new InvoiceFeed(odoo, settings);
        this.held = new HeldSales(odoo, settings);
        this.lookups = new Lookups(odoo, catalogue);
        this.prices = new Prices(odoo, catalogue);
        this.counts = new StockCounts(odoo, catalogue);
        this.levels = new LevelFeed(odoo, settings, clock);
        this.priceFeed = new PriceFeed(odoo, settings, catalogue, clock);
        this.productFeed = new ProductFeed(odoo.in(settings.language()), settings);
    }

    /**
     * Whether this Odoo answers and takes our key. Asks anew each time where the connector is new; changes nothing.
     */
    public Outcome<Boolean> alive() {
        return connection
                .send(OdooCall.model("res.users", "context_get"))
                .outcome()
                .map(any -> true);
    }

    /** The settings it works with. */
    public OdooSettings settings() {
        return settings;
    }

    /**
     * Finds products, taxes, currency and warehouse of an order. Refused with everything that is missing at once; codes:
     * {@code unknown-sku, archived-sku, duplicate-sku, unknown-product, unknown-tax, mixed-taxes, unknown-currency,
     * unknown-pricelist, unknown-warehouse, unknown-country, bad-quantity}.
     */
    public Outcome<Resolved> resolve(Order order) {
        return odoo.attempt(() -> new Outcome.Done<>(resolver.resolve(order)));
    }

    /** Finds or makes the buyer and their addresses. */
    public Outcome<CustomerIds> customer(Customer customer) {
        return odoo.attempt(() -> customers.ids(customer));
    }

    /**
     * Posts an order as a quotation, once, and reads it back. Already there: it was confirmed or cancelled before. Nothing is
     * confirmed before {@link #compareTotals} agrees.
     */
    public Outcome<PostedOrder> createOrder(OrderDraft draft) {
        return odoo.attempt(() -> orders.create(draft));
    }

    /**
     * Compares an order just read with the store's: currency, total and tax. A difference within the tolerance becomes an untaxed
     * rounding line, is accepted, or refused, as the settings say; a larger one is refused with both figures. Codes: {@code
     * totals-differ, wrong-currency}. The quotation stays, and a repeat finds the same one.
     */
    public Outcome<PostedOrder> compareTotals(OrderDraft draft, PostedOrder posted) {
        return odoo.attempt(() -> orders.compare(draft, posted));
    }

    /**
     * Compares goods, prices and addresses of an order just read with this version's. To be asked where an earlier version may
     * have been created before a crash: the create-once leaves that one as it is. Refused with {@code earlier-version}.
     */
    public Outcome<PostedOrder> compareContent(OrderDraft draft, PostedOrder posted) {
        return odoo.attempt(() -> orders.compareContent(draft, posted));
    }

    /**
     * Confirms an order and dates it as in the store.
     *
     * @param header as in {@link OrderDraft#header()}
     */
    public Outcome<PostedOrder> confirm(Order order, JsonNode header, long erpOrder) {
        return odoo.attempt(() -> confirmations.confirm(order, header, erpOrder));
    }

    /** Cancels an order with its open deliveries. */
    public Outcome<PostedOrder> cancel(OrderKey order, long erpOrder) {
        return odoo.attempt(() -> orders.cancel("order " + order, erpOrder));
    }

    /** Books a shipment that has left as a delivery; the rest stays as a backorder. */
    public Outcome<Delivered> deliver(Shipment shipment, long erpOrder) {
        return odoo.attempt(() -> deliveries.deliver(shipment, erpOrder));
    }

    /** Invoices what is due of an order and posts the invoice. */
    public Outcome<Invoiced> invoice(OrderKey order, long erpOrder) {
        return odoo.attempt(() -> invoices.invoice("order " + order, erpOrder));
    }

    /** Invoices by id, as {@link InvoicePage#rows()}. */
    public Outcome<List<JsonNode>> invoices(Collection<Long> ids) {
        return odoo.attempt(() -> new Outcome.Done<>(feed.read(ids)));
    }

    /**
     * Invoices and credit notes that changed since a cursor. Rows of the overlap come again.
     *
     * @param cursor {@link InvoicePage#next()} of the last poll
     * @param most how many rows at about; more come with the next page
     */
    public Outcome<InvoicePage> invoicesSince(Instant cursor, int most) {
        return odoo.attempt(() -> new Outcome.Done<>(feed.since(cursor, most)));
    }

    /** How orders stand; those that are gone are left out. */
    public Outcome<List<OrderStatus>> orders(Collection<Long> erpOrders) {
        return odoo.attempt(() -> new Outcome.Done<>(orders.status(erpOrders)));
    }

    /** What Odoo has of these SKUs, in the order of the SKUs' names. */
    public Outcome<List<StockLevel>> stock(Collection<String> skus) {
        return odoo.attempt(() -> new Outcome.Done<>(lookups.stock(skus)));
    }

    /**
     * A page of the stock that changed since a cursor; what the overlap brings again unchanged is left out.
     *
     * @param cursor {@link LevelPage#next()} of the page or reading before
     * @throws IllegalArgumentException if the cursor is none of ours
     */
    public Outcome<LevelPage> levelsSince(String cursor) {
        return odoo.attempt(() -> new Outcome.Done<>(levels.page(LevelCursor.parse(cursor))));
    }

    /** The cursor to begin a complete reading with; after its last page it goes on with what changed. */
    public Outcome<String> allLevels() {
        return odoo.attempt(() -> new Outcome.Done<>(levels.complete().text()));
    }

    /** How many products cannot be read, because they have no SKU (some thousands at most are counted). */
    public Outcome<Integer> productsWithoutSku() {
        return odoo.attempt(() -> new Outcome.Done<>(levels.withoutSku()));
    }

    /** What was read of changes did not go on: it is all new again. */
    public void forgetLevels() {
        levels.forget();
    }

    /** What lies in a warehouse's own place of a product that is not counted by lots. */
    public Outcome<BigDecimal> onHand(String warehouse, String sku) {
        return odoo.attempt(() -> new Outcome.Done<>(counts.onHand(warehouse, sku)));
    }

    /**
     * Writes a count of what is there and so many pieces more or fewer, for {@link #applyCount}. Codes: {@code
     * adjustment-below-zero, adjustment-needs-lot, count-under-way, unknown-sku, duplicate-sku, unknown-warehouse}.
     */
    public Outcome<Counted> stageCount(String warehouse, String sku, BigDecimal delta) {
        return odoo.attempt(() -> counts.stage(warehouse, sku, delta));
    }

    /**
     * Applies a staged count, once: already there if an earlier try did. What moved since it was staged is kept.
     *
     * @param staged the answer of {@link #stageCount}
     */
    public Outcome<Counted> applyCount(String warehouse, String sku, BigDecimal delta, Counted staged) {
        return odoo.attempt(() -> counts.apply(warehouse, sku, delta, staged));
    }

    /**
     * What a SKU costs now. Refused with {@code unknown-sku, duplicate-sku, unknown-currency, unknown-pricelist}.
     *
     * @param currency ISO code; its price list is the one of the settings
     */
    public Outcome<ListedPrice> price(String sku, BigDecimal quantity, String currency) {
        return odoo.attempt(() -> new Outcome.Done<>(prices.of(sku, quantity, currency, clock.instant())));
    }

    /**
     * Begins to read what makes prices: of items that changed since a cursor, themselves or a rule about them, or of all items.
     * Rows of the overlap come again.
     *
     * @param cursor {@link PriceSweep#next()} of the last sweep, empty for everything
     * @param lists names or ids of the price lists to read
     */
    public Outcome<PriceSweep> pricesSince(Optional<Instant> cursor, Collection<String> lists) {
        return odoo.attempt(() -> new Outcome.Done<>(priceFeed.open(cursor, lists)));
    }

    /** The price lists there are. */
    public Outcome<PriceListNames> priceLists() {
        return odoo.attempt(() -> new Outcome.Done<>(PriceListNames.read(odoo, catalogue)));
    }

    /** The next {@code price.v1} of a sweep; the last one says so. To be asked until {@link PriceSweep#isAtEnd}. */
    public Outcome<JsonNode> prices(PriceSweep sweep) {
        return odoo.attempt(() -> new Outcome.Done<>(priceFeed.next(sweep)));
    }

    /**
     * Begins to read items that changed since a cursor, or all items, archived ones too. Rows of the overlap come again.
     *
     * @param cursor {@link ProductSweep#next()} of the last sweep, empty for everything
     */
    public Outcome<ProductSweep> productsSince(Optional<Instant> cursor) {
        return odoo.attempt(() -> new Outcome.Done<>(productFeed.open(cursor)));
    }

    /** The next inputs of the mapping {@code odoo/product}. To be asked until {@link ProductSweep#isAtEnd}. */
    public Outcome<List<JsonNode>> products(ProductSweep sweep) {
        return odoo.attempt(() -> new Outcome.Done<>(productFeed.next(sweep)));
    }

    /** The content of an item's picture, empty where it has none. */
    public Outcome<Optional<byte[]>> picture(String product) {
        return odoo.attempt(() -> new Outcome.Done<>(productFeed.picture(Long.parseLong(product))));
    }

    /** Whether an item is there, archived or not. */
    public Outcome<Boolean> hasProduct(String product) {
        return odoo.attempt(() -> new Outcome.Done<>(productFeed.has(Long.parseLong(product))));
    }

    /** Who Odoo knows under a VAT number, or else an e-mail address. */
    public Outcome<KnownCustomer> known(String email, String vatNumber) {
        return odoo.attempt(() -> new Outcome.Done<>(lookups.customer(email, vatNumber)));
    }

    /**
     * Sales orders that are, or look like, the wanted ones, with what was billed and delivered of them; a few hundred at most.
     *
     * @param ids of those that are known
     * @param origins external keys of the store's orders
     * @param references their numbers in the store
     */
    public Outcome<List<HeldSale>> held(
            Collection<Long> ids, Collection<String> origins, Collection<String> references) {
        return odoo.attempt(() -> new Outcome.Done<>(held.of(ids, origins, references)));
    }

    /** Every sales order named as one of a store's and dated in a window, page by page, without bills and deliveries; how many. */
    public Outcome<Integer> heldBetween(String store, Instant from, Instant to, Consumer<List<HeldSale>> pages) {
        return odoo.attempt(() -> new Outcome.Done<>(held.dated(store, from, to, pages)));
    }

    /** Ids of what was billed of orders. */
    public Outcome<List<Long>> billed(Collection<Long> erpOrders) {
        return odoo.attempt(() -> new Outcome.Done<>(held.billed(erpOrders)));
    }

    /**
     * Looks at everything the connector needs, without changing anything.
     *
     * @param uses what it is used for beside orders
     */
    public List<Finding> probe(Set<OdooUse> uses) {
        return new Probe(connection, odoo, settings, catalogue, uses, clock).findings();
    }
}
