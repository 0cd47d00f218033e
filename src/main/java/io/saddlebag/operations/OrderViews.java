package io.saddlebag.operations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.personal.Contacts;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Orders as the API shows them: no payloads, the e-mail masked. */
public final class OrderViews {

    private final Ledger ledger;

    /** Reads from this ledger. */
    public OrderViews(Ledger ledger) {
        this.ledger = ledger;
    }

    /** One row. */
    public ObjectNode row(OrderRow row) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("store", row.key().store())
                .put("id", row.key().id())
                .put("number", row.number())
                .put("state", word(row.parked() > 0 ? "parked" : row.state().name()))
                .put("lifecycle", word(row.state().name()))
                .put("parked", row.parked())
                .put("storeStatus", row.storeStatus())
                .put("total", row.total())
                .put("currency", row.currency())
                .put("email", mask(row.email()))
                .put("erp", row.erp().orElse(null))
                .put("erpNumber", row.erpNumber().orElse(null))
                .put("invoiceNumber", row.invoiceNumber().orElse(null))
                .put("invoiceState", row.invoiceState())
                .put("placedAt", row.placedAt().toString())
                .put("seenAt", row.seenAt().toString())
                .put("dueAt", row.dueAt().map(Instant::toString).orElse(null))
                .put("changedAt", row.changedAt().toString());
        return json;
    }

    /** One order with its trace, references, shipments and parked messages; empty if it is unknown. */
    public Optional<ObjectNode> whole(OrderKey key) {
        return ledger.order(key).map(row -> {
            ObjectNode json = row(row);
            ArrayNode events = json.putArray("events");
            ledger.trace(key).forEach(event -> events.addObject()
                    .put("at", event.at().toString())
                    .put("lastAt", event.lastAt().toString())
                    .put("step", event.step())
                    .put("system", event.system())
                    .put("outcome", event.outcome())
                    .put("attempts", event.attempts())
                    .put("latencyMs", event.latency().toMillis())
                    .put("externalId", event.externalId())
                    .put("detail", event.detail()));
            ArrayNode references = json.putArray("references");
            ledger.references(key).forEach(reference -> references
                    .addObject()
                    .put("system", reference.system())
                    .put("kind", reference.kind())
                    .put("id", reference.externalId()));
            ArrayNode shipments = json.putArray("shipments");
            ledger.shipments(key).forEach(shipment -> shipments
                    .addObject()
                    .put("key", shipment.external())
                    .put("warehouse", shipment.warehouse())
                    .put("status", shipment.status())
                    .put("changedAt", shipment.changedAt().toString())
                    .put("postedToErp", shipment.postedToErp())
                    .put("shownInStore", shipment.shownInStore()));
            ArrayNode parked = json.putArray("parkedMessages");
            ledger.parked(Optional.of(key), 100).forEach(message -> parked.addObject()
                    .put("id", message.id())
                    .put("step", message.step())
                    .put("category", message.category())
                    .put("code", message.code())
                    .put("cause", message.cause())
                    .put("remedy", message.remedy())
                    .put("attempts", message.attempts())
                    .put("parkedAt", message.parkedAt().toString()));
            return json;
        });
    }

    /** {@code a***@example.com}. */
    public static String mask(String email) {
        return Contacts.mail(email);
    }

    static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
