package io.saddlebag.sandbox.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;

/** WordPress's idea of JSON types: {@code "16"} is an integer, {@code 2.5} and {@code "abc"} are not (facts 4). */
final class Validation {

    private Validation() {}

    static boolean integer(JsonNode value) {
        if (value.isNumber()) {
            return value.isIntegralNumber() || value.doubleValue() == Math.rint(value.doubleValue());
        }
        return value.isTextual() && value.asText().matches("-?\\d{1,9}");
    }

    /** What PHP makes of anything it needs as an integer, as in a batch: {@code "abc"} is 0, {@code 2.7} is 2. */
    static int asPhpInteger(JsonNode value) {
        if (value.isNumber()) {
            return (int) value.doubleValue();
        }
        String digits = value.asText("").replaceFirst("^\\s*(-?\\d{1,9}).*$", "$1");
        return digits.matches("-?\\d+") ? Integer.parseInt(digits) : 0;
    }
}
