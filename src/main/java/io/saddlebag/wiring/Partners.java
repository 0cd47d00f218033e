package io.saddlebag.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.odoo.OdooSettings;
import io.saddlebag.connector.shipbob.ShipBob;
import io.saddlebag.connector.shipbob.ShipBobSettings;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.connector.woocommerce.WooCredentials;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.journey.ErpRules;
import io.saddlebag.journey.StoreRules;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;

/** The configured stores, ERPs and warehouses: their settings, their rules, and connections to them. */
final class Partners implements AutoCloseable {

    final Map<String, StoreSettings> stores = new LinkedHashMap<>();
    final Map<String, OdooSettings> erps = new LinkedHashMap<>();
    final Map<String, ShipBobSettings> warehouses = new LinkedHashMap<>();
    final Map<String, StoreRules> storeRules = new LinkedHashMap<>();
    final Map<String, ErpRules> erpRules = new LinkedHashMap<>();

    private final List<CamelPartnerHttp> clients = new ArrayList<>();

    /** Reads the settings; what is wrong with them is reported through {@link Settings#problems()}. */
    Partners(Settings settings) {
        for (String name : settings.names("saddlebag.store")) {
            Section section = settings.section("saddlebag.store." + name);
            StoreSettings store = StoreSettings.from(section);
            stores.put(name, store);
            storeRules.put(name, Rules.of(store, section));
        }
        for (String name : settings.names("saddlebag.erp")) {
            Section section = settings.section("saddlebag.erp." + name);
            section.oneOf("kind", "odoo", List.of("odoo"));
            OdooSettings erp = OdooSettings.from(section);
            erps.put(name, erp);
            erpRules.put(name, Rules.of(erp));
        }
        for (String name : settings.names("saddlebag.warehouse")) {
            Section section = settings.section("saddlebag.warehouse." + name);
            section.oneOf("kind", "shipbob", List.of("shipbob"));
            warehouses.put(name, ShipBobSettings.from(section));
        }
        stores.forEach((name, store) -> {
            Section section = settings.section("saddlebag.store." + name);
            if (!erps.containsKey(store.erp())) {
                section.problem("erp", "must name a configured ERP, one of " + erps.keySet());
            }
            if (!store.warehouse().isEmpty() && !warehouses.containsKey(store.warehouse())) {
                section.problem("warehouse", "must name a configured warehouse, one of " + warehouses.keySet());
            }
        });
    }

    WooStore store(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        StoreSettings store = stores.get(name);
        return new WooStore(
                http(camel, "store." + name, store.url(), store.connections(), WooCredentials.of(store, clock), meters),
                store,
                clock);
    }

    /** The store's address with other credentials than the configured ones; whoever asks for it closes it. */
    PartnerHttp storeHttp(String name, CamelContext camel, MeterRegistry meters, Credentials credentials) {
        return new CamelPartnerHttp(camel, "store." + name, stores.get(name).url(), 1, credentials, meters);
    }

    /** The store's {@code public-url}, without credentials. */
    PartnerHttp publicHttp(String name, CamelContext camel, MeterRegistry meters) {
        return http(camel, "store." + name, stores.get(name).webhooks().publicUrl(), 1, request -> {}, meters);
    }

    Odoo erp(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        OdooSettings erp = erps.get(name);
        return new Odoo(
                http(camel, "erp." + name, erp.url(), erp.connections(), erp.credentials(), meters), erp, clock);
    }

    ShipBob warehouse(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        ShipBobSettings warehouse = warehouses.get(name);
        return new ShipBob(
                http(
                        camel,
                        "warehouse." + name,
                        warehouse.url(),
                        warehouse.connections(),
                        warehouse.credentials(),
                        meters),
                warehouse,
                clock);
    }

    private PartnerHttp http(
            CamelContext camel,
            String partner,
            String url,
            int connections,
            Credentials credentials,
            MeterRegistry meters) {
        CamelPartnerHttp client = new CamelPartnerHttp(camel, partner, url, connections, credentials, meters);
        clients.add(client);
        return client;
    }

    @Override
    public void close() {
        clients.forEach(CamelPartnerHttp::close);
    }
}
