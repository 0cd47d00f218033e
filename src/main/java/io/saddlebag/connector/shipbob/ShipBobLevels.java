package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.Outcome;
import io.saddlebag.message.LevelReport.Incoming;
import io.saddlebag.message.LevelReport.Level;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what lies in ShipBob's centres: {@code GET /inventory-level/locations}, page by page, beside {@code GET
 * /inventory-level} for what waits in orders ShipBob has no stock for (it says so of all centres together), and the open
 * receiving orders. There is no way to ask for changes, and no webhook topic for stock (published description of 2026-01).
 */
final class ShipBobLevels {

    private static final int PAGE = 250;
    private static final int MOST_RECEIPTS = 100;
    private static final String LEVELS = "/inventory-level/locations";
    private static final String TOTALS = "/inventory-level";
    private static final Set<String> OPEN = Set.of(
            "awaiting",
            "processing",
            "arrived",
            "partiallyarrived",
            "partiallyarrivedathub",
            "arrivedathub",
            "processingathub",
            "internaltransfer");

    private final ShipBobApi api;

    ShipBobLevels(ShipBobApi api) {
        this.api = api;
    }

    /** Pieces on their way, by inventory and centre. */
    record Receipts(Map<Long, Map<Long, List<Incoming>>> byInventory) {

        List<Incoming> of(long inventory, long centre) {
            return byInventory.getOrDefault(inventory, Map.of()).getOrDefault(centre, List.of());
        }
    }

    /** The open receiving orders with what is still to come of them. */
    Outcome<Receipts> receipts() {
        Receipts found = new Receipts(new HashMap<>());
        for (int page = 1; page <= MOST_RECEIPTS; page++) {
            HttpCall call = api.get("poll-receipts", "/receiving")
                    .with("Page", Integer.toString(page))
                    .with("Limit", Integer.toString(PAGE));
            Outcome<Integer> read = api.call(call, rows -> {
                if (!rows.isArray()) {
                    return ShipBobApi.odd("no list of receiving orders");
                }
                rows.forEach(row -> add(found, row));
                return new Outcome.Done<>(rows.size());
            });
            if (!(read instanceof Outcome.Done<Integer> done)) {
                return read.map(any -> found);
            }
            if (done.value() < Math.min(PAGE, 50)) {
                return new Outcome.Done<>(found);
            }
        }
        return new Outcome.Done<>(found);
    }

    private static void add(Receipts found, JsonNode order) {
        if (!OPEN.contains(order.path("status").asText("").toLowerCase(Locale.ROOT))) {
            return;
        }
        long centre = order.path("fulfillment_center").path("id").asLong();
        Optional<Instant> expected = time(order.path("expected_arrival_date").asText(""));
        for (JsonNode line : order.path("inventory_quantities")) {
            long pieces = line.path("expected_quantity").asLong()
                    - Math.max(
                            line.path("received_quantity").asLong(),
                            line.path("stowed_quantity").asLong());
            if (pieces > 0 && expected.isPresent()) {
                found.byInventory()
                        .computeIfAbsent(line.path("inventory_id").asLong(), id -> new HashMap<>())
                        .computeIfAbsent(centre, id -> new ArrayList<>())
                        .add(new Incoming(
                                pieces, expected.get(), order.path("id").asText()));
            }
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException withoutOffset) {
            try {
                return Optional.of(Instant.parse(text + "Z"));
            } catch (DateTimeException notATime) {
                return Optional.empty();
            }
        }
    }

    /**
     * A page of levels.
     *
     * @param cursor {@link ShipBobLevelPage#next()} of the page before, empty at the first
     */
    Outcome<ShipBobLevelPage> page(String cursor, Receipts receipts, Instant at) {
        HttpCall call = api.get("poll-levels", LEVELS).with("PageSize", Integer.toString(PAGE));
        for (Map.Entry<String, String> parameter : query(cursor).entrySet()) {
            call = call.with(parameter.getKey(), parameter.getValue());
        }
        return api.call(call, json -> {
            if (!json.path("items").isArray()) {
                return ShipBobApi.odd("a list of levels without items");
            }
            return waiting(json.path("items")).map(waiting -> page(json, waiting, receipts, at));
        });
    }

    /** What orders wait for that cannot be sent, of the page's items. */
    private Outcome<Map<Long, Long>> waiting(JsonNode items) {
        Map<Long, Long> found = new HashMap<>();
        if (items.isEmpty()) {
            return new Outcome.Done<>(found);
        }
        StringBuilder ids = new StringBuilder();
        items.forEach(item -> ids.append(ids.isEmpty() ? "" : ",")
                .append(item.path("inventory_id").asText()));
        HttpCall call = api.get("poll-levels", TOTALS)
                .with("PageSize", Integer.toString(PAGE))
                .with("InventoryIds", ids.toString());
        return api.call(call, json -> {
            json.path("items")
                    .forEach(item -> found.put(
                            item.path("inventory_id").asLong(),
                            item.path("total_backordered_quantity").asLong()));
            return new Outcome.Done<>(found);
        });
    }

    private static ShipBobLevelPage page(JsonNode json, Map<Long, Long> waiting, Receipts receipts, Instant at) {
        List<Level> levels = new ArrayList<>();
        int without = 0;
        for (JsonNode item : json.path("items")) {
            String sku = item.path("sku").asText("");
            if (sku.isBlank()) {
                without++;
            } else {
                long inventory = item.path("inventory_id").asLong();
                add(levels, item, sku, waiting.getOrDefault(inventory, 0L), receipts, at);
            }
        }
        String next = json.path("next").asText("");
        boolean more = json.path("next").isTextual()
                && !next.isBlank()
                && !json.path("items").isEmpty();
        return new ShipBobLevelPage(levels, without, more ? next : "", more);
    }

    /** What waits for stock is promised too; it is counted at the centre that has most to give. */
    private static void add(
            List<Level> levels, JsonNode item, String sku, long waiting, Receipts receipts, Instant at) {
        long most = Long.MIN_VALUE;
        int chosen = -1;
        for (int i = 0; i < item.path("locations").size(); i++) {
            long fulfillable =
                    item.path("locations").path(i).path("fulfillable_quantity").asLong();
            if (fulfillable > most) {
                most = fulfillable;
                chosen = i;
            }
        }
        for (int i = 0; i < item.path("locations").size(); i++) {
            JsonNode place = item.path("locations").path(i);
            long onHand = place.path("on_hand_quantity").asLong();
            long committed = place.path("committed_quantity").asLong();
            // What is neither promised nor fulfillable is damaged, lost, or on its way between centres.
            long held = Math.max(
                    0, onHand - committed - place.path("fulfillable_quantity").asLong());
            levels.add(new Level(
                    place.path("location_id").asText(),
                    sku,
                    onHand,
                    committed + (i == chosen ? waiting : 0),
                    held,
                    receipts.of(
                            item.path("inventory_id").asLong(),
                            place.path("location_id").asLong()),
                    at));
        }
    }

    /** The description calls {@code next} a page's address in one place and a cursor in another: both are understood. */
    private static Map<String, String> query(String next) {
        Map<String, String> parameters = new HashMap<>();
        if (next.isEmpty()) {
            return parameters;
        }
        int mark = next.indexOf('?');
        if (mark < 0) {
            parameters.put("PageToken", next);
            return parameters;
        }
        for (String pair : URI.create("/x" + next.substring(mark)).getRawQuery().split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0 && !pair.substring(0, equals).equalsIgnoreCase("PageSize")) {
                parameters.put(
                        pair.substring(0, equals),
                        URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }
}
