package io.saddlebag.wiring;

import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.product.ItemMaster;
import java.util.Map;
import java.util.Optional;

/** The items of all configured ERPs. */
final class ErpItems implements ItemMaster {

    private final Map<String, Odoo> erps;

    ErpItems(Map<String, Odoo> erps) {
        this.erps = Map.copyOf(erps);
    }

    @Override
    public Outcome<Optional<byte[]>> picture(String erp, String product) {
        return Optional.ofNullable(erps.get(erp))
                .map(odoo -> odoo.picture(product))
                .orElseGet(() -> new Outcome.Refused<>(
                        "unknown-erp", "no ERP '" + erp + "' is configured", "configure it, or read the items anew"));
    }

    @Override
    public Outcome<Boolean> isThere(String erp, String product) {
        return Optional.ofNullable(erps.get(erp))
                .map(odoo -> odoo.hasProduct(product))
                .orElseGet(() -> new Outcome.Done<>(false));
    }
}
