package io.saddlebag.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.contract.Documents;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.order.OrderKey;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;

/** A running daemon with an order that is parked because the ERP lacks its product, and the API to decide about it. */
abstract class ParkedProblems extends FieldProblems {

    long parkedOrder(String sku) {
        long id =
                quiet.place(order -> ((ObjectNode) order.withArray("line_items").get(0)).put("sku", sku));
        eventually(() -> assertThat(parkedCodes(QuietStore.NAME, id)).containsExactly("unknown-sku"));
        return id;
    }

    String message(long id) {
        return running.ledger().parked(Optional.of(key(id)), 10).get(0).id();
    }

    Message parked(String message) {
        return running.ledger().parkedMessages().find(message).orElseThrow();
    }

    static OrderKey key(long id) {
        return new OrderKey(QuietStore.NAME, String.valueOf(id));
    }

    static JsonNode json(HttpResponse<String> answer) {
        return Documents.parse(answer.body());
    }

    HttpResponse<String> call(String method, String path, String body) {
        return running.call(method, path, body);
    }

    List<Ledger.Event> events(long id, String step) {
        return running.ledger().trace(key(id)).stream()
                .filter(event -> event.step().equals(step))
                .toList();
    }
}
