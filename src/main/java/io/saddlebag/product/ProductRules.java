package io.saddlebag.product;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an item must have before a store publishes it, and what becomes of those that are not for sale.
 *
 * @param usual rules of every store
 * @param stores what differs, by store name
 */
public record ProductRules(OfStore usual, Map<String, OfStore> stores) {

    /** Copies the map. */
    public ProductRules {
        stores = Map.copyOf(new TreeMap<>(stores));
    }

    /** What can be required. */
    public enum Requirement {
        /** The store shows a regular price. */
        PRICE,
        /** The item has a picture, and the store has it. */
        IMAGE,
        /** The item has a category. */
        CATEGORY,
        /** The item has a text. */
        DESCRIPTION,
        /** The item has a weight. */
        WEIGHT
    }

    /**
     * A store's rules.
     *
     * @param hidden status of what is not for sale: draft or private
     * @param creates whether items the store does not have are made
     * @param without SKUs that get nothing from here; a {@code *} at the end stands for any rest
     * @param services whether services are sold in the store
     * @param ofOrders SKUs that stand on orders for shipping, fees and the like, and are sold in no store
     */
    public record OfStore(
            Set<Requirement> required,
            String hidden,
            boolean creates,
            List<String> without,
            boolean services,
            Set<String> ofOrders) {

        /** Copies the collections. */
        public OfStore {
            required = Set.copyOf(required);
            without = List.copyOf(without);
            ofOrders = Set.copyOf(ofOrders);
        }

        private OfStore keepingOut(Set<String> skus) {
            return new OfStore(required, hidden, creates, without, services, skus);
        }

        /** Why an item is none for a store at all; empty where it is one. */
        Optional<String> unfit(Product product) {
            List<String> skus = product.variants().stream()
                    .map(Product.Variant::sku)
                    .filter(sku -> !sku.isEmpty())
                    .toList();
            if (!skus.isEmpty() && ofOrders.containsAll(skus)) {
                return Optional.of("stands on orders for shipping, fees, rounding or unknown items, by the settings");
            }
            return product.service() && !services
                    ? Optional.of("a service; 'services: true' in mappings/rules/products.yaml has services sold")
                    : Optional.empty();
        }

        boolean isAbout(String sku) {
            return without.stream()
                    .noneMatch(rule -> rule.endsWith("*")
                            ? sku.startsWith(rule.substring(0, rule.length() - 1))
                            : sku.equals(rule));
        }
    }

    /** Price, picture and category are required. */
    public static ProductRules none() {
        return new ProductRules(
                new OfStore(
                        Set.of(Requirement.PRICE, Requirement.IMAGE, Requirement.CATEGORY),
                        "draft",
                        true,
                        List.of(),
                        false,
                        Set.of()),
                Map.of());
    }

    /** The same, and in these stores these SKUs are not sold because they stand on orders for shipping, fees and the like. */
    public ProductRules keepingOut(Map<String, Set<String>> ofOrders) {
        Map<String, OfStore> all = new TreeMap<>(stores);
        ofOrders.forEach((store, skus) -> all.put(store, of(store).keepingOut(skus)));
        return new ProductRules(usual, all);
    }

    /** A store's rules. */
    public OfStore of(String store) {
        return stores.getOrDefault(store, usual);
    }
}
