package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpOutcomes;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What ShipBob's answers mean. Sources: its pages "Errors" (422 is a duplicate reference id, 429 too many requests) and "Rate
 * limit" (429 with {@code x-retry-after} in seconds and a message), and the published description of 2026-01 for the bodies.
 */
final class ShipBobOutcomes {

    /** Code of the refusal of a reference that is in use. */
    static final String DUPLICATE = "duplicate-reference";
    /** Code of a 422 whose words do not say why: it may be a duplicate, too. */
    static final String UNPROCESSABLE = "unprocessable";
    /** Code of 404. */
    static final String NOT_FOUND = "not-found";

    private enum Verdict {
        THROTTLED,
        TRANSIENT,
        NOT_ALLOWED,
        REFUSED,
        NOT_UNDERSTOOD
    }

    /** One row: statuses from, to, what the message says (empty: anything), and what that means. */
    private record Row(int from, int to, Pattern says, Verdict verdict, String code, String remedy) {

        boolean applies(int status, String said) {
            return status >= from && status <= to && says.matcher(said).find();
        }
    }

    /** The first row that applies decides. */
    private static final List<Row> ROWS = List.of(
            row(429, 429, "", Verdict.THROTTLED, "", ""),
            row(400, 599, "rate limit (is )?exceeded|too many requests", Verdict.THROTTLED, "", ""),
            row(401, 401, "", Verdict.NOT_ALLOWED, "", "Renew the token: setting 'token' of this warehouse"),
            row(
                    403,
                    403,
                    "",
                    Verdict.NOT_ALLOWED,
                    "",
                    "Give the token the scope for this call, and check that 'channel-id' is the token's own channel"),
            row(
                    400,
                    422,
                    "reference.{0,60}(already|exist|duplicate|in use|unique)|(already|duplicate|exist).{0,60}reference",
                    Verdict.REFUSED,
                    DUPLICATE,
                    "Look at the order with this reference in ShipBob"),
            row(404, 404, "", Verdict.REFUSED, NOT_FOUND, "Check 'url' and 'api-version', or whether it was deleted"),
            row(408, 408, "", Verdict.TRANSIENT, "", ""),
            row(409, 409, "", Verdict.REFUSED, UNPROCESSABLE, "Look at the order in ShipBob"),
            row(422, 422, "", Verdict.REFUSED, UNPROCESSABLE, "Correct what ShipBob names"),
            row(400, 400, "", Verdict.REFUSED, "invalid", "Correct what ShipBob names"),
            row(400, 499, "", Verdict.REFUSED, "refused", "Read what ShipBob says; correct it"),
            row(500, 999, "", Verdict.TRANSIENT, "", ""),
            row(
                    0,
                    399,
                    "",
                    Verdict.NOT_UNDERSTOOD,
                    "",
                    "Check 'url': an answer of this kind does not come from ShipBob's API"));

    private static final Pattern WAIT_IN_WORDS = Pattern.compile("try again in ([0-9]{1,6}) second");
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final Clock clock;

    ShipBobOutcomes(Clock clock) {
        this.clock = clock;
    }

    private static Row row(int from, int to, String says, Verdict verdict, String code, String remedy) {
        return new Row(from, to, Pattern.compile(says, Pattern.CASE_INSENSITIVE), verdict, code, remedy);
    }

    /**
     * Judges an exchange.
     *
     * @param read makes something of the JSON of a 2xx
     */
    <T> Outcome<T> judge(HttpResult result, Function<JsonNode, Outcome<T>> read) {
        if (result instanceof HttpResult.NoAnswer none) {
            return HttpOutcomes.of(none);
        }
        HttpResult.Answer answer = (HttpResult.Answer) result;
        if (!answer.ok()) {
            return refusal(answer);
        }
        Optional<JsonNode> json = json(answer.body());
        Optional<HttpResult.Answer> inside = json.flatMap(body -> refusalInside(answer, body));
        if (inside.isPresent()) {
            return refusal(inside.get());
        }
        return json.isPresent()
                ? read.apply(json.get())
                : new Outcome.Unknown<>("ShipBob answered " + answer.status() + " with something that is no JSON");
    }

    /** Judges an exchange whose success has no body. */
    Outcome<Boolean> judgeEmpty(HttpResult result) {
        if (result instanceof HttpResult.NoAnswer none) {
            return HttpOutcomes.of(none);
        }
        HttpResult.Answer answer = (HttpResult.Answer) result;
        return answer.ok() ? new Outcome.Done<>(true) : refusal(answer);
    }

    /** A refusal whose status stands in its body only, as gateways send it. */
    private static Optional<HttpResult.Answer> refusalInside(HttpResult.Answer answer, JsonNode body) {
        JsonNode status = body.has("statusCode") ? body.path("statusCode") : body.path("status");
        boolean refusal = status.isInt() && status.intValue() >= 400 && status.intValue() <= 599 && !body.has("id");
        return refusal
                ? Optional.of(
                        new HttpResult.Answer(status.intValue(), answer.headers(), answer.body(), answer.latency()))
                : Optional.empty();
    }

    private <T> Outcome<T> refusal(HttpResult.Answer answer) {
        String words = json(answer.body()).map(ShipBobWords::of).orElse("");
        Row row = ROWS.stream()
                .filter(r -> r.applies(answer.status(), words))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no row for status " + answer.status()));
        String said = "ShipBob says " + answer.status() + (words.isEmpty() ? "" : ": " + words);
        return switch (row.verdict()) {
            case THROTTLED -> new Outcome.RetryLater<>(Category.THROTTLED, said, wait(answer, words));
            case TRANSIENT -> new Outcome.RetryLater<>(Category.TRANSIENT, said, wait(answer, words));
            case NOT_ALLOWED -> new Outcome.NotAllowed<>(said, row.remedy());
            case REFUSED -> new Outcome.Refused<>(row.code(), said, row.remedy());
            case NOT_UNDERSTOOD -> new Outcome.NotUnderstood<>(said, row.remedy());
        };
    }

    /** {@code x-retry-after} in seconds; else the standard header, else the sentence of the body. */
    private Optional<Duration> wait(HttpResult.Answer answer, String words) {
        Optional<Duration> own = answer.header("x-retry-after")
                .map(String::strip)
                .filter(v -> v.matches("[0-9]{1,6}"))
                .map(v -> Duration.ofSeconds(Long.parseLong(v)));
        return own.or(() -> HttpOutcomes.retryAfter(answer, clock)).or(() -> {
            Matcher match = WAIT_IN_WORDS.matcher(words.toLowerCase(Locale.ROOT));
            return match.find() ? Optional.of(Duration.ofSeconds(Long.parseLong(match.group(1)))) : Optional.empty();
        });
    }

    /** The body as one whole JSON document; empty for anything else, HTML in front and truncation included. */
    static Optional<JsonNode> json(byte[] body) {
        try {
            JsonNode node = JSON.readTree(body);
            return node == null || node.isMissingNode() ? Optional.empty() : Optional.of(node);
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** JSON as bytes to send. */
    static String text(JsonNode json) {
        return json.toString();
    }
}
