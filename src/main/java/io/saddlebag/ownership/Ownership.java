package io.saddlebag.ownership;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table that says, for each field, whose word counts and what becomes of a change by somebody else (REQUIREMENTS, section A).
 * Every flow that writes into a store asks it. What is not named has its {@link Field#usual() usual} rule.
 */
public final class Ownership {

    private final Map<Field, Rule> everywhere;
    private final Map<String, Map<Field, Rule>> stores;

    /**
     * A table.
     *
     * @param everywhere rules of all stores
     * @param stores what differs in single stores, by store name
     */
    public Ownership(Map<Field, Rule> everywhere, Map<String, Map<Field, Rule>> stores) {
        this.everywhere = copy(everywhere);
        Map<String, Map<Field, Rule>> all = new TreeMap<>();
        stores.forEach((store, rules) -> all.put(store, copy(rules)));
        this.stores = Map.copyOf(all);
    }

    private static Map<Field, Rule> copy(Map<Field, Rule> rules) {
        Map<Field, Rule> copy = new EnumMap<>(Field.class);
        copy.putAll(rules);
        return copy;
    }

    /** The usual table: stock and prices are the ERP's, texts are the store's. */
    public static Ownership usual() {
        return new Ownership(Map.of(), Map.of());
    }

    /** The rule of a field in a store. */
    public Rule rule(String store, Field field) {
        Rule own = stores.getOrDefault(store, Map.of()).get(field);
        return own != null ? own : everywhere.getOrDefault(field, field.usual());
    }

    /** The stores that have rules of their own. */
    public Iterable<String> stores() {
        return stores.keySet();
    }
}
