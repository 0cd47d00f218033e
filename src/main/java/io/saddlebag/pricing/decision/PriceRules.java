package io.saddlebag.pricing.decision;

import io.saddlebag.pricing.PricePolicy;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How each store's prices are made and guarded; a store without rules gets none from here.
 *
 * @param stores by the store's name
 * @param fingerprint another one when the file is another
 */
public record PriceRules(Map<String, OfStore> stores, String fingerprint) {

    /** Copies the map, in its order. */
    public PriceRules {
        stores = Collections.unmodifiableMap(new LinkedHashMap<>(stores));
    }

    /**
     * A store's rules.
     *
     * @param without SKUs that get no price; a {@code *} at the end stands for any rest
     * @param services whether services are sold in the store, and get a price
     */
    public record OfStore(PricePolicy policy, List<String> without, boolean services) {

        /** Copies the list. */
        public OfStore {
            without = List.copyOf(without);
        }

        /** The same for a store that does not sell these SKUs, and services or not. */
        public OfStore selling(boolean alsoServices, Collection<String> not) {
            return new OfStore(
                    policy,
                    Stream.concat(without.stream(), not.stream()).distinct().toList(),
                    alsoServices);
        }

        boolean isAbout(String sku, boolean service) {
            return (services || !service)
                    && without.stream()
                            .noneMatch(rule -> rule.endsWith("*")
                                    ? sku.startsWith(rule.substring(0, rule.length() - 1))
                                    : sku.equals(rule));
        }
    }

    /** No rules at all. */
    public static PriceRules none() {
        return new PriceRules(Map.of(), "");
    }

    /** One store's. */
    Optional<OfStore> of(String store) {
        return Optional.ofNullable(stores.get(store));
    }

    /** The price lists that some stores need. */
    public Set<String> lists(Collection<String> names) {
        Set<String> lists = new LinkedHashSet<>();
        stores.forEach((store, rules) -> {
            if (names.contains(store)) {
                lists.addAll(rules.policy().lists());
            }
        });
        return lists;
    }
}
