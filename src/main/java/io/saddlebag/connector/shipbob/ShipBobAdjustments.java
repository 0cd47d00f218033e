package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.message.StockAdjustment;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what ShipBob's people counted, found or wrote off: {@code POST /inventory/history:query}, category {@code
 * InventoryAdjusted}. Picks, receipts, restocked returns and moves between centres have categories of their own and are no
 * adjustments, so nothing is guessed from levels (published description of 2026-01). ShipBob takes no adjustments.
 */
final class ShipBobAdjustments {

    private static final String ADJUSTED = "InventoryAdjusted";

    private final ShipBobApi api;

    ShipBobAdjustments(ShipBobApi api) {
        this.api = api;
    }

    /**
     * A page of a centre's history.
     *
     * @param problems rows that cannot be read, as sentences
     * @param newest when the newest row happened, adjustment of ours or not
     * @param next id to go on after, empty at the end
     */
    record Page(
            List<StockAdjustment> adjustments, List<String> problems, Optional<Instant> newest, Optional<Long> next) {}

    Outcome<Page> page(long centre, Instant from, Optional<Long> after) {
        ObjectNode asked = JsonNodeFactory.instance
                .objectNode()
                .put("facility_id", centre)
                .put("event_category", ADJUSTED)
                .put("start_date", from.toString());
        after.ifPresent(id -> asked.put("cursor", id));
        return api.call(api.post("poll-adjustments", "/inventory/history:query", asked), json -> {
            if (!json.path("data").isArray() && !json.path("data").isNull()) {
                return ShipBobApi.odd("a history without data");
            }
            return new Outcome.Done<>(page(json, centre));
        });
    }

    private Page page(JsonNode json, long centre) {
        List<StockAdjustment> adjustments = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        Optional<Instant> newest = Optional.empty();
        Optional<Long> last = Optional.empty();
        for (JsonNode row : json.path("data")) {
            String event = row.path("inventory_audit_event_id").asText("");
            Optional<Instant> at = time(row.path("event_datetime").asText(""));
            if (event.isEmpty() || at.isEmpty()) {
                problems.add("an adjustment at centre " + centre + " has no id or no time");
                continue;
            }
            last = Optional.of(row.path("inventory_audit_event_id").asLong());
            newest = newest.filter(known -> known.isAfter(at.get())).or(() -> at);
            if (row.path("event_category").asText("").equals(ADJUSTED)) {
                read(row, centre, event, at.get(), adjustments, problems);
            }
        }
        Optional<Long> next = last.filter(id -> json.path("next").isTextual());
        return new Page(adjustments, problems, newest, next);
    }

    /** Pieces that only went to another shelf of the centre are no adjustment. */
    private void read(
            JsonNode row,
            long centre,
            String event,
            Instant at,
            List<StockAdjustment> adjustments,
            List<String> problems) {
        long delta = pieces(row.path("increment"), centre) - pieces(row.path("decrement"), centre);
        if (delta == 0) {
            return;
        }
        String sku = sku(row);
        if (sku.isBlank()) {
            problems.add("adjustment " + event + " at centre " + centre + " is of inventory item "
                    + row.path("inventory_id").asText() + ", which has no SKU; the ERP was not adjusted by " + delta);
            return;
        }
        MirrorSettings mirror = api.settings().mirror();
        adjustments.add(StockAdjustment.of(
                "warehouse." + api.settings().warehouse(),
                event,
                String.valueOf(centre),
                mirror.erp().orElse(""),
                mirror.places().getOrDefault(centre, ""),
                sku,
                delta,
                at));
    }

    private static long pieces(JsonNode part, long centre) {
        return part.path("facility_id").asLong() == centre
                ? Math.abs(part.path("quantity_change").asLong())
                : 0;
    }

    private static String sku(JsonNode row) {
        String more = row.path("increment").path("sku").asText("");
        return more.isBlank() ? row.path("decrement").path("sku").asText("") : more;
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(LocalDateTime.parse(text).toInstant(ZoneOffset.UTC));
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }
    }
}
