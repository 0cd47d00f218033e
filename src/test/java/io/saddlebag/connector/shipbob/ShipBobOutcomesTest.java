package io.saddlebag.connector.shipbob;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ShipBobOutcomesTest {

    private final ShipBobOutcomes outcomes =
            new ShipBobOutcomes(Clock.fixed(Instant.parse("2026-11-24T06:00:00Z"), ZoneOffset.UTC));

    /** The reviewed table: status, body, outcome, code or category. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
        200 | {"id":1}                                                        | Done          |
        201 | []                                                              | Done          |
        200 |                                                                 | Unknown       |
        200 | <br /><b>Warning</b> {"id":1}                                   | Unknown       |
        200 | {"id":1                                                         | Unknown       |
        200 | {"id":1} {"id":2}                                               | Unknown       |
        301 | <html>                                                          | NotUnderstood |
        400 | {"recipient.address.city":["The city field is required."]}      | Refused       | invalid
        401 |                                                                 | NotAllowed    |
        403 | {"statusCode":403,"message":"no scope orders_write"}            | NotAllowed    |
        404 | {"statusCode":404,"message":"Resource not found"}               | Refused       | not-found
        408 |                                                                 | RetryLater    | TRANSIENT
        409 | {"message":"conflict"}                                          | Refused       | unprocessable
        418 | <html>teapot</html>                                             | Refused       | refused
        422 | {"reference_id":["Order with this reference id already exists"]} | Refused      | duplicate-reference
        422 | {"":["Cannot insert order with existing ReferenceId"]}          | Refused       | duplicate-reference
        422 | {"":["Duplicate Reference Id: main_order_7"]}                   | Refused       | duplicate-reference
        422 | {"products":["The quantity must be positive"]}                  | Refused       | unprocessable
        422 | <html>                                                          | Refused       | unprocessable
        429 | {"statusCode":429,"message":"Rate limit is exceeded. Try again in 25 seconds."} | RetryLater | THROTTLED
        403 | {"message":"Rate limit is exceeded."}                           | RetryLater    | THROTTLED
        503 | {"message":"Too many requests"}                                 | RetryLater    | THROTTLED
        500 | {"$type":"x","title":"Server Error"}                            | RetryLater    | TRANSIENT
        502 | <html>Bad Gateway</html>                                        | RetryLater    | TRANSIENT
        599 |                                                                 | RetryLater    | TRANSIENT
        """)
    void judgesEveryKindOfAnswer(int status, String body, String outcome, String more) {
        Outcome<JsonNode> judged = judge(status, body == null ? "" : body, Map.of());

        assertThat(judged.getClass().getSimpleName()).isEqualTo(outcome);
        if (judged instanceof Outcome.Refused<JsonNode> refused) {
            assertThat(refused.code()).isEqualTo(more);
            assertThat(refused.remedy()).isNotEmpty();
        }
        if (judged instanceof Outcome.RetryLater<JsonNode> later) {
            assertThat(later.category()).isEqualTo(Category.valueOf(more));
        }
    }

    @Test
    void namesTheFieldThatIsWrong() {
        Outcome<JsonNode> judged = judge(
                400,
                "{\"recipient.address.zip_code\":[\"is required\"],\"type\":[\"is unknown\",\"again\"]}",
                Map.of());

        assertThat(((Outcome.Refused<JsonNode>) judged).reason())
                .isEqualTo("ShipBob says 400: recipient.address.zip_code: is required; type: is unknown; type: again");
    }

    @Test
    void waitsAsLongAsShipBobAsks() {
        String words = "{\"statusCode\":429,\"message\":\"Rate limit is exceeded. Try again in 25 seconds.\"}";

        assertThat(waitOf(429, words, Map.of("x-retry-after", "7"))).contains(Duration.ofSeconds(7));
        assertThat(waitOf(429, words, Map.of("retry-after", "9"))).contains(Duration.ofSeconds(9));
        assertThat(waitOf(503, "", Map.of("retry-after", "Tue, 24 Nov 2026 06:00:30 GMT")))
                .contains(Duration.ofSeconds(30));
        assertThat(waitOf(429, words, Map.of("x-retry-after", "soon"))).contains(Duration.ofSeconds(25));
        assertThat(waitOf(429, "", Map.of())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "7",
                "\"text\"",
                "[]",
                "[1,null]",
                "{}",
                "{\"errors\":null}",
                "{\"message\":{}}",
                "{\"a\":[{}]}",
                "\u0000"
            })
    void survivesOddBodiesOfRefusals(String body) {
        assertThat(judge(422, body, Map.of())).isInstanceOf(Outcome.Refused.class);
    }

    @Test
    void cutsLongWordsShort() {
        Outcome<JsonNode> judged = judge(422, "{\"a\":[\"" + "x".repeat(100_000) + "\"]}", Map.of());

        assertThat(((Outcome.Refused<JsonNode>) judged).reason().length()).isLessThan(500);
    }

    @Test
    void doesNotKnowWhatBecameOfATimedOutCall() {
        Outcome<JsonNode> lost = outcomes.judge(
                new HttpResult.NoAnswer(HttpResult.Kind.TIMED_OUT, "no answer", Duration.ZERO), Outcome.Done::new);
        Outcome<JsonNode> down = outcomes.judge(
                new HttpResult.NoAnswer(HttpResult.Kind.NOT_CONNECTED, "refused", Duration.ZERO), Outcome.Done::new);

        assertThat(lost).isInstanceOf(Outcome.Unknown.class);
        assertThat(down).isInstanceOf(Outcome.RetryLater.class);
    }

    private Optional<Duration> waitOf(int status, String body, Map<String, String> headers) {
        return ((Outcome.RetryLater<JsonNode>) judge(status, body, headers)).after();
    }

    private Outcome<JsonNode> judge(int status, String body, Map<String, String> headers) {
        return outcomes.judge(
                new HttpResult.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO),
                Outcome.Done::new);
    }
}
