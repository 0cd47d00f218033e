package io.saddlebag.sandbox.woocommerce;

import java.util.Currency;
import java.util.Locale;

/** The shop settings that change what the store computes. Mutable: REST can set them. */
final class ShopSettings {

    final String currency;
    final String country;
    boolean pricesIncludeTax;

    ShopSettings(String currency, String country, boolean pricesIncludeTax) {
        this.currency = currency;
        this.country = country;
        this.pricesIncludeTax = pricesIncludeTax;
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
