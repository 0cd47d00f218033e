package io.saddlebag.connector.shipbob;

import io.saddlebag.order.OrderKey;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a reference of ours at a warehouse says: {@code <store>_order_<id>}, with {@code _<part>} from part 2 (as {@link
 * io.saddlebag.order.FulfilmentRequest#reference()} writes it).
 *
 * @param order the order
 * @param part number of the request within the order, from 1
 */
public record FulfilmentReference(OrderKey order, int part) {

    private static final Pattern FORM =
            Pattern.compile("([a-z0-9][a-z0-9-]{0,39})_order_([0-9]{1,19})(?:_([1-9][0-9]{0,3}))?");

    /** Reads a reference; empty for one that is not of our form, e.g. of an order another system placed. */
    public static Optional<FulfilmentReference> parse(String text) {
        Matcher match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        int part = match.group(3) == null ? 1 : Integer.parseInt(match.group(3));
        if (match.group(3) != null && part == 1) {
            return Optional.empty();
        }
        return Optional.of(new FulfilmentReference(new OrderKey(match.group(1), match.group(2)), part));
    }
}
