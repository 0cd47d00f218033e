package io.saddlebag.connector.odoo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpOutcomes;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Judges Odoo's answers in both dialects by the table of {@link OdooRules}. */
final class OdooOutcomes {

    private static final int LONGEST = 600;

    private final ObjectMapper json = new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final Clock clock;

    OdooOutcomes(Clock clock) {
        this.clock = clock;
    }

    /**
     * Judges one exchange.
     *
     * @param method the method called, because {@code authenticate} and {@code load} refuse in their results
     */
    Judged judge(Dialect dialect, String method, HttpResult result) {
        if (result instanceof HttpResult.NoAnswer none) {
            return Judged.of(HttpOutcomes.of(none));
        }
        HttpResult.Answer answer = (HttpResult.Answer) result;
        Optional<JsonNode> document = parse(answer);
        if (document.isEmpty()) {
            return judge(answer, "", plain(answer.text()), Set.of());
        }
        JsonNode body = document.get();
        if (dialect == Dialect.JSON_2) {
            if (answer.ok()) {
                return judgeResult(method, body, answer);
            }
            return judge(answer, text(body, "name"), text(body, "message"), Set.of());
        }
        if (!answer.ok()) {
            return judge(answer, "", plain(answer.text()), Set.of());
        }
        if (!body.isObject() || !body.has("jsonrpc")) {
            return Judged.of(new Outcome.NotUnderstood<>(
                    "the answer is JSON, but not of Odoo's JSON-RPC", "does the property url name an Odoo?"));
        }
        if (body.hasNonNull("error")) {
            JsonNode error = body.get("error");
            JsonNode data = error.path("data");
            String name = text(data, "name");
            String message = text(data, "message");
            return judge(
                    answer,
                    name.isEmpty() ? "json-rpc" : name,
                    message.isEmpty() ? text(error, "message") : message,
                    Set.of());
        }
        // A method that returns None answers without a result (facts: erp 2).
        return judgeResult(method, body.has("result") ? body.get("result") : NullNode.getInstance(), answer);
    }

    private Judged judgeResult(String method, JsonNode value, HttpResult.Answer answer) {
        if ("authenticate".equals(method) && !value.canConvertToLong()) {
            return judge(answer, "AccessDenied", "login and key do not fit", Set.of());
        }
        if ("load".equals(method) && !value.path("ids").isArray()) {
            return judgeLoad(value, answer);
        }
        return Judged.of(new Outcome.Done<>(value));
    }

    /** A load reports every error in {@code messages} (facts: erp 8, 29). */
    private Judged judgeLoad(JsonNode value, HttpResult.Answer answer) {
        JsonNode messages = value.path("messages");
        if (!messages.isArray() || messages.isEmpty()) {
            return Judged.of(new Outcome.NotUnderstood<>(
                    "a load answered neither ids nor messages", "run doctor; is this an Odoo?"));
        }
        List<String> texts = new ArrayList<>();
        messages.forEach(m -> texts.add(text(m, "message").strip()));
        Set<Integer> records = new TreeSet<>();
        messages.forEach(m -> {
            if (m.path("record").isInt() && !"warning".equals(text(m, "type"))) {
                records.add(m.path("record").asInt());
            }
        });
        return judge(
                answer,
                "load",
                texts.stream().filter(t -> !t.isEmpty()).distinct().limit(3).collect(Collectors.joining("; ")),
                records);
    }

    private Judged judge(HttpResult.Answer answer, String name, String message, Set<Integer> records) {
        OdooRule rule = OdooRules.ALL.stream()
                .filter(r -> r.fits(answer.status(), name, message))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the last rule fits everything"));
        String reason = reason(answer, name, message);
        Outcome<JsonNode> outcome =
                switch (rule.meaning()) {
                    case CONFLICT ->
                        new Outcome.RetryLater<>(
                                Category.TRANSIENT, "another transaction of Odoo was in the way", Optional.empty());
                    case TRANSIENT ->
                        new Outcome.RetryLater<>(Category.TRANSIENT, reason, HttpOutcomes.retryAfter(answer, clock));
                    case THROTTLED ->
                        new Outcome.RetryLater<>(Category.THROTTLED, reason, HttpOutcomes.retryAfter(answer, clock));
                    case NOT_ALLOWED -> new Outcome.NotAllowed<>(reason, remedy(rule, message));
                    case REFUSED -> new Outcome.Refused<>(rule.code(), reason, remedy(rule, message));
                    case NOT_UNDERSTOOD -> new Outcome.NotUnderstood<>(reason, remedy(rule, message));
                    case UNKNOWN -> new Outcome.Unknown<>("the answer is HTTP " + answer.status() + " but no JSON");
                };
        return new Judged(outcome, rule.meaning() == OdooRule.Meaning.CONFLICT, rule.mayBeOfARecord(), records);
    }

    private static String reason(HttpResult.Answer answer, String name, String message) {
        String words = message.isBlank() ? "HTTP " + answer.status() : shorten(message.strip());
        return name.isEmpty() && !message.isBlank() ? "HTTP " + answer.status() + ": " + words : words;
    }

    /** Odoo names the groups that have the right, one a line. */
    private static String remedy(OdooRule rule, String message) {
        if (!rule.remedy().contains("{groups}")) {
            return rule.remedy();
        }
        int start = message.indexOf("following groups:");
        String groups = start < 0
                ? ""
                : message.substring(start)
                        .lines()
                        .skip(1)
                        .map(String::strip)
                        .takeWhile(line -> line.startsWith("- "))
                        .map(line -> line.substring(2))
                        .collect(Collectors.joining(" or "));
        return rule.remedy().replace("{groups}", groups.isEmpty() ? " in Odoo" : ": one of the groups " + groups);
    }

    private Optional<JsonNode> parse(HttpResult.Answer answer) {
        if (answer.body().length == 0) {
            return Optional.empty();
        }
        try {
            JsonNode node = json.readTree(answer.body());
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (JsonProcessingException notJson) { // a page, a cut-off answer: the table decides by the status
            return Optional.empty();
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory failed", e);
        }
    }

    /** The text of an answer that is no document; a page says nothing a person needs. */
    private static String plain(String body) {
        String text = body.strip();
        return text.startsWith("<") || text.startsWith("{") ? "" : shorten(text);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isTextual() ? value.asText() : "";
    }

    private static String shorten(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }
}
