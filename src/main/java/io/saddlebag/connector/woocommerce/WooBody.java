package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.saddlebag.delivery.HttpResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The body of an answer as far as it can be read: JSON, or a page for people.
 *
 * @param http the whole answer
 * @param json the body where it is JSON from its first to its last byte
 */
record WooBody(HttpResult.Answer http, Optional<JsonNode> json) {

    private static final int LONGEST_MESSAGE = 200;

    static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(200).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    static WooBody read(HttpResult.Answer answer) {
        byte[] bytes = answer.body();
        // Some plugins save their PHP files with a byte order mark, which then stands in front of every answer.
        int start = bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF
                ? 3
                : 0;
        try {
            JsonNode node = JSON.readTree(bytes, start, bytes.length - start);
            return new WooBody(answer, Optional.of(node).filter(n -> !n.isMissingNode()));
        } catch (JsonProcessingException e) { // not JSON: an expected answer of a web server, judged by the table
            return new WooBody(answer, Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException("reading from memory cannot fail", e);
        }
    }

    /** The store's error code, empty where the body is no error document. */
    String code() {
        return json.map(j -> OrderFields.text(j, "code")).orElse("");
    }

    /** The store's words without HTML, shortened. */
    String message() {
        String text = json.map(WooBody::words)
                .orElse("")
                .replaceAll("<[^>]*>", " ")
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= LONGEST_MESSAGE ? text : text.substring(0, LONGEST_MESSAGE) + "…";
    }

    private static String words(JsonNode error) {
        StringBuilder text = new StringBuilder(OrderFields.text(error, "message"));
        error.path("data").path("params").fields().forEachRemaining(param -> {
            if (param.getValue().isTextual()) {
                text.append("; ").append(param.getValue().textValue());
            }
        });
        return text.toString();
    }

    /** The status inside an error document, which proxies and cache plugins are known to send with 200. */
    Optional<Integer> errorStatus() {
        return json.filter(j -> !code().isEmpty() && !j.has("id"))
                .map(j -> j.path("data").path("status"))
                .filter(JsonNode::isInt)
                .map(JsonNode::intValue)
                .filter(s -> s >= 300 && s <= 599);
    }

    /** What a body that is no JSON looks like, without quoting it. */
    String looks() {
        byte[] bytes = http.body();
        if (bytes.length == 0) {
            return "an empty body";
        }
        String start = new String(bytes, 0, Math.min(bytes.length, 2000), StandardCharsets.UTF_8).strip();
        if (start.startsWith("<")) {
            boolean warning = start.contains("Warning") || start.contains("Notice") || start.contains("Deprecated");
            return warning
                    ? "a PHP warning in front of its JSON; set WP_DEBUG_DISPLAY to false in the store"
                    : "a page for people instead of JSON";
        }
        return start.startsWith("{") || start.startsWith("[") ? "JSON that is cut off" : "something that is not JSON";
    }

    WooAnswer answer(JsonNode body) {
        return new WooAnswer(body, date(), number("x-wp-total"), number("x-wp-totalpages"));
    }

    private Optional<Instant> date() {
        return http.header("date").flatMap(text -> {
            try {
                return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME)
                        .toInstant());
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    private OptionalInt number(String header) {
        String text = http.header(header).orElse("").strip();
        return text.matches("[0-9]{1,9}") ? OptionalInt.of(Integer.parseInt(text)) : OptionalInt.empty();
    }
}
