package io.saddlebag.recovery.reconciliation;

import io.saddlebag.order.Tolerance;
import java.math.BigDecimal;

/** Amounts in words. */
final class Money {

    private Money() {}

    /** With the digits of its currency, more where it has more. */
    static String written(BigDecimal amount, String currency) {
        int exact = amount.stripTrailingZeros().scale();
        return amount.setScale(Math.max(exact, Tolerance.exponent(currency))).toPlainString() + " " + currency;
    }
}
