package io.saddlebag.console;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Sums of money, each currency for itself. */
final class Amounts {

    private final Map<String, BigDecimal> sums = new TreeMap<>();

    /** A sum; {@code 1234.50 EUR} is what a page shows of it. */
    public record Sum(String currency, BigDecimal value) {

        @Override
        public String toString() {
            return value.toPlainString() + " " + currency;
        }
    }

    /** Adds a plain decimal; what is none adds nothing to a sum that is for people. */
    void add(String currency, String amount) {
        if (amount.matches("-?[0-9]{1,15}(\\.[0-9]{1,6})?")) {
            add(currency, new BigDecimal(amount));
        }
    }

    void add(String currency, BigDecimal amount) {
        sums.merge(currency, amount, BigDecimal::add);
    }

    List<Sum> all() {
        return sums.entrySet().stream()
                .map(sum -> new Sum(sum.getKey(), sum.getValue()))
                .toList();
    }

    /** {@code 12.00 EUR, 7.50 USD}; empty for nothing. */
    String words() {
        return all().stream().map(Sum::toString).collect(Collectors.joining(", "));
    }
}
