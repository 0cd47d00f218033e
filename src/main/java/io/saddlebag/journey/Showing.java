package io.saddlebag.journey;

import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.ledger.Step;
import io.saddlebag.message.Headers;
import io.saddlebag.message.StoreMarks;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersions;
import io.saddlebag.order.Shipment;
import io.saddlebag.order.StoreNews;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.Exchange;

/**
 * The ledger's side of showing an order in its store: gathers all there is to show, so that a lost or repeated message
 * never matters, and skips the store where it already shows it.
 *
 * <p>Delivery guarantee: repeatable.
 */
public final class Showing {

    private final Ledger ledger;
    private final Map<String, StoreRules> rules;
    private final Map<String, ErpRules> erps;
    private final Queues queues;
    private final Clock clock;

    /** Works on this ledger. */
    public Showing(
            Ledger ledger, Map<String, StoreRules> rules, Map<String, ErpRules> erps, Queues queues, Clock clock) {
        this.ledger = ledger;
        this.rules = Map.copyOf(rules);
        this.erps = Map.copyOf(erps);
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Gathers what the store shall show. Sets the variables {@code show} (there is something new), {@code news} ({@link StoreNews}) and
     * {@code fingerprint}.
     */
    public void gather(Exchange exchange) {
        OrderKey key = Headers.order(exchange);
        Timing.start(exchange);
        exchange.setVariable("show", false);
        Optional<OrderRow> found = ledger.order(key);
        Optional<Order> document = ledger.document(key).map(text -> Documents.read(text, Order.class));
        if (found.isEmpty() || document.isEmpty() || found.get().erpNumber().isEmpty()) {
            return;
        }
        OrderRow row = found.get();
        StoreRules rule = rules.get(key.store());
        List<Shipment> left = ledger.shipments(key).stream()
                .map(s -> Documents.read(s.document(), Shipment.class))
                .filter(s -> s.status().hasLeft())
                .toList();
        Optional<String> status = status(row, rule);
        String after = status.filter(
                        s -> mayReplace(rule).contains(document.get().status()))
                .orElse(document.get().status());
        StoreNews news = new StoreNews(
                key,
                status,
                mayReplace(rule),
                facts(row),
                left,
                OrderVersions.of(document.get().withStatus(after)).hash());
        String fingerprint = fingerprint(news);
        // What is shown already may still have to be closed: the invoice can have moved on, or back, while it was
        // written.
        boolean show = !fingerprint.equals(row.storeShows().orElse("")) || mayComplete(row, news);
        exchange.setVariable("show", show);
        exchange.setVariable("news", news);
        exchange.setVariable("fingerprint", fingerprint);
    }

    private static Optional<String> status(OrderRow row, StoreRules rule) {
        if (Lifecycle.reached(row.state(), OrderState.SHIPPED)) {
            return Optional.of(rule.completedStatus());
        }
        if (row.state() == OrderState.PARTLY_SHIPPED && !rule.partlyStatus().isEmpty()) {
            return Optional.of(rule.partlyStatus());
        }
        return Optional.empty();
    }

    private static Set<String> mayReplace(StoreRules rule) {
        Set<String> statuses = new LinkedHashSet<>(rule.policy().due());
        if (!rule.partlyStatus().isEmpty()) {
            statuses.add(rule.partlyStatus());
        }
        return statuses;
    }

    private static Map<String, String> facts(OrderRow row) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put(StoreMarks.ERP_NUMBER, row.erpNumber().orElse(""));
        row.invoiceNumber().ifPresent(number -> {
            facts.put(StoreMarks.INVOICE_NUMBER, number);
            facts.put(StoreMarks.INVOICE_STATE, row.invoiceState());
        });
        return facts;
    }

    private static String fingerprint(StoreNews news) {
        return Fingerprint.of(Documents.text(news));
    }

    /**
     * Records what the store shows now: variables {@code storeStatus} (after the write) and {@code kept} (why a status was left alone,
     * empty otherwise).
     */
    public void record(Exchange exchange) {
        StoreNews news = exchange.getVariable("news", StoreNews.class);
        String status = exchange.getVariable("storeStatus", "", String.class);
        String kept = exchange.getVariable("kept", "", String.class);
        OrderKey key = news.order();
        Step step = Step.of(key)
                .set(Step.Field.STORE_SHOWS, exchange.getVariable("fingerprint", String.class))
                .closes(queues.orderToStore() + "." + key.store());
        for (Shipment shipment : news.shipped()) {
            step.shipment(new Step.ShipmentChange(
                    shipment.external(),
                    shipment.warehouse(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.of(true)));
        }
        step.event(
                clock.instant(),
                "show-in-store",
                exchange.getVariable("fingerprint", String.class),
                key.store(),
                kept.isEmpty() ? "done" : "noted",
                Timing.elapsed(exchange),
                key.id(),
                describe(news, status, kept));
        OrderRow row = ledger.order(key).orElseThrow();
        if (completes(row, news, status)) {
            step.moveTo(OrderState.COMPLETED);
        }
        ledger.record(step);
    }

    private boolean completes(OrderRow row, StoreNews news, String status) {
        return mayComplete(row, news) && news.status().equals(Optional.of(status));
    }

    private boolean mayComplete(OrderRow row, StoreNews news) {
        String completed = rules.get(row.key().store()).completedStatus();
        boolean invoiced = !erps.containsKey(row.erp().orElse(""))
                || Set.of("posted", "paid", "partly-paid").contains(row.invoiceState());
        return Lifecycle.reached(row.state(), OrderState.SHIPPED)
                && !row.state().isFinal()
                && news.status().equals(Optional.of(completed))
                && invoiced;
    }

    private static String describe(StoreNews news, String status, String kept) {
        StringBuilder words =
                new StringBuilder("ERP number ").append(news.facts().get(StoreMarks.ERP_NUMBER));
        if (news.facts().containsKey(StoreMarks.INVOICE_NUMBER)) {
            words.append(", invoice ").append(news.facts().get(StoreMarks.INVOICE_NUMBER));
        }
        if (!news.shipped().isEmpty()) {
            words.append(", ").append(news.shipped().size()).append(" shipment(s)");
        }
        if (!status.isEmpty()) {
            words.append(", status ").append(status);
        }
        if (!kept.isEmpty()) {
            words.append(" (left alone: ").append(kept).append(')');
        }
        return words.toString();
    }
}
