package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.woocommerce.Media;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Products;
import io.saddlebag.ledger.Publications.Aspect;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.ProductsApi;
import io.saddlebag.product.ProductRules;
import io.saddlebag.product.ProductRulesFile;
import io.saddlebag.product.ProductSteps;
import io.saddlebag.product.StoreProductSteps;
import io.saddlebag.settings.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings the items of the ERPs to the stores: the rules, the beans of the routes, a metric, a part of the API. */
final class ProductWiring {

    private static final Logger LOG = LoggerFactory.getLogger(ProductWiring.class);

    private final Foundation base;
    private final Partners partners;
    private final ProductRules rules;
    private final Map<String, List<String>> stores = new LinkedHashMap<>();

    ProductWiring(Foundation base, Partners partners) {
        this.base = base;
        this.partners = partners;
        this.rules = rules(base.settings, partners, base.settings.problems()::add);
        for (String erp : partners.itemised) {
            List<String> of = new ArrayList<>();
            partners.stores.forEach((name, store) -> {
                if (store.erp().equals(erp) && isOn(name)) {
                    of.add(name);
                }
            });
            stores.put(erp, of);
        }
    }

    /** Reports what is wrong with the rules. */
    static void check(Settings settings, Partners partners) {
        rules(settings, partners, settings.problems()::add);
    }

    /** The rules of all stores, with what the settings say of articles that stand on orders. */
    static ProductRules rules(Settings settings, Partners partners, Consumer<String> problems) {
        return ProductRulesFile.read(
                        settings.folder("saddlebag.mappings", "mappings").resolve("rules/products.yaml"),
                        new TreeSet<>(partners.stores.keySet()),
                        problems)
                .keepingOut(partners.articlesOfOrders());
    }

    private boolean isOn(String store) {
        return partners.publishing.get(store).aspects().contains(Aspect.CONTENT);
    }

    /** The queue of items between poll and stores. */
    String queue() {
        return base.settings.section("saddlebag.queue").required("product-changed");
    }

    /** The queue of a store's items. */
    static String queue(Foundation base, String store) {
        return base.settings.section("saddlebag.queue").required("product-to-store") + "." + store;
    }

    /** Binds {@code products}, and {@code products.<store>} for each store. */
    void bind(CamelContext camel, Map<String, WooStore> shops, Map<String, Odoo> erps) {
        camel.getRegistry().bind("products", new ProductSteps(base.ledger, base.contracts, stores, base.clock));
        shops.forEach((name, shop) -> {
            Optional<Media> media = partners.media(name, camel, base.meters, base.clock);
            camel.getRegistry()
                    .bind(
                            "products." + name,
                            new StoreProductSteps(
                                    name,
                                    rules,
                                    partners.ownership,
                                    partners.publishing.get(name).stock(),
                                    new StoreShelf(shop, new PublishedStore(shop, base.clock), media),
                                    new ErpItems(erps),
                                    base.ledger,
                                    base.ledger.storeItems()::seen,
                                    base.clock));
            if (isOn(name)) {
                register(name);
            }
        });
    }

    private void register(String store) {
        Gauge.builder("saddlebag.products.troubled", () -> troubled(store))
                .tag("store", store)
                .description("items of the ERP that stand with a trouble and need a person")
                .register(base.meters);
    }

    private double troubled(String store) {
        try {
            return base.ledger.products().troubled().stream()
                    .filter(troubled -> troubled.store().equals(store))
                    .mapToLong(Products.Troubled::count)
                    .sum();
        } catch (LedgerUnavailable e) {
            LOG.warn("items in trouble cannot be counted: {}", e.getMessage());
            return Double.NaN;
        }
    }

    ApiPart api() {
        return new ProductsApi(base.ledger.products());
    }
}
