package io.saddlebag.connector.odoo;

import java.util.List;
import java.util.Optional;

/**
 * The price lists an Odoo has, by which the words of rules are understood.
 *
 * @param salesCurrency ISO code of sales prices: the company's
 */
public record PriceListNames(String salesCurrency, List<Named> lists) {

    /** Copies the list. */
    public PriceListNames {
        lists = List.copyOf(lists);
    }

    /**
     * One list.
     *
     * @param currency ISO code of its prices
     */
    public record Named(long id, String name, String currency) {}

    static PriceListNames read(OdooSession odoo, Catalogue catalogue) {
        return new PriceListNames(
                catalogue.company().refName("currency_id"),
                odoo
                        .rows(OdooCall.searchRead(
                                "product.pricelist", Domain.all().terms(), List.of("name", "currency_id")))
                        .stream()
                        .map(row -> new Named(row.id(), row.text("name"), row.refName("currency_id")))
                        .toList());
    }

    /** The one list a word means, its name or its id; empty where none is called so, or several are. */
    public Optional<Named> find(String word) {
        List<Named> fit = lists.stream()
                .filter(list ->
                        list.name().equals(word) || String.valueOf(list.id()).equals(word))
                .toList();
        return fit.size() == 1 ? Optional.of(fit.get(0)) : Optional.empty();
    }
}
