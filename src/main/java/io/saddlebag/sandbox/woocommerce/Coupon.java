package io.saddlebag.sandbox.woocommerce;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * One coupon.
 *
 * @param id post id
 * @param code lower case
 * @param type {@code percent} or {@code fixed_cart}
 * @param amount percent or money
 * @param created when it was made
 */
record Coupon(long id, String code, String type, BigDecimal amount, Instant created) {

    boolean percent() {
        return type.equals("percent");
    }
}
