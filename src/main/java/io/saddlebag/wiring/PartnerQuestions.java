package io.saddlebag.wiring;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.check.Found;
import io.saddlebag.check.Questions;
import io.saddlebag.check.Verdict;
import io.saddlebag.connector.odoo.KnownCustomer;
import io.saddlebag.connector.odoo.ListedPrice;
import io.saddlebag.connector.odoo.Odoo;
import io.saddlebag.connector.odoo.StockLevel;
import io.saddlebag.connector.woocommerce.WooStore;
import io.saddlebag.contract.Documents;
import io.saddlebag.delivery.DeliveryFailure;
import io.saddlebag.journey.OrderCheck;
import io.saddlebag.journey.StoreRules;
import io.saddlebag.order.Order;
import io.saddlebag.order.OrderKey;
import io.saddlebag.pricing.PriceList;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Joins the checks with the connectors. */
final class PartnerQuestions implements Questions {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Map<String, WooStore> stores;
    private final Map<String, Odoo> erps;
    private final Map<String, StoreRules> rules;
    private final UnaryOperator<JsonNode> toCanonical;
    private final Clock clock;

    /**
     * Asks these.
     *
     * @param toCanonical makes {@code order.v1} of {@code {store, order}}
     */
    PartnerQuestions(
            Map<String, WooStore> stores,
            Map<String, Odoo> erps,
            Map<String, StoreRules> rules,
            UnaryOperator<JsonNode> toCanonical,
            Clock clock) {
        this.stores = stores;
        this.erps = erps;
        this.rules = rules;
        this.toCanonical = toCanonical;
        this.clock = clock;
    }

    @Override
    public String erp(Optional<String> erp, Optional<String> store) {
        store.ifPresent(this::knowStore);
        String name = erp.or(() -> store.map(s -> rules.get(s).erp()))
                .orElseGet(() -> erps.size() == 1 ? erps.keySet().iterator().next() : "");
        if (!erps.containsKey(name)) {
            throw new IllegalArgumentException("'erp' must be one of " + new TreeSet<>(erps.keySet())
                    + ", or 'store' one of " + new TreeSet<>(stores.keySet()));
        }
        return name;
    }

    @Override
    public void knowStore(String store) {
        if (!stores.containsKey(store)) {
            throw new IllegalArgumentException("'store' must be one of " + new TreeSet<>(stores.keySet()));
        }
    }

    @Override
    public Found storedOrder(String store, String id) {
        var found = stores.get(store).order(id).orThrow("store." + store, "read-order");
        if (found instanceof io.saddlebag.connector.woocommerce.Found.Order order) {
            return order(store, order.json());
        }
        return new Found(
                Verdict.REFUSED,
                "the store has no order " + id + ", or it lies in the trash",
                NODES.objectNode().put("code", "gone"));
    }

    @Override
    public Found order(String store, JsonNode order) {
        ObjectNode wrapper = NODES.objectNode().put("store", store).set("order", order);
        Order canonical = Documents.read(toCanonical.apply(wrapper), Order.class);
        OrderKey key = canonical.key();
        OrderCheck check = OrderCheck.of(canonical, rules.get(store), clock.instant());
        ObjectNode details = NODES.objectNode()
                .put("order", key.toString())
                .put("decision", check.decision())
                .put("total", canonical.total().toPlainString())
                .put("currency", canonical.currency());
        List<DeliveryFailure.Parking> problems =
                new ArrayList<>(check.refusal().stream().toList());
        // Asked even where the order is not due yet: a caller wants to know before it is.
        if (problems.isEmpty() && !canonical.lines().isEmpty()) {
            String erp = rules.get(store).erp();
            try {
                erps.get(erp).resolve(canonical).orThrow(erp, "resolve-order");
            } catch (DeliveryFailure.Parking refusal) {
                problems.add(refusal);
            }
        }
        ArrayNode told = details.putArray("problems");
        problems.forEach(problem -> told.addObject()
                .put("code", problem.code())
                .put("message", problem.getMessage())
                .put("remedy", problem.remedy()));
        boolean taken = "ignore".equals(check.decision()) || "cancel".equals(check.decision());
        return new Found(
                problems.isEmpty() && !taken ? Verdict.OK : Verdict.REFUSED,
                problems.isEmpty() ? check.reason() : problems.get(0).getMessage(),
                details);
    }

    @Override
    public Found price(String erp, String sku, BigDecimal quantity, String currency, Optional<BigDecimal> offered) {
        ListedPrice listed = erps.get(erp).price(sku, quantity, currency).orThrow(erp, "price");
        ObjectNode details = NODES.objectNode()
                .put("sku", sku)
                .put("quantity", quantity.toPlainString())
                .put("currency", currency)
                .put("priceList", listed.priceList());
        if (listed.price() instanceof PriceList.Price.Unknown unknown) {
            return new Found(Verdict.UNKNOWN, unknown.reason(), details);
        }
        PriceList.Price.Known known = (PriceList.Price.Known) listed.price();
        details.put("price", written(known.amount(), currency));
        known.rule().ifPresent(rule -> details.put("rule", rule));
        boolean differs =
                offered.filter(price -> price.compareTo(known.amount()) != 0).isPresent();
        return new Found(
                differs ? Verdict.REFUSED : Verdict.OK,
                differs
                        ? "the price is " + written(known.amount(), currency) + " " + currency + ", not "
                                + written(offered.get(), currency)
                        : "",
                details);
    }

    /** With the currency's digits at least: 12.50, and 0.125 as it is. */
    private static String written(BigDecimal amount, String currency) {
        int digits = Currency.getAvailableCurrencies().stream()
                .filter(known -> known.getCurrencyCode().equals(currency))
                .mapToInt(Currency::getDefaultFractionDigits)
                .findFirst()
                .orElse(0);
        return amount.scale() < digits
                ? amount.setScale(digits, RoundingMode.UNNECESSARY).toPlainString()
                : amount.toPlainString();
    }

    @Override
    public Found stock(String erp, Map<String, BigDecimal> quantities) {
        List<StockLevel> levels = erps.get(erp).stock(quantities.keySet()).orThrow(erp, "stock");
        ObjectNode details = NODES.objectNode();
        ArrayNode items = details.putArray("items");
        List<String> missing = new ArrayList<>();
        for (StockLevel level : levels) {
            BigDecimal wanted = quantities.get(level.sku());
            boolean enough =
                    level.known() && (!level.stocked() || level.available().compareTo(wanted) >= 0);
            ObjectNode item = items.addObject()
                    .put("sku", level.sku())
                    .put("quantity", wanted.toPlainString())
                    .put("ok", enough)
                    .put("known", level.known())
                    .put("stocked", level.stocked());
            if (level.stocked()) {
                item.put("available", level.available().toPlainString());
                ArrayNode places = item.putArray("warehouses");
                level.places().forEach(place -> places.addObject()
                        .put("warehouse", place.warehouse())
                        .put("onHand", place.onHand().toPlainString())
                        .put("reserved", place.reserved().toPlainString()));
            }
            if (!enough) {
                missing.add(
                        level.known()
                                ? level.sku() + ": " + level.available().toPlainString() + " of "
                                        + wanted.toPlainString()
                                : level.sku() + ": the ERP has no such product");
            }
        }
        return new Found(missing.isEmpty() ? Verdict.OK : Verdict.REFUSED, String.join("; ", missing), details);
    }

    @Override
    public Found customer(String erp, String email, String vatNumber) {
        KnownCustomer known = erps.get(erp).known(email, vatNumber).orThrow(erp, "customer");
        ObjectNode details = NODES.objectNode()
                .put("known", !known.ids().isEmpty())
                .put("matches", known.ids().size());
        ArrayNode ids = details.putArray("ids");
        known.ids().forEach(ids::add);
        known.warning().ifPresent(warning -> details.put("warning", warning));
        return new Found(
                known.blocked().isPresent() ? Verdict.REFUSED : Verdict.OK,
                known.blocked().orElse(known.ids().isEmpty() ? "a new customer" : ""),
                details);
    }
}
