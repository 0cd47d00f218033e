package io.saddlebag.product;

import java.util.List;
import java.util.Map;
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
     */
    public record OfStore(Set<Requirement> required, String hidden, boolean creates, List<String> without) {

        /** Copies the collections. */
        public OfStore {
            required = Set.copyOf(required);
            without = List.copyOf(without);
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
                        Set.of(Requirement.PRICE, Requirement.IMAGE, Requirement.CATEGORY), "draft", true, List.of()),
                Map.of());
    }

    OfStore of(String store) {
        return stores.getOrDefault(store, usual);
    }
}
