package io.saddlebag.sandbox;

import io.saddlebag.sandbox.odoo.OdooOptions;
import io.saddlebag.sandbox.odoo.SandboxOdoo;
import io.saddlebag.sandbox.shipbob.Automation;
import io.saddlebag.sandbox.shipbob.SandboxShipBob;
import io.saddlebag.sandbox.shipbob.ShipBobOptions;
import io.saddlebag.sandbox.woocommerce.SandboxStore;
import io.saddlebag.sandbox.woocommerce.SeedProduct;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A store, an ERP and a warehouse that fit together: what the store sells, the ERP has as products and taxes, and the
 * warehouse sends. Serves the demo, the tests and a retailer's own regression test.
 */
public final class SandboxPartners implements AutoCloseable {

    private static final String WEBHOOK_SECRET = "sandbox-webhook-secret-0123456789";
    private static final BigDecimal PLENTY = new BigDecimal("1000000");

    private final Vertx vertx;
    private final SandboxStore store;
    private final SandboxOdoo odoo;
    private final SandboxShipBob shipBob;
    private final ShipBobOptions shipBobOptions;

    private SandboxPartners(
            Vertx vertx, SandboxStore store, SandboxOdoo odoo, SandboxShipBob shipBob, ShipBobOptions shipBobOptions) {
        this.vertx = vertx;
        this.store = store;
        this.odoo = odoo;
        this.shipBob = shipBob;
        this.shipBobOptions = shipBobOptions;
    }

    /**
     * What to start.
     *
     * @param odooVersion 17 or 19
     * @param automation what the warehouse does by itself
     * @param storePort port of the store, 0 for a free one
     * @param odooPort port of the ERP, 0 for a free one
     * @param shipBobPort port of the warehouse, 0 for a free one
     */
    public record Plan(int odooVersion, Automation automation, int storePort, int odooPort, int shipBobPort) {

        /** Odoo 19, a warehouse that ships at once, free ports. */
        public static Plan instant() {
            return new Plan(19, Automation.instant(), 0, 0, 0);
        }

        /** The same with another Odoo. */
        public Plan odoo(int version) {
            return new Plan(version, automation, storePort, odooPort, shipBobPort);
        }

        /** The same with another warehouse. */
        public Plan warehouse(Automation other) {
            return new Plan(odooVersion, other, storePort, odooPort, shipBobPort);
        }

        /** The same on these ports. */
        public Plan ports(int store, int erp, int warehouse) {
            return new Plan(odooVersion, automation, store, erp, warehouse);
        }
    }

    /** Starts all three. */
    public static SandboxPartners start(Plan plan) {
        return start(plan, Clock.systemUTC());
    }

    /** Starts all three; the store lives by this clock. */
    public static SandboxPartners start(Plan plan, Clock storeClock) {
        Vertx vertx = Vertx.vertx();
        SandboxStore store = SandboxStore.start(
                vertx, plan.storePort(), SandboxStore.Options.defaults().with(o -> o.keepWebhookConnections(true)
                        .clock(storeClock)));
        SandboxOdoo odoo = SandboxOdoo.start(
                vertx, plan.odooPort(), OdooOptions.odoo(plan.odooVersion()).with(o -> o.taxes(taxes())
                        .currency("EUR")));
        ShipBobOptions shipBobOptions = ShipBobOptions.defaults().with(o -> o.automation(plan.automation()));
        SandboxShipBob shipBob = SandboxShipBob.start(vertx, plan.shipBobPort(), shipBobOptions);
        stockUp(odoo);
        return new SandboxPartners(vertx, store, odoo, shipBob, shipBobOptions);
    }

    private static List<OdooOptions.Tax> taxes() {
        return List.of(
                tax(1, "19%", "19"),
                tax(2, "7%", "7"),
                tax(3, "20%", "20"),
                tax(4, "10%", "10"),
                tax(5, "5.5%", "5.5"),
                tax(6, "21%", "21"),
                tax(7, "9%", "9"));
    }

    private static OdooOptions.Tax tax(int id, String name, String percent) {
        return new OdooOptions.Tax(id, name, new BigDecimal(percent), "sale", false);
    }

    /** SKUs of what a seed product is sold as. */
    static List<String> skus(SeedProduct product) {
        return product.sizes().isEmpty()
                ? List.of(product.sku())
                : product.sizes().stream()
                        .map(size -> product.sku() + "-" + size)
                        .toList();
    }

    private static void stockUp(SandboxOdoo odoo) {
        for (SeedProduct product : SeedProduct.saddlery()) {
            for (String sku : skus(product)) {
                odoo.addProduct(SandboxOdoo.Product.storable(sku, new BigDecimal(product.price())));
                odoo.addStock(sku, "WH", PLENTY);
            }
        }
        odoo.addProduct(SandboxOdoo.Product.service("SHIPPING"));
        odoo.addProduct(SandboxOdoo.Product.service("FEE"));
        odoo.addProduct(SandboxOdoo.Product.service("ROUNDING"));
    }

    /**
     * The settings that point a daemon at these partners.
     *
     * @param intake address of the daemon's intake as the partners reach it
     */
    public Map<String, String> settings(String intake) {
        Map<String, String> settings = new TreeMap<>();
        String main = "saddlebag.store.main.";
        settings.put(main + "url", store.url());
        settings.put(main + "auth", "basic");
        settings.put(main + "consumer-key", store.options().consumerKey());
        settings.put(main + "consumer-secret", store.options().consumerSecret());
        settings.put(main + "webhook-secret", WEBHOOK_SECRET);
        settings.put(main + "public-url", intake);
        settings.put(main + "erp", "odoo");
        settings.put(main + "warehouse", "shipbob");
        String erp = "saddlebag.erp.odoo.";
        settings.put(erp + "url", odoo.url());
        settings.put(erp + "database", odoo.options().database());
        settings.put(erp + "login", odoo.options().login());
        settings.put(erp + "api-key", odoo.options().apiKey());
        for (OdooOptions.Tax tax : taxes()) {
            settings.put(erp + "tax." + tax.name(), tax.name());
        }
        settings.put(erp + "shipping-product.default", "SHIPPING");
        settings.put(erp + "fee-product", "FEE");
        settings.put(erp + "rounding-product", "ROUNDING");
        String warehouse = "saddlebag.warehouse.shipbob.";
        settings.put(warehouse + "url", shipBob.url());
        settings.put(warehouse + "token", shipBobOptions.token());
        settings.put(warehouse + "channel-id", "100001");
        settings.put(warehouse + "webhook-secret", shipBobOptions.webhookSecret());
        settings.put(warehouse + "public-url", intake);
        settings.put(warehouse + "shipping-method.default", "Standard");
        return settings;
    }

    /** The store. */
    public SandboxStore store() {
        return store;
    }

    /** The ERP. */
    public SandboxOdoo odoo() {
        return odoo;
    }

    /** The warehouse. */
    public SandboxShipBob shipBob() {
        return shipBob;
    }

    @Override
    public void close() {
        store.close();
        odoo.close();
        shipBob.close();
        vertx.close();
    }
}
