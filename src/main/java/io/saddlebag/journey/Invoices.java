package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Arrival;
import io.saddlebag.message.Headers;
import io.saddlebag.order.Invoice;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.Tolerance;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;

/**
 * The ledger's side of invoices: when one is due, and what the ERP says of it.
 *
 * <p>Delivery guarantee: repeatable.
 */
public final class Invoices {

    private final Ledger ledger;
    private final Map<String, ErpRules> rules;
    private final Queues queues;
    private final Clock clock;
    private final Resends resends = new Resends();

    /** Works on this ledger. */
    public Invoices(Ledger ledger, Map<String, ErpRules> rules, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.rules = Map.copyOf(rules);
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Whether we are to invoice the order now: the configuration says that we do, and what must come before is done. Sets the
     * variable {@code invoice}; where true, the body becomes a reference to the order.
     */
    public void due(Exchange exchange, String erp) {
        OrderKey key = Headers.order(exchange);
        ErpRules rule = rules.get(erp);
        boolean due = rule != null
                && rule.createsInvoices()
                && ledger.order(key).filter(row -> due(row, rule)).isPresent();
        exchange.setVariable("invoice", due);
        if (due) {
            OrderReference.send(exchange, key);
        }
    }

    private boolean due(OrderRow row, ErpRules rule) {
        if (row.erpId().isEmpty() || !rule.erp().equals(row.erp().orElse(""))) {
            return false;
        }
        if ("posted".equals(rule.invoiceOn())) {
            return Lifecycle.reached(row.state(), OrderState.POSTED);
        }
        return Lifecycle.reached(row.state(), OrderState.SHIPPED)
                && ledger.shipments(row.key()).stream()
                        .filter(s -> Documents.read(s.document(), Shipment.class)
                                .status()
                                .hasLeft())
                        .allMatch(Ledger.ShipmentRow::postedToErp);
    }

    /** The ERP's id of the order to invoice. Sets the variables {@code erpId} and {@code started}. */
    public void begin(Exchange exchange) {
        OrderKey key = Headers.order(exchange);
        Timing.start(exchange);
        exchange.setVariable(
                "erpId",
                ledger.order(key)
                        .flatMap(OrderRow::erpId)
                        .orElseThrow(() -> new IllegalStateException("the order " + key + " is not in the ERP")));
    }

    /** Makes an invoice.v1 tree the bytes of a message, in sequence with others of the same invoice. */
    public void pack(Exchange exchange) {
        Invoice invoice = Body.of(exchange, Invoice.class);
        exchange.getMessage().setHeader(Headers.GROUP, invoice.erp() + "/" + invoice.id());
        exchange.getMessage().setBody(Documents.bytes(invoice));
    }

    /**
     * Whether a polled invoice is worth a message: sets the variable {@code news}. A poll reads its overlap again and again; what
     * every order of the invoice shows already, and was told to the store within the hour, would only fill the queue. Changes
     * nothing; an invoice of an unknown order is news, because the order may be on its way.
     */
    public void sift(Exchange exchange) {
        Invoice invoice = Body.of(exchange, Invoice.class);
        List<OrderKey> orders = orders(invoice);
        Instant now = clock.instant();
        boolean old = !orders.isEmpty()
                && orders.stream().allMatch(key -> known(key, invoice) && resends.isRecent(what(key, invoice), now));
        exchange.setVariable("news", !old);
    }

    /** Takes an invoice.v1 into the trace of each of its orders; the body becomes the list of the orders whose store should be told. */
    public void record(Exchange exchange) {
        Invoice invoice = Body.of(exchange, Invoice.class);
        Arrival arrival = Arrival.of(exchange);
        exchange.getMessage()
                .setBody(orders(invoice).stream()
                        .filter(key -> record(key, invoice, arrival))
                        .toList());
    }

    private List<OrderKey> orders(Invoice invoice) {
        return invoice.orderNumbers().stream()
                .map(number -> ledger.find(invoice.erp(), "order-number", number))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private boolean known(OrderKey key, Invoice invoice) {
        return ledger.order(key)
                .filter(row -> row.invoiceState().equals(state(invoice)))
                .flatMap(OrderRow::invoiceNumber)
                .filter(number(invoice)::equals)
                .isPresent();
    }

    private static String number(Invoice invoice) {
        return invoice.number().orElse("draft " + invoice.id());
    }

    private static String what(OrderKey key, Invoice invoice) {
        return key + "/" + invoice.id() + "/" + state(invoice);
    }

    /** Whether the store should be told: it is news, or a crash may have eaten the message. */
    private boolean record(OrderKey key, Invoice invoice, Arrival arrival) {
        String state = state(invoice);
        String number = number(invoice);
        String what = what(key, invoice);
        if (known(key, invoice)) {
            return resends.due(what, arrival, clock.instant());
        }
        Step step = Step.of(key)
                .reference(
                        invoice.erp(), invoice.kind() == Invoice.Kind.INVOICE ? "invoice" : "credit-note", invoice.id())
                .event(
                        clock.instant(),
                        invoice.kind() == Invoice.Kind.INVOICE ? "invoice" : "credit-note",
                        invoice.erp() + "/" + invoice.id() + "/" + state,
                        invoice.erp(),
                        "done",
                        Duration.ZERO,
                        number,
                        number + " is " + state + ", " + amount(invoice) + " " + invoice.currency());
        if (invoice.kind() == Invoice.Kind.INVOICE) {
            step.set(Step.Field.INVOICE_NUMBER, number)
                    .set(Step.Field.INVOICE_STATE, state)
                    .closes(queues.orderToInvoice() + "." + invoice.erp());
        }
        ledger.record(step);
        resends.sent(what, arrival, clock.instant());
        return true;
    }

    /** With the digits of its currency, as people write it; more where the ERP sent more. */
    private static String amount(Invoice invoice) {
        int exact = invoice.total().stripTrailingZeros().scale();
        int digits = Math.max(exact, Tolerance.exponent(invoice.currency()));
        return invoice.total().setScale(digits).toPlainString();
    }

    private static String state(Invoice invoice) {
        if (invoice.state() != Invoice.State.POSTED) {
            return invoice.state().name().toLowerCase(Locale.ROOT);
        }
        return switch (invoice.payment()) {
            case PAID, IN_PAYMENT -> "paid";
            case PARTIAL -> "partly-paid";
            case REVERSED -> "reversed";
            case NOT_PAID -> "posted";
        };
    }

    /** Makes one order of the list the message: a reference for the store's queue. */
    public void address(Exchange exchange) {
        OrderReference.send(exchange, exchange.getMessage().getBody(OrderKey.class));
    }
}
