package io.saddlebag.sandbox.woocommerce;

import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The shop settings that change what the store computes. Mutable: REST can set them. */
final class ShopSettings {

    final String currency;
    final String country;
    final List<String> moreStatuses;
    boolean pricesIncludeTax;

    ShopSettings(String currency, String country, List<String> moreStatuses, boolean pricesIncludeTax) {
        this.currency = currency;
        this.country = country;
        this.moreStatuses = List.copyOf(moreStatuses);
        this.pricesIncludeTax = pricesIncludeTax;
    }

    /** What a client may set: WooCommerce's own and those of plugins. */
    List<String> settable() {
        return Stream.concat(OrderStatus.SETTABLE.stream(), moreStatuses.stream())
                .toList();
    }

    /** What a client may ask a list for. */
    List<String> listable() {
        return Stream.concat(OrderStatus.LISTABLE.stream(), moreStatuses.stream())
                .toList();
    }

    String currencySymbol(String code) {
        return switch (code) {
            case "EUR" -> "€";
            case "USD" -> "$";
            case "GBP" -> "£";
            default -> code;
        };
    }

    String currencySymbolHtml() {
        return switch (currency) {
            case "EUR" -> "&euro;";
            case "USD" -> "&#36;";
            case "GBP" -> "&pound;";
            default -> currency;
        };
    }

    String currencyName() {
        return Currency.getInstance(currency).getDisplayName(Locale.ENGLISH);
    }
}
