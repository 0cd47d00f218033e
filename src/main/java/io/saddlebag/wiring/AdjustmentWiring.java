package io.saddlebag.wiring;

import io.saddlebag.connector.shipbob.MirrorSettings;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import io.saddlebag.stock.AdjustmentLimits;
import io.saddlebag.stock.AdjustmentSteps;
import io.saddlebag.stock.DriftingMirrors;
import io.saddlebag.stock.MirrorCheck;
import io.saddlebag.stock.MirrorDifferences.Mirror;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.CamelContext;

/** Builds what has ERPs follow the adjustments of warehouses. */
final class AdjustmentWiring {

    private final Foundation base;
    private final Partners partners;

    AdjustmentWiring(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
    }

    /** Reports mirrors at ERPs that are not configured. */
    static void check(Settings settings, Partners partners) {
        patience(settings);
        Section stock = settings.section("saddlebag.stock");
        if (!Preflight.isCron(stock.text("compare", ""))) {
            stock.problem("compare", "must be a Quartz cron of six fields, such as 45 0/10 * * * ?");
        }
        partners.warehouses.forEach((name, warehouse) -> warehouse
                .mirror()
                .erp()
                .filter(erp -> !partners.erps.containsKey(erp))
                .ifPresent(erp -> settings.section("saddlebag.warehouse." + name)
                        .problem("mirror-to", "must name a configured ERP, one of " + partners.erps.keySet())));
    }

    /** The queue of adjustments, one per ERP. */
    String queue() {
        return base.settings.section("saddlebag.queue").required("stock-adjusted");
    }

    private static Duration patience(Settings settings) {
        return settings.section("saddlebag.stock").duration("compare-patience", Duration.ofHours(1));
    }

    private List<Mirror> mirrors() {
        List<Mirror> all = new ArrayList<>();
        partners.warehouses.forEach(
                (name, warehouse) -> warehouse.mirror().erp().ifPresent(erp -> warehouse
                        .mirror()
                        .places()
                        .forEach((centre, place) -> all.add(
                                new Mirror("warehouse." + name, String.valueOf(centre), "erp." + erp, place)))));
        return all;
    }

    void bind(CamelContext camel) {
        Map<String, AdjustmentLimits> limits = new TreeMap<>();
        partners.warehouses.forEach((name, warehouse) -> {
            MirrorSettings mirror = warehouse.mirror();
            limits.put("warehouse." + name, new AdjustmentLimits(mirror.holdUnits(), mirror.holdPercent()));
        });
        camel.getRegistry()
                .bind(
                        "mirrors",
                        new MirrorCheck(
                                base.ledger.stock(),
                                mirrors(),
                                new DriftingMirrors(base.ledger.drifts()),
                                patience(base.settings),
                                base.clock));
        camel.getRegistry().bind("adjustments", new AdjustmentSteps(base.ledger.adjustments(), limits, base.clock));
    }
}
