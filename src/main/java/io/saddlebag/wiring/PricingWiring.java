package io.saddlebag.wiring;

import io.micrometer.core.instrument.Gauge;
import io.saddlebag.ledger.LedgerUnavailable;
import io.saddlebag.ledger.Prices;
import io.saddlebag.operations.ApiPart;
import io.saddlebag.operations.AuditApi;
import io.saddlebag.operations.PricesApi;
import io.saddlebag.ownership.Field;
import io.saddlebag.pricing.decision.PriceDesk;
import io.saddlebag.pricing.decision.PriceRules;
import io.saddlebag.pricing.decision.PriceRulesFile;
import io.saddlebag.pricing.decision.PriceSteps;
import io.saddlebag.product.ProductRules;
import io.saddlebag.settings.Section;
import io.saddlebag.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds what makes prices: the rules, the bean of the routes, the desk for the API, a metric. */
final class PricingWiring {

    private static final Logger LOG = LoggerFactory.getLogger(PricingWiring.class);

    private final Foundation base;
    private final PriceRules rules;
    private final Map<String, List<String>> stores;

    PricingWiring(Foundation base, Partners partners) {
        this.base = base;
        this.rules = rules(base.settings, partners, base.settings.problems()::add);
        this.stores = stores(partners);
    }

    /** Reports what is wrong with the rules and the settings. */
    static void check(Settings settings, Partners partners) {
        rules(settings, partners, settings.problems()::add);
        Section prices = settings.section("saddlebag.prices");
        if (!Preflight.isCron(prices.text("every", ""))) {
            prices.problem("every", "must be a Quartz cron of six fields, such as 10 * * * * ? for every minute");
        }
        if (!Preflight.isCron(prices.text("forget", ""))) {
            prices.problem("forget", "must be a Quartz cron of six fields, such as 0 25 3 * * ? for every night");
        }
        keep(settings);
    }

    private static Duration keep(Settings settings) {
        return settings.section("saddlebag.prices").duration("keep", Duration.ofDays(90));
    }

    /** The rules of all stores; what a store does not sell gets no price either. */
    static PriceRules rules(Settings settings, Partners partners, Consumer<String> problems) {
        PriceRules said = PriceRulesFile.read(
                settings.folder("saddlebag.mappings", "mappings").resolve("rules/prices.yaml"),
                new TreeSet<>(partners.stores.keySet()),
                problems);
        ProductRules products = ProductWiring.rules(settings, partners, problem -> {});
        Map<String, Set<String>> kept = partners.articlesOfOrders();
        Map<String, PriceRules.OfStore> stores = new LinkedHashMap<>();
        StringBuilder serving = new StringBuilder();
        said.stores().forEach((store, rules) -> {
            boolean services = products.of(store).services();
            stores.put(store, rules.selling(services, kept.getOrDefault(store, Set.of())));
            serving.append(services ? " " + store : "");
        });
        return new PriceRules(stores, said.fingerprint() + serving);
    }

    /** The stores of each ERP whose prices are read. */
    private static Map<String, List<String>> stores(Partners partners) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        for (String erp : partners.priced) {
            List<String> of = new ArrayList<>();
            partners.stores.forEach((name, store) -> {
                if (store.erp().equals(erp)
                        && partners.ownership.rule(name, Field.PRICE).isWritten()) {
                    of.add(name);
                }
            });
            found.put(erp, of);
        }
        return found;
    }

    /** The price lists of an ERP that its stores need; empty where its prices are not read. */
    Optional<Set<String>> lists(String erp) {
        return Optional.ofNullable(stores.get(erp)).map(rules::lists);
    }

    /** The queue of pages between poll and guard. */
    String queue() {
        return base.settings.section("saddlebag.queue").required("price-changed");
    }

    void bind(CamelContext camel) {
        camel.getRegistry()
                .bind(
                        "prices",
                        new PriceSteps(base.ledger, base.contracts, rules, stores, keep(base.settings), base.clock));
        stores.forEach((erp, names) -> {
            readAnewWhereRulesChanged(erp);
            names.stream()
                    .filter(name -> !rules.stores().containsKey(name))
                    .forEach(name -> LOG.warn(
                            "store {} gets no prices of {}: mappings/rules/prices.yaml has no block for it",
                            name,
                            erp));
            names.forEach(this::register);
        });
    }

    /** Other rules make other prices, and may need other lists: the next poll begins at the beginning. */
    private void readAnewWhereRulesChanged(String erp) {
        String known = "price-rules-of-" + erp;
        if (!base.ledger.cursor(known).orElse("").equals(rules.fingerprint())) {
            base.ledger.moveCursor("prices-of-" + erp, "");
            base.ledger.moveCursor(known, rules.fingerprint());
        }
    }

    private void register(String store) {
        Gauge.builder("saddlebag.prices.held", () -> held(store))
                .tag("store", store)
                .description("price changes that wait for a person")
                .register(base.meters);
    }

    private double held(String store) {
        try {
            return base.ledger.prices().waiting().stream()
                    .filter(waiting -> waiting.store().equals(store))
                    .mapToLong(Prices.Waiting::held)
                    .sum();
        } catch (LedgerUnavailable e) {
            LOG.warn("held prices cannot be counted: {}", e.getMessage());
            return Double.NaN;
        }
    }

    PriceDesk desk() {
        return new PriceDesk(base.ledger.prices());
    }

    List<ApiPart> apiParts() {
        return List.of(
                new PricesApi(desk(), base.settings.names("saddlebag.store")), new AuditApi(base.ledger.audit()));
    }
}
