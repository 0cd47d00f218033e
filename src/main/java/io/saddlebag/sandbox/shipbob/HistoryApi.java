package io.saddlebag.sandbox.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.sandbox.http.SandboxReply;
import io.saddlebag.sandbox.http.SandboxRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/** {@code POST /inventory/history:query}: what changed the units on hand of one centre, the oldest first. */
final class HistoryApi {

    private static final int PAGE = 100;
    private static final Duration RANGE = Duration.ofDays(90);

    private final ShipBobOptions options;
    private final Warehouse warehouse;

    HistoryApi(ShipBobOptions options, Warehouse warehouse) {
        this.options = options;
        this.warehouse = warehouse;
    }

    boolean isAsked(SandboxRequest request, List<String> path) {
        return request.method().equals("POST") && path.equals(List.of("inventory", "history:query"));
    }

    SandboxReply answer(SandboxRequest request) {
        JsonNode asked = Api.body(request);
        if (!asked.path("facility_id").isIntegralNumber()) {
            throw Refusal.field(400, "facility_id", "The facility_id field is required.");
        }
        Instant now = options.clock().instant();
        Instant from = time(asked, "start_date").orElse(now.minus(RANGE));
        Instant to = time(asked, "end_date").orElse(now);
        if (from.isBefore(to.minus(RANGE))) {
            throw Refusal.field(400, "start_date", "The maximum range is 90 days.");
        }
        long after = asked.path("cursor").asLong(0);
        String category = asked.path("event_category").asText("");
        List<Movement> found = warehouse.goods.movements().stream()
                .filter(movement -> movement.id() > after)
                .filter(movement ->
                        movement.centre() == asked.path("facility_id").asInt())
                .filter(movement -> category.isEmpty() || category.equals(movement.category()))
                .filter(movement -> isWanted(asked.path("inventory_ids"), movement))
                .filter(movement ->
                        !movement.at().isBefore(from) && !movement.at().isAfter(to))
                .limit(PAGE + 1)
                .toList();
        List<Movement> page = found.subList(0, Math.min(PAGE, found.size()));
        ObjectNode json = Json.object();
        ArrayNode data = json.putArray("data");
        page.forEach(movement -> data.add(movement.json()));
        json.putNull("first").putNull("last");
        json.put(
                "next",
                found.size() > PAGE
                        ? request.path() + "?cursor=" + page.get(PAGE - 1).id()
                        : null);
        json.putNull("prev");
        return SandboxReply.json(200, json);
    }

    private static boolean isWanted(JsonNode ids, Movement movement) {
        if (ids.isEmpty()) {
            return true;
        }
        for (JsonNode id : ids) {
            if (id.asLong() == movement.product().inventoryId) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Instant> time(JsonNode asked, String name) {
        String text = asked.path(name).asText("");
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException e) {
            throw Refusal.field(400, name, "The value '" + text + "' is not valid for " + name + ".");
        }
    }
}
