package io.saddlebag.wiring;

import io.saddlebag.alert.AlertSettings;
import io.saddlebag.broker.BrokerSettings;
import io.saddlebag.journey.Queues;
import io.saddlebag.operations.Proxies;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is looked at before anything is opened: all settings at once, the folders, the partners' route files. {@link
 * Daemon} ends on the first problem, {@link Doctor} lists them.
 */
final class Preflight {

    /** Second, minute, hour, day, month, weekday and perhaps a year. */
    private static final Pattern CRON = Pattern.compile("([0-9A-Z*?/,#-]+ +){5,6}[0-9A-Z*?/,#-]+");

    final Path routes;
    final Path data;
    final Partners partners;
    final Ports intake;
    final Ports operations;
    final AlertSettings alerts;

    private final PartnerRoutes partnerRoutes;

    /**
     * Reads every setting; what is wrong is in {@link Settings#problems()}.
     *
     * @throws CannotStart if the home has no routes
     */
    Preflight(Settings settings) {
        routes = settings.folder("saddlebag.routes", "routes");
        data = settings.folder("saddlebag.data", "data");
        for (Path folder : List.of(routes, settings.folder("saddlebag.mappings", "mappings"))) {
            if (!Files.isDirectory(folder)) {
                throw new CannotStart("there is no folder " + folder
                        + "; run 'init' to lay out a home here, or name an existing one with --home");
            }
        }
        intake = Ports.intake(settings.section("saddlebag.intake"));
        operations = Ports.operations(settings.section("saddlebag.operations"));
        if (intake.port() == operations.port()) {
            settings.section("saddlebag.operations").problem("port", "must differ from saddlebag.intake.port");
        }
        partners = new Partners(settings);
        numbers(settings);
        alerts = AlertSettings.from(settings);
        Queues queues = Queues.from(settings.section("saddlebag.queue"));
        BrokerSettings.from(settings.section("saddlebag.broker"), data, queues.deadLetters());
        Foundation.ledgerSettings(settings, data);
        ReconciliationWiring.check(settings);
        PricingWiring.check(settings, partners);
        ProductWiring.check(settings, partners);
        AdjustmentWiring.check(settings, partners);
        ErasureWiring.check(settings);
        TracingWiring.settings(settings, partners);
        MetricsWiring.isGuarded(settings);
        OpenIdSettings.of(settings);
        Section door = settings.section("saddlebag.operations");
        door.list("proxies", List.of()).stream()
                .filter(address -> !Proxies.isAddress(address))
                .forEach(address -> door.problem(
                        "proxies", "has '" + address + "'; write single addresses, such as 10.0.0.5 or ::1"));
        try {
            partnerRoutes = PartnerRoutes.in(routes);
        } catch (IOException e) {
            throw new CannotStart("the files in " + routes + " cannot be read: " + e, e);
        }
        partnerRoutes.unknown(configured()).forEach(settings.problems()::add);
    }

    private static void numbers(Settings settings) {
        settings.section("saddlebag").duration("stop-within", Duration.ofSeconds(20));
        positive(settings.section("saddlebag.intake"), "max-bytes", 5_000_000);
        positive(settings.section("saddlebag.checks"), "at-once", 8);
        CheckWiring.policies(settings);
        Section retry = settings.section("saddlebag.retry");
        positive(retry, "first", 500);
        positive(retry, "multiplier", 2);
        positive(retry, "longest", 30_000);
        Section poll = settings.section("saddlebag.poll");
        positive(poll, "webhooks", 300_000);
        for (String feed : List.of(
                "orders",
                "reread",
                "invoices",
                "shipments",
                "levels",
                "levels-snapshot",
                "levels-warehouses",
                "prices",
                "all-prices",
                "products",
                "all-products",
                "products-again")) {
            if (!CRON.matcher(poll.text(feed, "")).matches()) {
                poll.problem(feed, "must be a Quartz cron of six fields, such as 0 * * * * ? for every minute");
            }
        }
        Section alert = settings.section("saddlebag.alert");
        for (String clock : List.of("every", "forget")) {
            if (!CRON.matcher(alert.text(clock, "")).matches()) {
                alert.problem(clock, "must be a Quartz cron of six fields, such as 0/15 * * * * ?");
            }
        }
        Section stock = settings.section("saddlebag.stock");
        if (!CRON.matcher(stock.text("forget", "")).matches()) {
            stock.problem("forget", "must be a Quartz cron of six fields, such as 0 50 3 * * ?");
        }
        for (String kind : List.of("capture", "erp", "release", "warehouse", "shipments", "invoices", "store")) {
            positive(settings.section("saddlebag.consumers"), kind, 1);
        }
    }

    static boolean isCron(String text) {
        return CRON.matcher(text).matches();
    }

    private static void positive(Section section, String key, int usual) {
        if (section.number(key, usual) < 1) {
            section.problem(key, "must be at least 1");
        }
    }

    /** Names of the configured partners by the word their keys use. */
    Map<String, Set<String>> configured() {
        return Map.of(
                "store",
                partners.stores.keySet(),
                "erp",
                partners.erps.keySet(),
                "warehouse",
                partners.warehouses.keySet());
    }

    /** Configured partners nothing is exchanged with. */
    List<String> unusedPartners() {
        return partnerRoutes.unused(configured());
    }
}
