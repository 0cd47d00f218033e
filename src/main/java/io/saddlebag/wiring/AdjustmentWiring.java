package io.saddlebag.wiring;

import io.saddlebag.connector.shipbob.MirrorSettings;
import io.saddlebag.settings.Settings;
import io.saddlebag.stock.AdjustmentLimits;
import io.saddlebag.stock.AdjustmentSteps;
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

    void bind(CamelContext camel) {
        Map<String, AdjustmentLimits> limits = new TreeMap<>();
        partners.warehouses.forEach((name, warehouse) -> {
            MirrorSettings mirror = warehouse.mirror();
            limits.put("warehouse." + name, new AdjustmentLimits(mirror.holdUnits(), mirror.holdPercent()));
        });
        camel.getRegistry().bind("adjustments", new AdjustmentSteps(base.ledger.adjustments(), limits, base.clock));
    }
}
