package io.saddlebag.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BigIntegerNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Functions for amounts and quantities. The mapping language computes in binary floating point, so none of these do. */
final class NumberFunctions {

    private static final Pattern DECIMAL = Pattern.compile("[+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30})");
    private static final int FLOAT_DIGITS = 10;
    private static final int LARGEST = 40;

    private NumberFunctions() {}

    /**
     * {@code decimal(x)}, {@code decimal(x, otherwise)}: a number or its text as decimal text, as many digits as stated:
     * {@code "18.90"} stays, {@code 18} is {@code "18"}, {@code ".5"} is {@code "0.5"}. A JSON number with a fraction is
     * taken to be a float and rounded at the tenth digit, so 21.280000000000001 is {@code "21.28"}. Nothing and blank
     * text are {@code otherwise}, or absent. What is no number is passed on, for the contract to refuse with its path.
     */
    static JsonNode decimal(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        boolean nothing =
                value.isNull() || value.isTextual() && value.textValue().isBlank();
        if (nothing) {
            return arguments.size() > 1 ? arguments.get(1) : NullNode.getInstance();
        }
        return read(value)
                .<JsonNode>map(d -> TextNode.valueOf(d.toPlainString()))
                .orElse(value);
    }

    /** {@code amount(x)}: decimal text as a JSON number with the same digits; nothing is absent. Refuses anything else. */
    static JsonNode amount(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        if (value.isNull()) {
            return value;
        }
        return DecimalNode.valueOf(
                read(value).orElseThrow(() -> new Refused("amount() got something that is no number")));
    }

    /** {@code whole(x)}: decimal text as a JSON integer; nothing is absent. Refuses fractions: pieces cannot be cut. */
    static JsonNode whole(List<JsonNode> arguments) {
        JsonNode value = arguments.get(0);
        if (value.isNull()) {
            return value;
        }
        BigDecimal number = read(value).orElseThrow(() -> new Refused("whole() got something that is no number"));
        if (number.stripTrailingZeros().scale() > 0) {
            throw new Refused("whole() got a number with a fraction, where only whole pieces are possible");
        }
        return BigIntegerNode.valueOf(number.toBigIntegerExact());
    }

    /** A number; empty for anything else, also for numbers too large to be an amount. */
    static Optional<BigDecimal> read(JsonNode value) {
        if (value.isTextual()) {
            String text = value.textValue().strip();
            return DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }
        if (!value.isNumber() || value.isFloatingPointNumber() && !Double.isFinite(value.doubleValue())) {
            return Optional.empty();
        }
        BigDecimal number = value.decimalValue();
        if (Math.abs((long) number.precision() - number.scale()) > LARGEST || Math.abs((long) number.scale()) > 400) {
            return Optional.empty();
        }
        if (number.scale() <= FLOAT_DIGITS) {
            return Optional.of(number.scale() < 0 ? number.setScale(0, RoundingMode.UNNECESSARY) : number);
        }
        BigDecimal rounded =
                number.setScale(FLOAT_DIGITS, RoundingMode.HALF_EVEN).stripTrailingZeros();
        return Optional.of(rounded.scale() < 0 ? rounded.setScale(0, RoundingMode.UNNECESSARY) : rounded);
    }

    /** A JSON number as text; one too large to be written out keeps its exponent. */
    static String plainOf(JsonNode number) {
        return read(number).map(BigDecimal::toPlainString).orElseGet(number::asText);
    }
}
