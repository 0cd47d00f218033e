package io.saddlebag.delivery;

import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** The policy of each category, for all partners and, where the settings say so, for one. */
public final class CategoryPolicies {

    private final Map<Category, CategoryPolicy> general = new EnumMap<>(Category.class);
    private final Map<String, Map<Category, CategoryPolicy>> ofPartners = new HashMap<>();

    /**
     * Policies that differ from {@link Category#usual()}.
     *
     * @param general for every partner
     * @param ofPartners by the partner's name as failures carry it, e.g. {@code odoo}
     */
    public CategoryPolicies(
            Map<Category, CategoryPolicy> general, Map<String, Map<Category, CategoryPolicy>> ofPartners) {
        this.general.putAll(general);
        ofPartners.forEach((partner, policies) -> this.ofPartners.put(partner, Map.copyOf(policies)));
    }

    /** The usual ones. */
    public static CategoryPolicies usual() {
        return new CategoryPolicies(Map.of(), Map.of());
    }

    /** What becomes of a failure of a partner. */
    public CategoryPolicy of(String partner, Category category) {
        CategoryPolicy own = ofPartners.getOrDefault(partner, Map.of()).get(category);
        return own != null ? own : general.getOrDefault(category, category.usual());
    }
}
