package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OdooOutcomesTest {

    private final OdooOutcomes outcomes = new OdooOutcomes(Clock.systemUTC());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            200 | <html>maintenance</html>                     | unknown
            200 | {"jsonrpc":"2.0","id":1,"resu                | unknown
            200 | ''                                           | unknown
            200 | {"ok":true}                                  | notunderstood
            200 | [1,2]                                        | notunderstood
            200 | null                                         | notunderstood
            200 | {"jsonrpc":"2.0","id":1}                     | done
            200 | {"jsonrpc":"2.0","result":null}              | done
            200 | {"jsonrpc":"2.0","error":{"code":100,"message":"Odoo Session Expired"}}                      | retrylater
            200 | {"jsonrpc":"2.0","error":{"code":7,"message":"?"}}                                           | notunderstood
            200 | {"jsonrpc":"2.0","error":{"code":200,"data":{"name":"psycopg2.errors.SerializationFailure","message":"x"}}} | conflict
            200 | {"jsonrpc":"2.0","error":{"code":200,"data":{"name":"psycopg2.OperationalError","message":"server closed the connection unexpectedly"}}} | retrylater
            200 | {"jsonrpc":"2.0","error":{"code":200,"data":{"name":"psycopg2.errors.UniqueViolation","message":"duplicate key value violates unique constraint"}}} | conflict
            200 | {"jsonrpc":"2.0","error":{"code":200,"data":{"name":"builtins.KeyError","message":"'erp'"}}} | notunderstood
            200 | {"jsonrpc":"2.0","error":{"code":200,"data":{"name":7,"message":null}}}                      | notunderstood
            301 | moved                                        | notunderstood
            400 | Invalid JSON data                            | notunderstood
            401 | <html>proxy</html>                           | notallowed
            403 | <html>proxy</html>                           | notallowed
            404 | <html>not found</html>                       | notunderstood
            409 | <html>?</html>                               | refused http
            413 | <html>too large</html>                       | notunderstood
            429 | <html>slow down</html>                       | retrylater
            500 | <html>oops</html>                            | retrylater
            502 | <html>bad gateway</html>                     | retrylater
            503 | {"some":"json"}                              | retrylater
            504 | ''                                           | retrylater
            """)
    void judgesWhatStandsBetweenUsAndOdoo(int status, String body, String expected) {
        Judged judged = outcomes.judge(Dialect.JSON_RPC, "read", answer(status, body, Map.of()));

        assertThat(OdooFixturesTest.word(judged)).isEqualTo(expected);
    }

    @Test
    void p39WaitsAsLongAsRetryAfterSays() {
        Judged judged = outcomes.judge(Dialect.JSON_2, "read", answer(429, "{}", Map.of("retry-after", "17")));

        assertThat(judged.outcome()).isInstanceOfSatisfying(Outcome.RetryLater.class, later -> {
            assertThat(later.category()).isEqualTo(Category.THROTTLED);
            assertThat(later.after()).isEqualTo(Optional.of(Duration.ofSeconds(17)));
        });
    }

    @Test
    void namesTheGroupsThatHaveTheMissingRight() {
        String message =
                "You are not allowed to create 'Sales Order' (sale.order) records.\\n\\nThis operation is allowed for"
                        + " the following groups:\\n\\t- Sales/Administrator\\n\\t- Sales/User\\n\\nContact your administrator";
        String body = "{\"name\":\"odoo.exceptions.AccessError\",\"message\":\"" + message + "\"}";

        Outcome<JsonNode> outcome = outcomes.judge(Dialect.JSON_2, "create", answer(403, body, Map.of()))
                .outcome();

        assertThat(outcome).isInstanceOfSatisfying(Outcome.NotAllowed.class, denied -> assertThat(denied.remedy())
                .contains("Sales/Administrator or Sales/User"));
    }

    @Test
    void knowsTheRecordThatSpoiltABatchAndAConflictInsideALoad() {
        Judged bad = outcomes.judge(
                Dialect.JSON_2,
                "load",
                answer(200, "{\"ids\":false,\"messages\":[{\"record\":3,\"message\":\"No\"}]}", Map.of()));
        Judged conflict = outcomes.judge(
                Dialect.JSON_2,
                "load",
                answer(
                        200,
                        "{\"ids\":false,\"messages\":[{\"record\":0,\"message\":\"could not serialize access due to concurrent update\\n\"}]}",
                        Map.of()));
        Judged empty = outcomes.judge(Dialect.JSON_2, "load", answer(200, "{\"ids\":false}", Map.of()));

        assertThat(bad.records()).containsExactly(3);
        assertThat(conflict.conflict()).isTrue();
        assertThat(empty.outcome()).isInstanceOf(Outcome.NotUnderstood.class);
    }

    private static HttpResult answer(int status, String body, Map<String, String> headers) {
        return new HttpResult.Answer(status, headers, body.getBytes(StandardCharsets.UTF_8), Duration.ZERO);
    }
}
