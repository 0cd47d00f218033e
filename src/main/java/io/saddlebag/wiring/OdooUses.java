package io.saddlebag.wiring;

import io.saddlebag.connector.odoo.OdooUse;
import java.util.EnumSet;
import java.util.Set;

/** What the settings use an ERP for beside orders. */
final class OdooUses {

    private final Partners partners;

    OdooUses(Partners partners) {
        this.partners = partners;
    }

    Set<OdooUse> of(String erp) {
        Set<OdooUse> uses = EnumSet.noneOf(OdooUse.class);
        if (partners.erps.get(erp).stock().wanted()) {
            uses.add(OdooUse.STOCK);
        }
        if (partners.priced.contains(erp)) {
            uses.add(OdooUse.PRICES);
        }
        if (partners.itemised.contains(erp)) {
            uses.add(OdooUse.PRODUCTS);
        }
        if (partners.warehouses.values().stream()
                .anyMatch(warehouse ->
                        warehouse.mirror().erp().filter(erp::equals).isPresent())) {
            uses.add(OdooUse.COUNTS);
        }
        return uses;
    }
}
