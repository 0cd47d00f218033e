package io.saddlebag.wiring;

import io.saddlebag.check.Checks;
import io.saddlebag.connector.odoo.CountSteps;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.odoo.OdooSteps;
import io.saddlebag.connector.shipbob.ShipBobSteps;
import io.saddlebag.connector.woocommerce.StoreSteps;
import io.saddlebag.connector.woocommerce.Stores;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.console.OperationsDesks;
import io.saddlebag.console.OrderWork;
import io.saddlebag.console.TradeDesks;
import io.saddlebag.delivery.HandedOver;
import io.saddlebag.intake.Intake;
import io.saddlebag.intake.PublicPort;
import io.saddlebag.intake.StandardWebhooks;
import io.saddlebag.intake.WebhookHeaders;
import io.saddlebag.intake.WooSignature;
import io.saddlebag.journey.Capture;
import io.saddlebag.journey.Feeds;
import io.saddlebag.journey.Invoices;
import io.saddlebag.journey.OpenOrders;
import io.saddlebag.journey.Parking;
import io.saddlebag.journey.Posting;
import io.saddlebag.journey.Queues;
import io.saddlebag.journey.Release;
import io.saddlebag.journey.Shipments;
import io.saddlebag.journey.Showing;
import io.saddlebag.journey.TryingAgain;
import io.saddlebag.journey.Waiting;
import io.saddlebag.journey.WayOn;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.ChecksApi;
import io.saddlebag.operations.CodesApi;
import io.saddlebag.operations.DaemonHealth;
import io.saddlebag.operations.DriftsApi;
import io.saddlebag.operations.FiguresApi;
import io.saddlebag.operations.OperationsApi;
import io.saddlebag.operations.ParkedApi;
import io.saddlebag.recovery.Catalogue;
import io.saddlebag.recovery.ParkedDesk;
import io.saddlebag.recovery.QueueContracts;
import io.saddlebag.recovery.Replays;
import io.saddlebag.settings.Section;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.ServiceStatus;

/** Binds every bean the routes name. */
final class Beans implements CamelConfiguration, AutoCloseable {

    private final Foundation base;
    private final Partners partners;
    private final Feeds feeds;
    private final PaceWiring pace;
    private final Checks checks;
    private PartnerQuestions questions;
    private final AlertWiring alerts;
    private final PublishingWiring publishing;
    private final StockWiring stock;
    private final PricingWiring prices;
    private final ProductWiring products;
    private final AdjustmentWiring adjustments;
    private final OrderPagesWiring orderPages;
    private final Optional<TracingWiring> tracing;
    private final MachineGauges machine;
    private ReconciliationWiring reconciliation;

    /** Beans on these foundations, speaking with these partners. */
    Beans(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
        this.pace = new PaceWiring(base, partners);
        this.feeds = new Feeds(base.ledger, pace.states(), base.clock);
        this.checks = CheckWiring.checks(base);
        this.alerts = new AlertWiring(base, partners, pace.states(), feeds);
        this.publishing = new PublishingWiring(base, partners);
        this.stock = new StockWiring(base, partners, publishing::wake);
        this.prices = new PricingWiring(base, partners);
        this.products = new ProductWiring(base, partners);
        this.adjustments = new AdjustmentWiring(base, partners);
        this.orderPages = new OrderPagesWiring(base, partners);
        this.tracing = TracingWiring.of(base, partners);
        this.machine = new MachineGauges(base);
    }

    @Override
    public void configure(CamelContext camel) {
        camel.getCamelContextExtension().setManagementMBeanAssembler(new SharedMBeanInfo(camel));
        base.transformers.register(camel);
        tracing.ifPresent(traces -> traces.bind(camel, partners));
        pace.bind(camel);
        new BufferWiring(base, tracing).bind(camel);
        bindJourney(camel);
        bindPartners(camel);
        stock.bind(camel);
        prices.bind(camel);
        adjustments.bind(camel);
        alerts.bind(camel);
        new ErasureWiring(base).bind(camel);
        orderPages.begin();
        bind(camel, "saddlebag-ledger", new DaemonHealth("ledger", base.ledger::trouble));
        bind(camel, "saddlebag-buffer", new DaemonHealth("buffer", base.broker::trouble));
        reconciliation = new ReconciliationWiring(base, partners, camel, desk(camel));
        new Gauges(base, partners.stores.keySet(), partners.erps.keySet(), partners.warehouses.keySet()).register();
        new FigureGauges(base).register();
        new TroubleGauges(base, partners.stores.keySet(), feeds).register();
        machine.register();
    }

    private void bindJourney(CamelContext camel) {
        Parking parking = new Parking(base.ledger, base.queues, base.clock);
        bind(camel, "parking", parking);
        bind(camel, "capture", new Capture(base.ledger, parking, partners.storeRules, base.queues, base.clock));
        bind(camel, "posting", new Posting(base.ledger, parking, base.queues, base.clock));
        bind(camel, "release", new Release(base.ledger, partners.storeRules, base.queues, base.clock));
        bind(camel, "shipments", new Shipments(base.ledger, parking, partners.storeRules, base.queues, base.clock));
        bind(camel, "invoices", new Invoices(base.ledger, partners.erpRules, base.queues, base.clock));
        bind(
                camel,
                "showing",
                new Showing(base.ledger, partners.storeRules, partners.erpRules, base.queues, base.clock));
        bind(camel, "waiting", new Waiting(base.ledger, pace.states(), pace.policies(), base.clock));
        bind(camel, "tryingAgain", new TryingAgain(base.clock));
        bind(camel, "feeds", feeds);
        bind(camel, "replays", new Replays(base.ledger.parkedMessages(), keep(), base.clock));
        bind(camel, "openOrders", new OpenOrders(base.ledger, Duration.ofDays(14), base.clock));
    }

    private void bindPartners(CamelContext camel) {
        Map<String, StoreSteps> stores = new LinkedHashMap<>();
        Map<String, WooStore> shops = new LinkedHashMap<>();
        Map<String, Odoo> erps = new LinkedHashMap<>();
        Map<String, WooSignature> signatures = new LinkedHashMap<>();
        partners.stores.forEach((name, settings) -> {
            shops.put(name, partners.store(name, camel, base.meters, base.clock));
            StoreSteps steps = new StoreSteps(
                    shops.get(name),
                    shipment -> base.mappings.apply("woocommerce/tracking", shipment),
                    camel.createProducerTemplate(),
                    "activemq-intake:" + base.queues.storeEvent(),
                    new HandedOver(),
                    base.clock);
            stores.put(name, steps);
            if (!settings.webhooks().secrets().isEmpty()) { // without a secret nothing genuine can arrive: 404
                signatures.put(name, new WooSignature(settings.webhooks().secrets()));
            }
            bind(camel, "store." + name, steps);
        });
        bind(camel, "stores", new Stores(stores, base.clock));
        publishing.bind(
                camel,
                shops,
                stock.known(),
                new OwnedFields(partners.ownership, base.ledger, publishing::wake, base.clock));
        for (String name : partners.erps.keySet()) {
            erps.put(name, partners.erp(name, camel, base.meters, base.clock));
            bind(
                    camel,
                    "erp." + name,
                    new OdooSteps(name, erps.get(name), base.mappings::apply, prices.lists(name), base.clock));
            bind(camel, "counts." + name, new CountSteps(name, erps.get(name)));
        }
        products.bind(camel, shops, erps);
        questions = new PartnerQuestions(
                shops,
                erps,
                partners.storeRules,
                order -> base.transformers.transform("woocommerce:order", "saddlebag:order.v1", order),
                base.clock);
        Map<String, StandardWebhooks> checks = new LinkedHashMap<>();
        partners.warehouses.forEach((name, settings) -> {
            bind(
                    camel,
                    "warehouse." + name,
                    new ShipBobSteps(
                            name,
                            partners.warehouse(name, camel, base.meters, base.clock),
                            new HandedOver(),
                            base.clock));
            if (!settings.webhookSecrets().isEmpty()) {
                checks.put(name, new StandardWebhooks(settings.webhookSecrets(), settings.replayWindow(), base.clock));
            }
        });
        Section intake = base.settings.section("saddlebag.intake");
        bind(camel, "vertxOptions", new VertxOptions().setWorkerPoolSize(intake.number("at-once", 64)));
        bind(camel, "webhookHeaders", new WebhookHeaders());
        bind(camel, "intake", new Intake(signatures, checks, maxBytes(), base.broker, base.meters));
    }

    private int maxBytes() {
        return base.settings.section("saddlebag.intake").number("max-bytes", 5_000_000);
    }

    PublicPort publicPort() {
        Set<String> names = new HashSet<>(partners.stores.keySet());
        names.addAll(partners.warehouses.keySet());
        return new PublicPort(names, maxBytes(), base.meters);
    }

    private static void bind(CamelContext camel, String name, Object bean) {
        camel.getRegistry().bind(name, bean);
    }

    Set<String> stores() {
        return Set.copyOf(partners.stores.keySet());
    }

    Feeds feeds() {
        return feeds;
    }

    private Duration keep() {
        return base.settings.section("saddlebag.parked").duration("keep", Duration.ofDays(90));
    }

    /** What the operations API serves beside orders and feeds. */
    List<ApiPart> apiParts(CamelContext camel) {
        List<ApiPart> parts = new ArrayList<>(List.of(
                pace.api(),
                new CodesApi(Catalogue.shipped()), // before the path with an id, which it looks like
                new ParkedApi(
                        desk(camel), base.settings.section("saddlebag.replay").number("per-second", 20)),
                new ChecksApi(checks, questions),
                alerts.api(),
                reconciliation.api(),
                publishing.api(),
                stock.api(),
                new DriftsApi(base.ledger.drifts()),
                products.api(),
                new ErasureWiring(base).api(),
                new FiguresApi(base.ledger.figures(), base.clock)));
        parts.addAll(prices.apiParts());
        return parts;
    }

    /** What the console's pages about orders need. */
    OrderWork orderWork(CamelContext camel) {
        return orderPages.work(camel, desk(camel));
    }

    /** Where people who keep the daemon running decide. */
    OperationsDesks desks(CamelContext camel) {
        return new ConsoleWiring(base, partners, pace, camel, feeds).desks(desk(camel), alerts.desk());
    }

    /** Whom the console asks about stock, prices and finance. */
    TradeDesks tradeDesks() {
        return stock.desks(prices.desk(), reconciliation.desk());
    }

    /** Where a person decides about parked messages. */
    private ParkedDesk desk(CamelContext camel) {
        Queues queues = base.queues;
        return new ParkedDesk(
                base.ledger,
                base.contracts,
                new QueueContracts(
                        Map.of(
                                queues.orderPosted(), "order.v1",
                                queues.shipmentReported(), "shipment.v1",
                                queues.invoiceChanged(), "invoice.v1",
                                queues.stockLevel(), "inventory-level.v1",
                                prices.queue(), "price.v1",
                                products.queue(), "product.v1"),
                        Map.of(
                                base.settings.section("saddlebag.queue").required("product-to-store"), "product.v1",
                                queues.orderToErp(), "order.v1",
                                queues.fulfilmentTo(), "fulfilment-request.v1",
                                queues.shipmentToErp(), "shipment.v1",
                                adjustments.queue(), "inventory-adjustment.v1",
                                queues.orderToStore(), "order-reference.v1",
                                queues.orderToInvoice(), "order-reference.v1")),
                Set.of(queues.storeEvent(), queues.orderToErp()),
                replaying(camel),
                base.clock);
    }

    private ParkedDesk.Replaying replaying(CamelContext camel) {
        WayOn wayOn = new WayOn(base.queues);
        return new ParkedDesk.Replaying() {
            @Override
            public boolean isRepeatable(Ledger.Parked message) {
                return wayOn.isRepeatable(message);
            }

            @Override
            public String remedy(Ledger.Parked message, boolean edited) {
                return wayOn.remedy(message, edited);
            }

            @Override
            public boolean isSending() {
                ServiceStatus status = camel.getRouteController().getRouteStatus("replay-parked-messages");
                return status != null && status.isStarted();
            }
        };
    }

    OperationsApi.Backfills backfills(CamelContext camel) {
        ProducerTemplate template = camel.createProducerTemplate();
        return (store, from, to) -> template.sendBody(
                "activemq-intake:" + base.queues.poll() + ".orders." + store, Feeds.window("orders", store, from, to));
    }

    @Override
    public void close() {
        checks.close();
        orderPages.close();
        alerts.close();
        pace.close();
        partners.close();
        tracing.ifPresent(TracingWiring::close);
        machine.close();
    }
}
