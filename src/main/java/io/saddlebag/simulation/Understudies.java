package io.saddlebag.simulation;

import io.saddlebag.sandbox.SandboxGroup;
import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.shipbob.Centre;
import io.saddlebag.sandbox.shipbob.Channel;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import io.saddlebag.sandbox.woocommerce.ShopperHabits;
import io.saddlebag.sandbox.woocommerce.TaxRate;
import io.saddlebag.settings.Section;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Sandboxes in the place of all of a retailer's partners, seeded with what the retailer's settings name: taxes, service
 * products, warehouse codes, statuses, shipping methods.
 */
final class Understudies implements AutoCloseable {

    private static final BigDecimal PLENTY = new BigDecimal("1000000");
    private static final List<String> COUNTRIES = List.of("DE", "AT", "FR", "NL", "US");
    private static final List<String> KNOWN_STATUSES = List.of(
            "auto-draft",
            "pending",
            "processing",
            "on-hold",
            "completed",
            "cancelled",
            "refunded",
            "failed",
            "checkout-draft",
            "trash");
    private static final String WEBHOOK_SECRET = "rehearsal-webhook-secret-0123456789";

    private final Retailer retailer;
    private final SandboxGroup group = SandboxGroup.empty();
    private final Map<String, SandboxStore> stores = new TreeMap<>();
    private final Map<String, SandboxOdoo> erps = new TreeMap<>();
    private final Map<String, SandboxShipBob> warehouses = new TreeMap<>();
    private final Map<String, ShipBobOptions> warehouseOptions = new TreeMap<>();

    private Understudies(Retailer retailer) {
        this.retailer = retailer;
    }

    /**
     * Starts them all.
     *
     * @param odoo which Odoo every ERP is
     * @param automation what every warehouse does by itself
     */
    static Understudies start(Retailer retailer, int odoo, Automation automation) {
        Understudies all = new Understudies(retailer);
        retailer.stores().forEach(all::store);
        retailer.erps().forEach(name -> all.erp(name, odoo));
        retailer.warehouses().forEach(name -> all.warehouse(name, automation));
        return all;
    }

    private void store(String name) {
        Section s = retailer.store(name);
        Optional<String> erp = s.find("erp");
        boolean fees = erp.flatMap(e -> retailer.erp(e).find("fee-product")).isPresent();
        TaxRate[] rates = erp.map(e -> rates(retailer.taxes(e, name))).orElseGet(() -> new TaxRate[0]);
        SandboxStore.Options options = SandboxStore.Options.defaults().with(o -> o.name(name)
                .taxRates(rates)
                .keepWebhookConnections(true)
                .moreStatuses(retailer.moreStatuses(name, KNOWN_STATUSES))
                .habits(ShopperHabits.of(retailer.shippingMethods(name), fees)));
        stores.put(name, group.store(options));
    }

    /** Each rate taxes a country of its own; where there are more, the reduced class of it. */
    private static TaxRate[] rates(List<Retailer.TaxPair> pairs) {
        List<TaxRate> rates = new ArrayList<>();
        for (int i = 0; i < Math.min(pairs.size(), 2 * COUNTRIES.size()); i++) {
            Retailer.TaxPair pair = pairs.get(i);
            String country = COUNTRIES.get(i % COUNTRIES.size());
            boolean standard = i < COUNTRIES.size();
            String taxClass = standard ? "standard" : "reduced-rate";
            long id = pair.rate().matches("\\d{1,9}") ? Long.parseLong(pair.rate()) : 900_001L + i;
            boolean code = pair.rate().matches("[A-Z]{2}-.+-1");
            rates.add(new TaxRate(
                    id,
                    code ? pair.rate().substring(0, 2) : country,
                    pair.percent(),
                    code ? pair.rate().substring(3, pair.rate().length() - 2) : "VAT " + i,
                    standard,
                    taxClass));
        }
        return rates.toArray(TaxRate[]::new);
    }

    private void erp(String name, int odoo) {
        List<OdooOptions.Warehouse> places = retailer.odooWarehouses(name).stream()
                .map(code -> new OdooOptions.Warehouse(code, code))
                .toList();
        OdooOptions options = OdooOptions.odoo(odoo)
                .with(o -> o.taxes(retailer.odooTaxes(name)).warehouses(places).currency("EUR"));
        SandboxOdoo erp = group.odoo(options);
        for (SeedProduct product : SeedProduct.saddlery()) {
            List<String> skus = product.sizes().isEmpty()
                    ? List.of(product.sku())
                    : product.sizes().stream()
                            .map(size -> product.sku() + "-" + size)
                            .toList();
            skus.forEach(sku -> goods(erp, sku, new BigDecimal(product.price()), places));
        }
        retailer.goods(name).forEach(sku -> goods(erp, sku, BigDecimal.TEN, places));
        retailer.services(name).forEach(sku -> erp.addProduct(SandboxOdoo.Product.service(sku)));
        erps.put(name, erp);
    }

    private static void goods(SandboxOdoo erp, String sku, BigDecimal price, List<OdooOptions.Warehouse> places) {
        erp.addProduct(SandboxOdoo.Product.storable(sku, price));
        places.forEach(place -> erp.addStock(sku, place.code(), PLENTY));
    }

    private void warehouse(String name, Automation automation) {
        Section s = retailer.warehouse(name);
        long channel = Long.parseLong(
                s.find("channel-id").filter(id -> id.matches("\\d{1,9}")).orElse("100001"));
        ShipBobOptions options = ShipBobOptions.defaults().with(o -> {
            o.automation(automation)
                    .versions(s.text("api-version", "2026-01"))
                    .channels(new Channel(channel, "rehearsal", true));
            s.find("fulfillment-center")
                    .filter(centre -> centre.matches("\\d{1,9}"))
                    .ifPresent(centre -> o.centres(new Centre(
                            Integer.parseInt(centre), "Centre " + centre, "RE1", "Cicero", "IL", "US", "60804")));
        });
        warehouseOptions.put(name, options);
        warehouses.put(name, group.shipBob(options));
    }

    /** The partners of a store; empty where it has no ERP or no warehouse of its own. */
    Optional<Trio> trio(String store) {
        Section s = retailer.store(store);
        SandboxOdoo erp = erps.get(s.text("erp", ""));
        SandboxShipBob warehouse = warehouses.get(s.text("warehouse", ""));
        return erp == null || warehouse == null
                ? Optional.empty()
                : Optional.of(new Trio(store, stores.get(store), erp, warehouse, retailer.manners(store)));
    }

    /**
     * The settings that lead the daemon here, in place of the retailer's addresses, credentials and names of records.
     *
     * @param intake address of the daemon's intake
     */
    Map<String, String> settings(String intake) {
        Map<String, String> settings = new TreeMap<>();
        stores.forEach((name, store) -> {
            String key = "saddlebag.store." + name + ".";
            settings.put(key + "url", store.url());
            settings.put(key + "auth", "basic");
            settings.put(key + "permalinks", "auto");
            settings.put(key + "consumer-key", store.options().consumerKey());
            settings.put(key + "consumer-secret", store.options().consumerSecret());
            settings.put(key + "webhook-secret", WEBHOOK_SECRET);
            settings.put(key + "public-url", intake);
            settings.put(key + "timeout", "5s");
        });
        erps.forEach((name, erp) -> {
            String key = "saddlebag.erp." + name + ".";
            settings.put(key + "url", erp.url());
            settings.put(key + "database", erp.options().database());
            settings.put(key + "login", erp.options().login());
            settings.put(key + "api-key", erp.options().apiKey());
            settings.put(key + "timeout", "5s");
        });
        warehouses.forEach((name, warehouse) -> {
            String key = "saddlebag.warehouse." + name + ".";
            settings.put(key + "url", warehouse.url());
            settings.put(key + "token", warehouseOptions.get(name).token());
            settings.put(
                    key + "channel-id",
                    String.valueOf(warehouseOptions.get(name).channels().get(0).id()));
            settings.put(key + "webhook-secret", warehouseOptions.get(name).webhookSecret());
            settings.put(key + "public-url", intake);
        });
        return settings;
    }

    @Override
    public void close() {
        group.close();
    }
}
