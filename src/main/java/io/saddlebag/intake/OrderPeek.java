package io.saddlebag.intake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One look at the raw body of a delivery, before it is trusted with a place in the queue: one pass of a streaming parser
 * over the whole body that builds nothing. Bounded in depth and memory, whatever is sent.
 */
public final class OrderPeek {

    private static final int DEEPEST = 100;
    private static final int LONGEST_NAME = 10_000;
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,18}");

    private final JsonFactory json = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxNameLength(LONGEST_NAME)
                    .build())
            .build();

    /** What a body is. */
    public sealed interface Peek {

        /**
         * An order.
         *
         * @param id the store's order id, digits
         */
        record Order(String id) implements Peek {}

        /**
         * Only an id, as {@code order.deleted} sends it (facts: woocommerce 25).
         *
         * @param id digits
         */
        record IdOnly(String id) implements Peek {}

        /**
         * The store's error document, sent when an order was deleted before its delivery (facts: woocommerce 25).
         *
         * @param code the store's code, e.g. {@code woocommerce_rest_shop_order_invalid_id}
         */
        record ErrorBody(String code) implements Peek {}

        /**
         * Nothing of the kind.
         *
         * @param reason in words, without any of the body
         */
        record Unreadable(String reason) implements Peek {}
    }

    private enum Field {
        ID,
        STATUS,
        CODE,
        DATA
    }

    /** Looks at a body. Never throws, whatever the body holds. */
    public Peek of(byte[] body) {
        // Jackson guesses UTF-16 and UTF-32 from zero bytes; JSON between systems is UTF-8 (RFC 8259, 8.1).
        if (body.length < 2 || body[0] == 0 || body[1] == 0) {
            return new Peek.Unreadable("the body is empty or not UTF-8");
        }
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return new Peek.Unreadable("the body is no JSON object");
            }
            return read(parser);
        } catch (StreamConstraintsException e) {
            return new Peek.Unreadable("the body is nested too deeply or holds something too long");
        } catch (IOException e) { // malformed or cut off; the parser's message would quote the body
            return new Peek.Unreadable("the body is not JSON");
        }
    }

    private static Peek read(JsonParser parser) throws IOException {
        Set<Field> seen = EnumSet.noneOf(Field.class);
        String id = "";
        String code = "";
        int members = 0;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            if (token == null) {
                return new Peek.Unreadable("the body is cut off");
            }
            members++;
            Optional<Field> field = field(parser.currentName());
            JsonToken value = parser.nextToken();
            if (field.isPresent() && !seen.add(field.get())) {
                return new Peek.Unreadable("the body holds a field twice");
            }
            boolean scalar = value != null && value.isScalarValue();
            if (field.isPresent() && scalar) {
                switch (field.get()) {
                    case ID -> id = value == JsonToken.VALUE_NULL ? "" : upTo100(parser);
                    case CODE -> code = value == JsonToken.VALUE_STRING ? upTo100(parser) : "";
                    case STATUS, DATA -> {}
                }
            }
            parser.skipChildren();
        }
        if (parser.nextToken() != null) {
            return new Peek.Unreadable("something follows the JSON object");
        }
        return judge(seen, id, code, members);
    }

    private static Peek judge(Set<Field> seen, String id, String code, int members) {
        if (ID.matcher(id).matches()) {
            return seen.contains(Field.STATUS)
                    ? new Peek.Order(id)
                    : members == 1 ? new Peek.IdOnly(id) : new Peek.Unreadable("the body is no order");
        }
        if (seen.contains(Field.ID)) {
            return new Peek.Unreadable("the id is no number");
        }
        return !code.isEmpty() && seen.contains(Field.DATA)
                ? new Peek.ErrorBody(code)
                : new Peek.Unreadable("the body has no id");
    }

    private static Optional<Field> field(String name) {
        return switch (name) {
            case "id" -> Optional.of(Field.ID);
            case "status" -> Optional.of(Field.STATUS);
            case "code" -> Optional.of(Field.CODE);
            case "data" -> Optional.of(Field.DATA);
            default -> Optional.empty();
        };
    }

    /** A value of at most 100 characters; a longer one is none of ours. */
    private static String upTo100(JsonParser parser) throws IOException {
        return parser.getTextLength() <= 100 ? parser.getText() : "";
    }
}
