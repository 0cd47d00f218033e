package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Writes into one order what the store shall show. Repeatable: the order is read first, only what does not stand yet is
 * written, in one PUT of nothing but status and metadata, and a note is added only where none with its marker stands. A
 * repeat after a crash or a lost answer therefore ends in the same state and sends no second e-mail.
 *
 * <p>WooCommerce knows no conditional write (facts: woocommerce 3): a change of status made by somebody else between our
 * reading and our writing, a few hundred milliseconds, is overwritten. The order is therefore read right before the PUT.
 */
public final class WriteBack {

    private final WooStore store;
    private final WooClient client;

    WriteBack(WooStore store, WooClient client) {
        this.store = store;
        this.client = client;
    }

    /**
     * What was written.
     *
     * @param order the order afterwards, as the store tells it
     * @param wrote what was changed now: {@code status}, {@code metadata}, {@code note}; empty if everything stood already
     * @param kept why the status was left alone, empty if it is as wanted
     */
    public record Written(JsonNode order, List<String> wrote, Optional<String> kept) {}

    /**
     * Brings an order to the wanted state.
     *
     * @return {@link Outcome.AlreadyThere} if nothing had to be written; {@link Outcome.Refused} with code {@code gone} if
     *     the order was deleted
     */
    public Outcome<Written> apply(String orderId, StoreUpdate update) {
        return store.order(orderId).then(found -> {
            if (found instanceof Found.Order order) {
                return write(orderId, order.json(), update);
            }
            if (found instanceof Found.Trashed trashed) {
                return new Outcome.AlreadyThere<>(
                        new Written(trashed.json(), List.of(), Optional.of("the order lies in the trash")));
            }
            return new Outcome.Refused<>(
                    WooOutcomes.GONE,
                    "order " + orderId + " was deleted in the store",
                    "nothing can be shown in it; skip this message");
        });
    }

    private Outcome<Written> write(String orderId, JsonNode order, StoreUpdate update) {
        ObjectNode body = WooBody.JSON.createObjectNode();
        List<String> wrote = new ArrayList<>();
        Optional<String> kept = Optional.empty();
        if (update.status().isPresent()) {
            StoreUpdate.Status status = update.status().get();
            String now = OrderFields.status(order);
            if (!now.equals(status.to()) && status.replaces().contains(now)) {
                body.put("status", status.to());
                wrote.add("status");
            } else if (!now.equals(status.to())) {
                kept = Optional.of("the store has it " + now + ", which " + status.to() + " may not replace");
            }
        }
        ArrayNode meta = new MetaChanges(order).of(update);
        if (!meta.isEmpty()) {
            wrote.add("metadata");
        }
        if (wrote.isEmpty()) {
            return noted(orderId, order, update, wrote, kept);
        }
        if (!update.echo().isEmpty()) {
            new MetaChanges(order).echo(update.echo(), meta);
        }
        if (!meta.isEmpty()) {
            body.set("meta_data", meta);
        }
        Optional<String> reason = kept;
        return client.write("update-order", "PUT", "/wc/v3/orders/" + orderId, body)
                .then(answer -> answer.identified(orderId))
                .then(after -> noted(orderId, after, update, wrote, reason.or(() -> changedAgain(body, after))));
    }

    private static Optional<String> changedAgain(ObjectNode body, JsonNode after) {
        String wanted = OrderFields.text(body, "status");
        String now = OrderFields.status(after);
        return wanted.isEmpty() || wanted.equals(now)
                ? Optional.empty()
                : Optional.of("the store made it " + now + " instead of " + wanted);
    }

    private Outcome<Written> noted(
            String orderId, JsonNode order, StoreUpdate update, List<String> wrote, Optional<String> kept) {
        if (update.note().isEmpty()) {
            return result(order, wrote, kept);
        }
        StoreUpdate.Note note = update.note().get();
        String route = "/wc/v3/orders/" + orderId + "/notes";
        return client.get("list-notes", route).then(WooAnswer::rows).then(notes -> {
            if (notes.stream().anyMatch(other -> says(other, note))) {
                return result(order, wrote, kept);
            }
            ObjectNode body =
                    WooBody.JSON.createObjectNode().put("note", note.text()).put("customer_note", note.forCustomer());
            return client.write("add-note", "POST", route, body)
                    .then(WooAnswer::object)
                    .then(added -> {
                        wrote.add("note");
                        return result(order, wrote, kept);
                    });
        });
    }

    private static boolean says(JsonNode other, StoreUpdate.Note note) {
        Pattern whole = Pattern.compile("(?<![A-Za-z0-9])" + Pattern.quote(note.marker()) + "(?![A-Za-z0-9])");
        return other.path("customer_note").asBoolean() == note.forCustomer()
                && whole.matcher(OrderFields.text(other, "note")).find();
    }

    private static Outcome<Written> result(JsonNode order, List<String> wrote, Optional<String> kept) {
        Written written = new Written(order, List.copyOf(wrote), kept);
        return wrote.isEmpty() ? new Outcome.AlreadyThere<>(written) : new Outcome.Done<>(written);
    }
}
