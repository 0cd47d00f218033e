package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.shipbob.ShipBob;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Reconciliations.Run;
import io.saddlebag.message.Headers;
import io.saddlebag.operations.ReconciliationApi;
import io.saddlebag.recovery.ParkedDesk;
import io.saddlebag.recovery.reconciliation.Kind;
import io.saddlebag.recovery.reconciliation.Outbox;
import io.saddlebag.recovery.reconciliation.Patience;
import io.saddlebag.recovery.reconciliation.Reconciler;
import io.saddlebag.recovery.reconciliation.ReconciliationDesk;
import io.saddlebag.recovery.reconciliation.ReconciliationSettings;
import io.saddlebag.recovery.reconciliation.ReconciliationSteps;
import io.saddlebag.recovery.reconciliation.RepairQueues;
import io.saddlebag.recovery.reconciliation.Repairs;
import io.saddlebag.recovery.reconciliation.Rules;
import io.saddlebag.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds reconciliation: its partners, its bean for the routes, its desk for the API, its metrics. */
final class ReconciliationWiring {

    private static final Logger LOG = LoggerFactory.getLogger(ReconciliationWiring.class);
    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Foundation base;
    private final ReconciliationDesk desk;
    private Optional<ReconciliationDesk.Standing> standing = Optional.empty();
    private Instant read = Instant.EPOCH;

    /** Binds the routes' bean and registers the metrics. */
    ReconciliationWiring(Foundation base, Partners partners, CamelContext camel, ParkedDesk parked) {
        this.base = base;
        ReconciliationSettings settings = settings(base.settings);
        Map<String, Rules> rules = rules(partners);
        ReconciledPartners asked = asked(base, partners, camel, settings);
        ProducerTemplate template = camel.createProducerTemplate();
        Repairs repairs = new Repairs(base.ledger, asked, parked, outbox(template), queues(base), rules, base.clock);
        Reconciler reconciler = new Reconciler(base.ledger, asked, rules, settings, repairs, base.clock);
        camel.getRegistry()
                .bind(
                        "reconciliation",
                        new ReconciliationSteps(
                                base.ledger.reconciliations(), reconciler, settings, rules.keySet(), base.clock));
        this.desk = new ReconciliationDesk(
                base.ledger.reconciliations(),
                repairs,
                settings,
                rules.keySet(),
                run -> send(
                        template,
                        "activemq-intake:" + base.queues.poll() + ".reconcile",
                        exchange -> ReconciliationSteps.address(exchange, run)),
                base.clock);
        for (Kind kind : Kind.values()) {
            Gauge.builder("saddlebag.differences", () -> open(kind))
                    .tag("kind", kind.word())
                    .description("open differences found by reconciliation")
                    .register(base.meters);
        }
        for (String store : rules.keySet()) {
            Gauge.builder("saddlebag.reconciliation.age.seconds", () -> age(store))
                    .tag("store", store)
                    .description("seconds since the latest complete reconciliation ended")
                    .register(base.meters);
        }
    }

    private static ReconciliationSettings settings(Settings settings) {
        return ReconciliationSettings.from(settings.section("saddlebag.reconcile"));
    }

    /** Reports what is wrong with the settings. */
    static void check(Settings settings) {
        settings(settings);
        if (!Preflight.isCron(settings.section("saddlebag.reconcile").text("at", ""))) {
            settings.section("saddlebag.reconcile")
                    .problem(
                            "at",
                            "must be a Quartz cron of six fields, such as 0 30 2 * * ? for half past two each night");
        }
    }

    ReconciliationDesk desk() {
        return desk;
    }

    ReconciliationApi api() {
        return new ReconciliationApi(desk, base.clock);
    }

    private static ReconciledPartners asked(
            Foundation base, Partners partners, CamelContext camel, ReconciliationSettings settings) {
        Map<String, WooStore> stores = new LinkedHashMap<>();
        Map<String, Odoo> erps = new LinkedHashMap<>();
        Map<String, ShipBob> warehouses = new LinkedHashMap<>();
        partners.stores
                .keySet()
                .forEach(name -> stores.put(name, partners.store(name, camel, base.meters, base.clock)));
        partners.erps.keySet().forEach(name -> erps.put(name, partners.erp(name, camel, base.meters, base.clock)));
        partners.warehouses
                .keySet()
                .forEach(name -> warehouses.put(name, partners.warehouse(name, camel, base.meters, base.clock)));
        return new ReconciledPartners(
                stores,
                erps,
                warehouses,
                base.mappings::apply,
                new Patience(settings.patience(), () -> !camel.getStatus().isStarted(), Thread::sleep));
    }

    private static Map<String, Rules> rules(Partners partners) {
        Map<String, Rules> rules = new LinkedHashMap<>();
        partners.storeRules.forEach((name, store) -> {
            var erp = partners.erpRules.get(store.erp());
            rules.put(
                    name,
                    new Rules(
                            name,
                            store.erp(),
                            new LinkedHashSet<>(store.warehouses()),
                            store.policy(),
                            store.completedStatus(),
                            erp != null && erp.createsInvoices(),
                            erp != null && "posted".equals(erp.invoiceOn())));
        });
        return rules;
    }

    private static RepairQueues queues(Foundation base) {
        var queues = base.queues;
        return new RepairQueues(
                queues.storeEvent(),
                queues.orderToErp(),
                queues.orderPosted(),
                queues.shipmentReported(),
                queues.shipmentToErp(),
                queues.orderToStore(),
                queues.orderToInvoice(),
                queues.invoiceChanged());
    }

    private static Outbox outbox(ProducerTemplate template) {
        return (queue, order, headers, body) -> send(template, "activemq-intake:" + queue, exchange -> {
            Headers.address(exchange, order);
            headers.forEach(exchange.getMessage()::setHeader);
            exchange.getMessage().setBody(body);
        });
    }

    private static void send(ProducerTemplate template, String endpoint, Processor message) {
        Exchange sent = template.send(endpoint, ExchangePattern.InOnly, message);
        if (sent.getException() != null) {
            throw new IllegalStateException("the buffer does not take a message for " + endpoint, sent.getException());
        }
    }

    private double open(Kind kind) {
        return standing().map(now -> (double) now.count(kind)).orElse(Double.NaN);
    }

    private double age(String store) {
        return standing()
                .flatMap(now -> now.stores().get(store).complete())
                .flatMap(Run::endedAt)
                .map(ended ->
                        (double) Duration.between(ended, base.clock.instant()).toSeconds())
                .orElse(Double.NaN);
    }

    private synchronized Optional<ReconciliationDesk.Standing> standing() {
        Instant now = base.clock.instant();
        if (read.plus(FRESH).isBefore(now)) {
            read = now;
            try {
                standing = Optional.of(desk.standing());
            } catch (LedgerUnavailable e) {
                LOG.warn("open differences cannot be counted: {}", e.getMessage());
                standing = Optional.empty();
            }
        }
        return standing;
    }
}
