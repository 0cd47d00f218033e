package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parked messages replayed and skipped through the API of a running daemon. */
class ReplayTest extends ParkedProblems {

    @Test
    void p40AMessageIsReplayedWhenItsCauseIsGone() {
        long id = parkedOrder("REPLAYED-1");
        String message = message(id);
        assertThat(call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}")
                        .statusCode())
                .isEqualTo(202);
        eventually(() -> assertThat(parked(message).parked().attempts()).isEqualTo(2));
        assertThat(parked(message).parked().open()).as("nothing was mended").isTrue();

        stock(running.partners(), "REPLAYED-1");
        assertThat(call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}")
                        .statusCode())
                .isEqualTo(202);

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        JsonNode shown = json(call("GET", "/api/v1/parked/" + message, ""));
        assertThat(shown.path("open").asBoolean()).isFalse();
        assertThat(shown.path("history").findValuesAsText("action"))
                .containsExactly("parked", "replayed", "sent", "parked", "replayed", "sent");
        assertThat(shown.path("history").findValuesAsText("by")).contains("ann", "saddlebag");
        assertThat(running.ledger().trace(key(id)))
                .anyMatch(event -> event.step().equals("replay"));
        assertThat(call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void aSkippedOrderIsNotPostedUntilTheStoreChangesIt() {
        long id = parkedOrder("SKIPPED-1");
        String message = message(id);
        assertThat(call("POST", "/api/v1/parked/" + message + "/skip", "{\"by\":\"ann\"}")
                        .statusCode())
                .as("without a reason")
                .isEqualTo(422);

        HttpResponse<String> answer =
                call("POST", "/api/v1/parked/" + message + "/skip", "{\"by\":\"ann\",\"reason\":\"a test order\"}");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.IGNORED);
        assertThat(parkedCodes(QuietStore.NAME, id)).isEmpty();
        assertThat(running.ledger().trace(key(id)))
                .anyMatch(event -> event.detail().contains("a test order"));

        stock(running.partners(), "SKIPPED-1");
        quiet.edit(id, order -> order.put("customer_note", "please"));
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void aParkedOrderThatIsCancelledInTheStoreWaitsForNobodyAndItsTraceTellsAll() {
        long id = parkedOrder("CANCELLED-1");
        String message = message(id);

        quiet.edit(id, order -> order.put("status", "cancelled"));

        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.CANCELLED));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).isEmpty());
        assertThat(parked(message).parked().closedBecause()).contains("the store took the order back");
        assertThat(running.ledger().trace(key(id)))
                .filteredOn(event -> event.step().equals("parked"))
                .singleElement()
                .satisfies(event -> assertThat(event.detail()).startsWith("unknown-sku at order.to-erp.odoo: "));
    }

    @Test
    void aMessageThatWaitedAndIsParkedThenIsNotSaidToWaitStill() {
        running.partners().odoo().faults().add(Fault.of(Fault.Kind.DOWN));
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", "WAITED-1"));
        eventually(() -> assertThat(running.ledger().trace(key(id)))
                .anyMatch(event -> event.step().equals("wait")));

        running.partners().odoo().faults().clear();

        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));
        assertThat(running.ledger().trace(key(id)))
                .filteredOn(event -> event.step().equals("wait"))
                .noneMatch(event -> event.detail().contains("WAITED-1"));
    }

    @Test
    void whatOnlyTellsAPersonIsNotClosedByAReplay() {
        long id = quiet.place(order -> {});
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        quiet.edit(id, order -> order.put("status", "cancelled"));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("cancelled-after-posting"));

        HttpResponse<String> one = call("POST", "/api/v1/parked/" + message(id) + "/replay", "{\"by\":\"ann\"}");
        HttpResponse<String> all =
                call("POST", "/api/v1/parked/replay", "{\"by\":\"ann\",\"order\":\"quiet:" + id + "\"}");

        assertThat(one.statusCode()).isEqualTo(422);
        assertThat(json(one).path("message").asText()).contains("nothing to try again");
        assertThat(json(all).path("messages").asInt()).isZero();
        assertThat(json(all).path("leftOut").asInt()).isOne();
        assertThat(json(all).path("notReplayed").get(0).path("why").asText()).contains("nothing to try again");
        assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("cancelled-after-posting");
    }

    @Test
    void nothingIsReplayedWhereNothingWouldSendIt() throws Exception {
        long id = parkedOrder("UNSENT-1");
        String message = message(id);
        running.daemon().camel().getRouteController().stopRoute("replay-parked-messages");
        try {
            HttpResponse<String> answer = call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");

            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(json(answer).path("message").asText()).contains("replay-parked-messages", "init");
            assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku");
        } finally {
            running.daemon().camel().getRouteController().startRoute("replay-parked-messages");
        }
    }

    @Test
    void p40AllThatFitAreReplayedOnceEachAtAPace() {
        List<Long> ids = List.of(parkedOrder("BULK-1"), parkedOrder("BULK-1"), parkedOrder("BULK-1"));
        stock(running.partners(), "BULK-1");
        assertThat(call("POST", "/api/v1/parked/replay", "{\"by\":\"ann\"}").statusCode())
                .as("without a filter")
                .isEqualTo(400);

        HttpResponse<String> answer = call(
                "POST",
                "/api/v1/parked/replay",
                "{\"by\":\"ann\",\"code\":\"unknown-sku\",\"step\":\"order.to-erp\",\"perSecond\":2}");

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(json(answer).path("messages").asInt()).isGreaterThanOrEqualTo(3);
        eventually(() -> assertThat(ids)
                .allSatisfy(id -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED)));
        ids.forEach(id -> assertThat(running.partners().odoo().orders())
                .filteredOn(order -> order.clientOrderRef().equals(String.valueOf(id)))
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    GET  | /api/v1/parked/unknown           | `` | 404
                    POST | /api/v1/parked/unknown/replay    | {"by":"ann"} | 404
                    POST | /api/v1/parked/unknown/replay    | {} | 400
                    POST | /api/v1/parked/unknown/replay    | {"by": | 400
                    PUT  | /api/v1/parked/unknown/document  | {} | 400
                    GET  | /api/v1/parked?order=nonsense    | `` | 400
                    GET  | /api/v1/parked?open=perhaps      | `` | 400
                    GET  | /api/v1/parked?before=yesterday  | `` | 400
                    GET  | /api/v1/parked?code=foo          | `` | 400
                    GET  | /api/v1/parked?category=nonsense | `` | 400
                    POST | /api/v1/parked/replay            | {"by":"ann","code":"unknown-sk"} | 400
                    POST | /api/v1/parked                   | {} | 405
                    GET  | /api/v1/parked/unknown/skip      | `` | 405
                    POST | /api/v1/parked/replay            | {"by":"ann","all":true,"perSecond":0} | 400
                    """)
    void answersWrongCallsInWords(String method, String path, String body, int status) {
        HttpResponse<String> answer = call(method, path, body);

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(json(answer).path("message").asText()).isNotBlank();
    }
}
