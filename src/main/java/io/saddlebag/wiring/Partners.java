package io.saddlebag.wiring;

import io.micrometer.core.instrument.MeterRegistry;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.odoo.OdooSettings;
import io.saddlebag.connector.shipbob.ShipBob;
import io.saddlebag.connector.shipbob.ShipBobSettings;
import io.saddlebag.connector.woocommerce.Media;
import io.saddlebag.connector.woocommerce.MediaSettings;
import io.saddlebag.connector.woocommerce.StoreSettings;
import io.saddlebag.connector.woocommerce.WooCredentials;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.delivery.CamelPartnerHttp;
import io.saddlebag.delivery.Credentials;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.delivery.PartnerHttp;
import io.saddlebag.journey.ErpRules;
import io.saddlebag.journey.StoreRules;
import io.saddlebag.ownership.Ownership;
import io.saddlebag.ownership.OwnershipFile;
import io.saddlebag.publishing.PublishSettings;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;

/** The configured stores, ERPs and warehouses: their settings, their rules, and connections to them. */
final class Partners implements AutoCloseable {

    final Map<String, StoreSettings> stores = new LinkedHashMap<>();
    final Map<String, OdooSettings> erps = new LinkedHashMap<>();
    final Map<String, ShipBobSettings> warehouses = new LinkedHashMap<>();
    final Map<String, StoreRules> storeRules = new LinkedHashMap<>();
    final Map<String, ErpRules> erpRules = new LinkedHashMap<>();
    final Ownership ownership;
    final io.saddlebag.availability.Rules availability;
    final Map<String, PublishSettings> publishing = new LinkedHashMap<>();
    final PaceSettings pace;

    /** ERPs whose prices are read. */
    final Set<String> priced = new LinkedHashSet<>();

    /** ERPs whose items are read. */
    final Set<String> itemised = new LinkedHashSet<>();

    private final Map<String, MediaSettings> media = new LinkedHashMap<>();

    private BiFunction<String, PartnerHttp, PartnerHttp> gate = (partner, http) -> http;
    private BiFunction<String, PartnerHttp, PartnerHttp> traced = (partner, http) -> http;
    private final List<CamelPartnerHttp> clients = new ArrayList<>();

    /** Reads the settings; what is wrong with them is reported through {@link Settings#problems()}. */
    Partners(Settings settings) {
        ownership = OwnershipFile.read(
                settings.folder("saddlebag.mappings", "mappings")
                        .resolve("rules")
                        .resolve("ownership.yaml"),
                settings.names("saddlebag.store"),
                settings.problems());
        for (String name : settings.names("saddlebag.store")) {
            Section section = settings.section("saddlebag.store." + name);
            StoreSettings store = StoreSettings.from(section);
            stores.put(name, store);
            storeRules.put(name, Rules.of(store, section, ownership));
            publishing.put(name, PublishSettings.from(section));
            media.put(name, MediaSettings.from(section));
        }
        for (String name : settings.names("saddlebag.erp")) {
            Section section = settings.section("saddlebag.erp." + name);
            section.oneOf("kind", "odoo", List.of("odoo"));
            OdooSettings erp = OdooSettings.from(section);
            if (section.oneOf("prices", "false", List.of("true", "false")).equals("true")) {
                priced.add(name);
            }
            if (section.oneOf("products", "false", List.of("true", "false")).equals("true")) {
                itemised.add(name);
            }
            erps.put(name, erp);
            erpRules.put(name, Rules.of(erp));
        }
        for (String name : settings.names("saddlebag.warehouse")) {
            Section section = settings.section("saddlebag.warehouse." + name);
            section.oneOf("kind", "shipbob", List.of("shipbob"));
            warehouses.put(name, ShipBobSettings.from(section));
        }
        Set<String> sources = new TreeSet<>();
        erps.keySet().forEach(name -> sources.add("erp." + name));
        warehouses.keySet().forEach(name -> sources.add("warehouse." + name));
        Set<String> stocked = publishing.entrySet().stream()
                .filter(entry -> entry.getValue().stock())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        availability = AvailabilityRules.read(settings, sources, stores.keySet(), stocked);
        pace = new PaceSettings(settings, connections());
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

    /** By store the SKUs that its ERP has for shipping, fees and the like. */
    Map<String, Set<String>> articlesOfOrders() {
        Map<String, Set<String>> skus = new TreeMap<>();
        stores.forEach((name, store) ->
                Optional.ofNullable(erps.get(store.erp())).ifPresent(erp -> skus.put(name, erp.articlesOfOrders())));
        return skus;
    }

    private Map<String, Map<String, Integer>> connections() {
        Map<String, Map<String, Integer>> all = new TreeMap<>();
        stores.forEach((name, store) ->
                all.computeIfAbsent("store", k -> new TreeMap<>()).put(name, store.connections()));
        erps.forEach(
                (name, erp) -> all.computeIfAbsent("erp", k -> new TreeMap<>()).put(name, erp.connections()));
        warehouses.forEach((name, warehouse) ->
                all.computeIfAbsent("warehouse", k -> new TreeMap<>()).put(name, warehouse.connections()));
        return all;
    }

    /** How each partner is asked whether it is well, by its full name. Each time anew, so that nothing remembered answers. */
    Map<String, Supplier<Outcome<Boolean>>> probes(CamelContext camel, MeterRegistry meters, Clock clock) {
        Map<String, Supplier<Outcome<Boolean>>> probes = new TreeMap<>();
        stores.forEach((name, store) -> {
            PartnerHttp http = http(camel, "store." + name, store.url(), 1, WooCredentials.of(store, clock), meters);
            probes.put("store." + name, () -> new WooStore(http, store, clock).alive());
        });
        erps.forEach((name, erp) -> {
            PartnerHttp http = http(camel, "erp." + name, erp.url(), 1, erp.credentials(), meters);
            probes.put("erp." + name, () -> new Odoo(http, erp, clock).alive());
        });
        warehouses.forEach((name, warehouse) -> {
            PartnerHttp http = http(camel, "warehouse." + name, warehouse.url(), 1, warehouse.credentials(), meters);
            probes.put("warehouse." + name, () -> new ShipBob(http, warehouse, clock).alive());
        });
        return probes;
    }

    WooStore store(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        StoreSettings store = stores.get(name);
        PartnerHttp http =
                http(camel, "store." + name, store.url(), store.connections(), WooCredentials.of(store, clock), meters);
        return new WooStore(gate.apply("store." + name, http), store, clock);
    }

    /** Where pictures are uploaded to; empty where nobody is named who may. */
    Optional<Media> media(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        if (!media.get(name).isOn()) {
            return Optional.empty();
        }
        StoreSettings store = stores.get(name);
        PartnerHttp http =
                http(camel, "store." + name, store.url(), 1, media.get(name).credentials(), meters);
        return Optional.of(new Media(http, store, clock));
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
        PartnerHttp http = http(camel, "erp." + name, erp.url(), erp.connections(), erp.credentials(), meters);
        return new Odoo(gate.apply("erp." + name, http), erp, clock);
    }

    ShipBob warehouse(String name, CamelContext camel, MeterRegistry meters, Clock clock) {
        ShipBobSettings warehouse = warehouses.get(name);
        PartnerHttp http = http(
                camel, "warehouse." + name, warehouse.url(), warehouse.connections(), warehouse.credentials(), meters);
        return new ShipBob(gate.apply("warehouse." + name, http), warehouse, clock);
    }

    /** Has what is connected from now on pass a gate, by the partner's full name. */
    void gatedBy(BiFunction<String, PartnerHttp, PartnerHttp> gates) {
        gate = gates;
    }

    /** Has what is connected from now on told by a trace, by the partner's full name. */
    void tracedBy(BiFunction<String, PartnerHttp, PartnerHttp> traces) {
        traced = traces;
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
        return traced.apply(partner, client);
    }

    @Override
    public void close() {
        clients.forEach(CamelPartnerHttp::close);
    }
}
