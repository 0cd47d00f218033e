package io.saddlebag.connector.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall;
import io.saddlebag.delivery.HttpResult;
import io.saddlebag.delivery.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads orders in bulk for a comparison: by our references, many in one call, or by when ShipBob took them. Of a window the
 * oldest comes first, so that orders that come in while it is read push nothing out of sight; orders are never deleted.
 */
final class HeldOrders {

    /** Fewer than a usual page, so that one call is enough. */
    private static final int AT_ONCE = 49;

    private static final int USUAL_PAGE = 50;
    private static final int MOST_PAGES = 100_000;

    private final ShipBobApi api;
    private final ShipmentEvents events;

    HeldOrders(ShipBobApi api, ShipmentEvents events) {
        this.api = api;
        this.events = events;
    }

    Outcome<List<HeldOrder>> of(Collection<String> references) {
        List<String> wanted = List.copyOf(references);
        List<HeldOrder> all = new ArrayList<>();
        for (int start = 0; start < wanted.size(); start += AT_ONCE) {
            List<String> some = wanted.subList(start, Math.min(wanted.size(), start + AT_ONCE));
            HttpCall call = api.get("compare-orders", "/order").with("ReferenceIds", String.join(",", some));
            Outcome<Integer> read = pages(call, page -> page.stream()
                    .filter(order -> some.contains(order.reference()))
                    .forEach(all::add));
            if (!read.succeeded()) {
                return read.map(n -> all);
            }
        }
        return new Outcome.Done<>(all);
    }

    Outcome<Integer> between(Instant from, Instant to, Consumer<List<HeldOrder>> sink) {
        HttpCall call = api.get("compare-orders", "/order")
                .with("StartDate", from.truncatedTo(ChronoUnit.SECONDS).toString())
                .with(
                        "EndDate",
                        to.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1).toString());
        return pages(call, page -> {
            List<HeldOrder> inside = page.stream()
                    .filter(order -> !order.insertedAt().isBefore(from)
                            && order.insertedAt().isBefore(to))
                    .toList();
            if (!inside.isEmpty()) {
                sink.accept(inside);
            }
        });
    }

    private Outcome<Integer> pages(HttpCall call, Consumer<List<HeldOrder>> sink) {
        int size = api.settings().pageSize();
        int read = 0;
        for (int page = 1; page <= MOST_PAGES; page++) {
            HttpResult result = api.send(call.with("SortOrder", "Oldest")
                    .with("Page", Integer.toString(page))
                    .with("Limit", Integer.toString(size)));
            Outcome<Page> outcome = api.judge(result, rows -> page(rows, result));
            if (!(outcome instanceof Outcome.Done<Page> done)) {
                return outcome.map(p -> 0);
            }
            sink.accept(done.value().orders());
            read += done.value().rows();
            // As the poll does it: a page shorter than ShipBob's usual one is the last, unless ShipBob says that there
            // is more.
            if (done.value().rows() == 0
                    || (!done.value().more() && done.value().rows() < Math.min(USUAL_PAGE, size))) {
                return new Outcome.Done<>(read);
            }
        }
        return ShipBobApi.odd("a list of more than " + MOST_PAGES + " pages");
    }

    private record Page(List<HeldOrder> orders, int rows, boolean more) {}

    private Outcome<Page> page(JsonNode rows, HttpResult result) {
        if (!rows.isArray()) {
            return ShipBobApi.odd("no list of orders");
        }
        List<HeldOrder> orders = new ArrayList<>();
        for (JsonNode row : rows) {
            Optional<FulfilmentReference> reference =
                    FulfilmentReference.parse(row.path("reference_id").asText(""));
            if (reference.isEmpty()) {
                continue; // somebody else's
            }
            Optional<WarehouseOrder> order = WarehouseOrder.read(row);
            if (order.isEmpty()) {
                return ShipBobApi.odd(
                        "an order " + row.path("reference_id").asText() + " without id, status or shipments");
            }
            if (!order.get().foreignTo(api.settings().channel())) {
                orders.add(new HeldOrder(
                        order.get().id(),
                        order.get().reference(),
                        reference.get(),
                        order.get().cancelled(),
                        ShipmentTimes.read(row.path("created_date")).orElse(Instant.EPOCH),
                        events.ofOrder(row).events()));
            }
        }
        boolean more = result instanceof HttpResult.Answer answer
                && answer.header("next-page").filter(v -> !v.isBlank()).isPresent();
        return new Outcome.Done<>(new Page(orders, rows.size(), more));
    }
}
