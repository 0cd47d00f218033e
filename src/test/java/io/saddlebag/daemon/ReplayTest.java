package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.sandbox.http.Fault;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parked messages edited, replayed and skipped through the API of a running daemon. */
class ReplayTest extends FieldProblems {

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
    void p40AnEditedOrderIsPostedAsItWasEdited() {
        long id = parkedOrder("EDITED-1");
        String message = message(id);
        ObjectNode document = (ObjectNode) Documents.parse(parked(message).document());
        ((ObjectNode) document.path("lines").get(0)).put("sku", "BULK-030");

        HttpResponse<String> edited =
                call("PUT", "/api/v1/parked/" + message + "/document?by=ann", Documents.text(document));
        call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");

        assertThat(edited.statusCode()).isEqualTo(200);
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
        assertThat(running.partners().odoo().orders())
                .filteredOn(order -> order.clientOrderRef().equals(String.valueOf(id)))
                .singleElement()
                .satisfies(order ->
                        assertThat(order.lines()).anyMatch(line -> line.sku().equals("BULK-030")));
        assertThat(parked(message).parked().payload()).contains("EDITED-1");
    }

    @Test
    void p40AnEditStaysInForceUntilTheStoreChangesTheOrder() {
        long id = parkedOrder("FORCE-1");
        String message = message(id);
        edit(message, document -> {
            ((ObjectNode) document.path("lines").get(0)).put("sku", "BULK-030");
            document.put("total", "1.00");
        });
        call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("totals-differ"));
        assertThat(parked(message).parked().remedy())
                .contains("It was edited, so it is not tried by itself", "--original");
        assertThat(events(id, "parked"))
                .as("another cause is another line")
                .extracting(event -> event.detail().split(" ")[0])
                .containsExactly("unknown-sku", "totals-differ");
        stock(running.partners(), "FORCE-1");

        quiet.edit(id, order -> {}); // saved again: without the edit it would be posted now

        eventually(() -> assertThat(events(id, "edit"))
                .anyMatch(event -> event.detail().startsWith("the edit of ann stays in force")));
        running.ledger().parkedMessages().find(message).ifPresent(m -> assertThat(
                        m.parked().open())
                .isTrue());
        assertThat(inOdoo(QuietStore.NAME, id))
                .allSatisfy(order -> assertThat(order.state()).isEqualTo("draft"));
        call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");
        eventually(() -> assertThat(parked(message).parked().attempts()).isEqualTo(3));
        assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.CAPTURED);

        quiet.edit(id, order -> order.put("customer_note", "please"));

        eventually(() -> assertThat(parked(message).parked().closedBecause()).hasValueSatisfying(why -> assertThat(why)
                .startsWith("the edit of ann was discarded: the store's newer version")));
        assertThat(parked(message).history()).last().satisfies(remark -> assertThat(remark.detail())
                .startsWith("the edit of ann was discarded"));
        assertThat(events(id, "edit"))
                .anyMatch(event -> event.detail().startsWith("the edit of ann was discarded: the store's newer"));
    }

    @Test
    void p40AnEditThatIsTakenBackLetsTheOrderBeTriedByItself() {
        long id = parkedOrder("BACK-1");
        String message = message(id);
        String before = parked(message).parked().remedy();
        edit(message, document -> ((ObjectNode) document.path("lines").get(0)).put("sku", "BACK-2"));
        assertThat(parked(message).parked().remedy()).isNotEqualTo(before);

        call(
                "PUT",
                "/api/v1/parked/" + message + "/document?by=ann",
                parked(message).parked().payload());

        assertThat(parked(message).edited()).isEmpty();
        assertThat(parked(message).parked().remedy()).isEqualTo(before);
        assertThat(parked(message).history())
                .extracting(remark -> remark.detail())
                .contains("/lines/0/sku", "as the original again");
        stock(running.partners(), "BACK-1");
        quiet.edit(id, order -> {});
        eventually(() -> assertThat(state(QuietStore.NAME, id)).isEqualTo(OrderState.COMPLETED));
    }

    @Test
    void p40AnEditedEventOfTheStoreIsNotUndoneByTheStoresUnchangedOrder() {
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", ""));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("no-sku"));
        String message = message(id);
        edit(message, document -> ((ObjectNode) document.path("line_items").get(0)).put("sku", "EVENT-1"));
        call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));

        quiet.edit(id, order -> {});
        stock(running.partners(), "EVENT-1");
        call("POST", "/api/v1/parked/" + message(id) + "/replay", "{\"by\":\"ann\"}");

        eventually(() -> assertThat(inOdoo(QuietStore.NAME, id)).hasSize(1));
        assertThat(events(id, "edit"))
                .anyMatch(event -> event.detail().startsWith("the edited message takes the place"));
    }

    private void edit(String message, Consumer<ObjectNode> changes) {
        ObjectNode document = (ObjectNode) Documents.parse(parked(message).document());
        changes.accept(document);
        assertThat(call("PUT", "/api/v1/parked/" + message + "/document?by=ann", Documents.text(document))
                        .statusCode())
                .isEqualTo(200);
    }

    private List<Ledger.Event> events(long id, String step) {
        return running.ledger().trace(key(id)).stream()
                .filter(event -> event.step().equals(step))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    {"contract":"order.v1"}   | is missing
                    [1]                       | no JSON object
                    {"a":                     | no JSON
                    """)
    void refusesAnEditThatIsNotOfTheContract(String document, String why) {
        long id = parkedOrder("REFUSED-" + Math.abs(document.hashCode()));
        String message = message(id);

        HttpResponse<String> answer = call("PUT", "/api/v1/parked/" + message + "/document?by=ann", document);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).path("violations").size()).isPositive();
        assertThat(answer.body()).doesNotContain("is missing (found");
        assertThat(json(answer).path("message").asText()).contains(why);
        assertThat(parked(message).edited()).isEmpty();
    }

    @Test
    void refusesAnEditAboutAnotherOrder() {
        long id = parkedOrder("OTHER-1");
        String message = message(id);
        ObjectNode document = (ObjectNode) Documents.parse(parked(message).document());
        document.put("id", "99999");

        HttpResponse<String> answer =
                call("PUT", "/api/v1/parked/" + message + "/document?by=ann", Documents.text(document));

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("about quiet:99999");
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

    private long parkedOrder(String sku) {
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", sku));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));
        return id;
    }

    private String message(long id) {
        return running.ledger().parked(Optional.of(key(id)), 10).get(0).id();
    }

    private Message parked(String message) {
        return running.ledger().parkedMessages().find(message).orElseThrow();
    }

    private static OrderKey key(long id) {
        return new OrderKey(QuietStore.NAME, String.valueOf(id));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Documents.parse(answer.body());
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return running.call(method, path, body);
    }
}
