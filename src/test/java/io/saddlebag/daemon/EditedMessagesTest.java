package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.message.Headers;
import io.saddlebag.order.OrderState;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parked messages edited through the API of a running daemon. */
class EditedMessagesTest extends ParkedProblems {

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

    /** Both guards: the store's event is not sent on, and an order that is on its way already is not posted. */
    @Test
    void p40AnEditIsNotOvertakenByTheStoresOwnOrderThoughThatCouldBePostedNow() {
        long id = parkedOrder("FIRST-1");
        String message = message(id);
        String original = parked(message).parked().payload();
        edit(message, document -> ((ObjectNode) document.path("lines").get(0)).put("sku", "SECOND-1"));
        call("POST", "/api/v1/parked/" + message + "/replay", "{\"by\":\"ann\"}");
        eventually(() -> assertThat(parked(message).parked().cause()).contains("SECOND-1"));
        stock(running.partners(), "FIRST-1");

        quiet.edit(id, order -> {});
        eventually(() -> assertThat(kept(id)).containsExactly(1));
        running.daemon()
                .camel()
                .createProducerTemplate()
                .sendBodyAndHeaders(
                        "activemq-intake:order.to-erp.odoo",
                        original.getBytes(StandardCharsets.UTF_8),
                        Map.of(Headers.ORDER, key(id).toString(), Headers.GROUP, key(id).toString()));

        eventually(() -> assertThat(kept(id)).containsExactly(2));
        assertThat(inOdoo(QuietStore.NAME, id)).isEmpty();
        assertThat(parked(message).parked().open()).isTrue();
    }

    private List<Integer> kept(long id) {
        return events(id, "edit").stream()
                .filter(event -> event.detail().contains("stays in force"))
                .map(Ledger.Event::attempts)
                .toList();
    }
}
