package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.EndsAtFailure;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.message.Headers;
import io.saddlebag.message.LevelReport;
import io.saddlebag.order.Customer;
import io.saddlebag.order.Order;
import io.saddlebag.order.Shipment;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;

/** One Odoo as its routes call it; this connector's only edge to Camel. */
public final class OdooSteps {

    private static final Duration FIRST_LOOK_BACK = Duration.ofDays(3);
    private static final int PAGE = 200;

    private final String name;
    private final Odoo odoo;
    private final Mapper mapper;
    private final Optional<List<String>> priceLists;
    private final Clock clock;
    private final AtomicBoolean readingLevels = new AtomicBoolean();

    /** Applies a mapping by its name. */
    @FunctionalInterface
    public interface Mapper {

        /** The mapped document. */
        JsonNode apply(String mapping, JsonNode document);
    }

    /**
     * Steps of the ERP configured under this name.
     *
     * @param priceLists names or ids of the price lists that stores use; empty where prices are not read
     */
    public OdooSteps(
            String name, Odoo odoo, Mapper mapper, Optional<? extends Collection<String>> priceLists, Clock clock) {
        this.name = name;
        this.odoo = odoo;
        this.mapper = mapper;
        this.priceLists = priceLists.map(List::copyOf);
        this.clock = clock;
    }

    /** Finds what variable {@code order} refers to; sets variable {@code resolved}. */
    public void resolve(Exchange exchange) {
        exchange.setVariable("resolved", odoo.resolve(order(exchange)).orThrow(name, "resolve-order"));
    }

    /** Finds or makes the buyer of variable {@code order}; sets variable {@code customer}. */
    public void upsertCustomer(Exchange exchange) {
        Customer customer =
                Documents.read(mapper.apply("odoo/customer", Documents.tree(order(exchange))), Customer.class);
        exchange.setVariable("customer", odoo.customer(customer).orThrow(name, "upsert-customer"));
    }

    /** Posts the order as a quotation; sets the variables {@code draft}, {@code posted}, {@code erpId} and {@code erpNumber}. */
    public void createOrder(Exchange exchange) {
        Order order = order(exchange);
        OrderDraft draft = new OrderDraft(
                order,
                exchange.getVariable("resolved", Resolved.class),
                exchange.getVariable("customer", CustomerIds.class),
                mapper.apply("odoo/sale-order", Documents.tree(order)));
        exchange.setVariable("draft", draft);
        posted(exchange, odoo.createOrder(draft).orThrow(name, "create-order"));
    }

    /** Proves that the totals are equal, and the content too where variable {@code earlierVersion} says that it may not be; sets variable {@code postingNote} where a rounding line made them so. */
    public void compareTotals(Exchange exchange) {
        OrderDraft draft = exchange.getVariable("draft", OrderDraft.class);
        if (exchange.getVariable("earlierVersion", false, Boolean.class)) {
            odoo.compareContent(draft, exchange.getVariable("posted", PostedOrder.class))
                    .orThrow(name, "compare-content");
        }
        PostedOrder posted = odoo.compareTotals(draft, exchange.getVariable("posted", PostedOrder.class))
                .orThrow(name, "compare-totals");
        posted(exchange, posted);
        if (posted.rounding().signum() != 0) {
            exchange.setVariable(
                    "postingNote", "rounded by " + posted.rounding().toPlainString() + " " + posted.currency());
        }
    }

    /** Confirms the order; sets variable {@code existed} where it was confirmed before. */
    public void confirmOrder(Exchange exchange) {
        OrderDraft draft = exchange.getVariable("draft", OrderDraft.class);
        long id = exchange.getVariable("posted", PostedOrder.class).id();
        Outcome<PostedOrder> outcome = odoo.confirm(draft.order(), draft.header(), id);
        posted(exchange, outcome.orThrow(name, "confirm-order"));
        exchange.setVariable("existed", outcome instanceof Outcome.AlreadyThere);
    }

    /** Books variable {@code shipment} on the order {@code erpId}; sets {@code deliveryNumber} and {@code existed}. */
    public void deliver(Exchange exchange) {
        Shipment shipment = exchange.getVariable("shipment", Shipment.class);
        Outcome<Delivered> outcome = odoo.deliver(shipment, erpId(exchange));
        Delivered delivered = outcome.orThrow(name, "post-delivery");
        exchange.setVariable("deliveryNumber", String.join(", ", delivered.numbers()));
        exchange.setVariable("existed", outcome instanceof Outcome.AlreadyThere);
    }

    /** Invoices what is due of the order {@code erpId}; the body becomes the list of inputs of the invoice mapping. */
    public void invoice(Exchange exchange) {
        Invoiced invoiced =
                odoo.invoice(Headers.order(exchange), erpId(exchange)).orThrow(name, "create-invoice");
        List<JsonNode> rows = odoo.invoices(invoiced.invoices()).orThrow(name, "read-invoices");
        exchange.getMessage().setBody(rows.stream().map(this::document).toList());
    }

    /**
     * Polls the invoices that changed since variable {@code cursor} (empty at the first time). The body becomes an iterator over
     * inputs of the invoice mapping, read page after page.
     */
    public void sweepInvoices(Exchange exchange) {
        Instant cursor = cursor(exchange).orElseGet(() -> clock.instant().minus(FIRST_LOOK_BACK));
        InvoiceSweep sweep = new InvoiceSweep(
                name, cursor, from -> odoo.invoicesSince(from, PAGE).orThrow(name, "poll-invoices"), this::document);
        Iterator<JsonNode> rows = EndsAtFailure.of(sweep);
        rows.hasNext(); // a partner that does not answer fails here, where the feed's policy tells it in one line
        exchange.setVariable("sweep", sweep);
        exchange.getMessage().setBody(rows);
    }

    /** Keeps the next cursor in variable {@code cursor}, once everything was read. */
    public void invoicesSwept(Exchange exchange) {
        exchange.setVariable(
                "cursor",
                exchange.getVariable("sweep", InvoiceSweep.class).cursor().toString());
    }

    /** Sets variable {@code wanted}: whether anybody wants this ERP's stock. */
    public void wantsLevels(Exchange exchange) {
        exchange.setVariable("wanted", odoo.settings().stock().wanted());
    }

    /**
     * Polls the stock that changed since variable {@code cursor}; all of it at the first time. The body becomes an iterator over
     * reports, read page after page; the last one is the end of the reading.
     */
    public void sweepLevels(Exchange exchange) {
        String cursor = exchange.getVariable("cursor", "", String.class);
        if (!readingLevels.compareAndSet(false, true)) {
            odoo.forgetLevels(); // the reading before this one failed half-way
        }
        Instant asOf = clock.instant();
        boolean complete = cursor.isEmpty();
        sweep(exchange, complete ? allLevels() : cursor, complete, asOf);
    }

    /** Reads all stock; otherwise as {@link #sweepLevels}. */
    public void sweepAllLevels(Exchange exchange) {
        Instant asOf = clock.instant();
        sweep(exchange, allLevels(), true, asOf);
    }

    private String allLevels() {
        return odoo.allLevels().orThrow(name, "poll-levels");
    }

    private void sweep(Exchange exchange, String cursor, boolean complete, Instant asOf) {
        LevelSweep sweep = new LevelSweep(name, odoo, cursor, complete, asOf);
        Iterator<LevelReport> reports = EndsAtFailure.of(sweep.reports());
        reports.hasNext(); // a partner that does not answer fails here, where the feed's policy tells it in one line
        exchange.setVariable("sweep", sweep);
        exchange.getMessage().setBody(reports);
    }

    /**
     * Keeps the next cursor in variable {@code cursor}, once everything was read. Leaves what a person must put right in Odoo as
     * a list of sentences, and variable {@code severity}.
     */
    public void levelsSwept(Exchange exchange) {
        LevelSweep sweep = exchange.getVariable("sweep", LevelSweep.class);
        List<String> notices = new ArrayList<>(sweep.notices());
        if (sweep.isComplete()) {
            int without = odoo.productsWithoutSku().orThrow(name, "poll-levels");
            if (without > 0) {
                notices.add(
                        without + " products in Odoo have no internal reference, so nothing is known of their stock");
            }
        }
        readingLevels.set(false);
        exchange.setVariable("cursor", sweep.cursor());
        exchange.setVariable("severity", "warn");
        exchange.getMessage().setBody(notices);
    }

    /** Whether anybody wants prices of this ERP; sets variable {@code wanted}. */
    public void wantsPrices(Exchange exchange) {
        exchange.setVariable("wanted", priceLists.isPresent());
    }

    /**
     * Polls prices that may have changed since variable {@code cursor}; all of them at the first time. The body becomes an
     * iterator over {@code price.v1} documents, read page after page.
     */
    public void sweepPrices(Exchange exchange) {
        sweepPrices(exchange, cursor(exchange));
    }

    /** Reads all prices; as {@link #sweepPrices}, and moves no cursor. */
    public void sweepAllPrices(Exchange exchange) {
        sweepPrices(exchange, Optional.empty());
    }

    private void sweepPrices(Exchange exchange, Optional<Instant> cursor) {
        PriceSweep sweep =
                odoo.pricesSince(cursor, priceLists.orElse(List.of())).orThrow(name, "poll-prices");
        exchange.setVariable("sweep", sweep);
        exchange.getMessage().setBody(EndsAtFailure.of(new PricePages(name, sweep, () -> odoo.prices(sweep)
                .orThrow(name, "poll-prices"))));
    }

    /** Keeps the next cursor in variable {@code cursor}, once everything was read. */
    public void pricesSwept(Exchange exchange) {
        exchange.getVariable("sweep", PriceSweep.class)
                .next()
                .ifPresent(next -> exchange.setVariable("cursor", next.toString()));
    }

    /**
     * Polls items that changed since variable {@code cursor}; all of them at the first time. The body becomes an iterator over
     * {@code product.v1} documents, read page after page.
     */
    public void sweepProducts(Exchange exchange) {
        sweepProducts(exchange, cursor(exchange));
    }

    /** Reads all items; as {@link #sweepProducts}, and moves no cursor. */
    public void sweepAllProducts(Exchange exchange) {
        sweepProducts(exchange, Optional.empty());
    }

    private void sweepProducts(Exchange exchange, Optional<Instant> cursor) {
        ProductSweep sweep = odoo.productsSince(cursor).orThrow(name, "poll-products");
        exchange.setVariable("sweep", sweep);
        exchange.getMessage()
                .setBody(EndsAtFailure.of(new ProductPages(
                        sweep,
                        () -> odoo.products(sweep).orThrow(name, "poll-products"),
                        row -> mapper.apply("odoo/product", row))));
    }

    /** Keeps the next cursor in variable {@code cursor}, once everything was read. */
    public void productsSwept(Exchange exchange) {
        exchange.getVariable("sweep", ProductSweep.class)
                .next()
                .ifPresent(next -> exchange.setVariable("cursor", next.toString()));
    }

    private JsonNode document(JsonNode row) {
        return JsonNodeFactory.instance.objectNode().put("erp", name).set("invoice", row);
    }

    private static Optional<Instant> cursor(Exchange exchange) {
        return Optional.ofNullable(exchange.getVariable("cursor", String.class))
                .filter(text -> !text.isEmpty())
                .map(Instant::parse);
    }

    private static Order order(Exchange exchange) {
        return exchange.getVariable("order", Order.class);
    }

    private static long erpId(Exchange exchange) {
        return Long.parseLong(exchange.getVariable("erpId", String.class));
    }

    private static void posted(Exchange exchange, PostedOrder posted) {
        exchange.setVariable("posted", posted);
        exchange.setVariable("erpId", String.valueOf(posted.id()));
        exchange.setVariable("erpNumber", posted.number());
    }
}
