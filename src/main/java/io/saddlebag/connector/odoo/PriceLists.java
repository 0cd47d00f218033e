package io.saddlebag.connector.odoo;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** The price lists that stores use, the tree of categories and the sales taxes: what a sweep of prices reads once. */
final class PriceLists {

    private static final int DEEPEST = 20;

    private final Map<String, PriceListNames.Named> lists = new LinkedHashMap<>();
    private final Map<Long, Long> parents = new HashMap<>();
    private final Map<Long, Row> taxes = new HashMap<>();
    private final String companyCurrency;

    /** Reads them; a name that is not one list's is left out. */
    PriceLists(OdooSession odoo, Catalogue catalogue, Collection<String> names) {
        Row company = catalogue.company();
        companyCurrency = company.refName("currency_id");
        if (!names.isEmpty()) {
            PriceListNames all = PriceListNames.read(odoo, catalogue);
            names.forEach(name -> all.find(name).ifPresent(list -> lists.put(name, list)));
        }
        odoo.rows(OdooCall.searchRead("product.category", Domain.all().terms(), List.of("parent_id")))
                .forEach(row -> row.ref("parent_id").ifPresent(parent -> parents.put(row.id(), parent)));
        odoo.rows(OdooCall.searchRead(
                        "account.tax",
                        Domain.all()
                                .is("type_tax_use", "sale")
                                .is("company_id", company.id())
                                .terms(),
                        List.of("name", "amount", "amount_type", "price_include")))
                .forEach(row -> taxes.put(row.id(), row));
    }

    Map<String, PriceListNames.Named> lists() {
        return lists;
    }

    Set<Long> ids() {
        Set<Long> ids = new HashSet<>();
        lists.values().forEach(list -> ids.add(list.id()));
        return ids;
    }

    String companyCurrency() {
        return companyCurrency;
    }

    /** The company's own taxes among these. */
    List<Row> taxes(List<Long> ids) {
        return ids.stream().filter(taxes::containsKey).map(taxes::get).toList();
    }

    /** A category and all above it. */
    List<Long> above(OptionalLong category) {
        List<Long> chain = new ArrayList<>();
        Long next = category.isPresent() ? (Long) category.getAsLong() : null;
        while (next != null && chain.size() < DEEPEST) {
            chain.add(next);
            next = parents.get(next);
        }
        return chain;
    }

    /** A category and all below it. */
    Set<Long> below(long category) {
        Set<Long> all = new HashSet<>(Set.of(category));
        boolean more = true;
        while (more) {
            more = false;
            for (Map.Entry<Long, Long> child : parents.entrySet()) {
                if (all.contains(child.getValue()) && all.add(child.getKey())) {
                    more = true;
                }
            }
        }
        return all;
    }
}
