package io.saddlebag.connector.woocommerce;

import com.fasterxml.jackson.databind.JsonNode;
import io.saddlebag.delivery.HttpCall.Parameter;
import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Single requests to a list of orders, or of products: a window of time in one status, sorted, one page of it. */
final class TimedList {

    private final WooClient client;
    private final StoreSettings settings;
    private final Clock clock;
    private final String things;

    /** Lists orders. */
    TimedList(WooClient client, StoreSettings settings, Clock clock) {
        this(client, settings, clock, "orders");
    }

    /**
     * Lists things that change.
     *
     * @param things orders, or products
     */
    TimedList(WooClient client, StoreSettings settings, Clock clock, String things) {
        this.things = things;
        this.client = client;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * What is listed.
     *
     * @param status {@code any} (which leaves out the trash) or {@code trash} (facts: woocommerce 21)
     * @param from first second, inclusive
     * @param to first second no longer wanted, empty for an open end
     * @param fields {@code _fields}, empty for whole orders
     */
    record Window(Axis axis, String status, Instant from, Optional<Instant> to, String fields) {
        Window startingAt(Instant second) {
            return new Window(axis, status, second, to, fields);
        }

        /** One second of this window. */
        Window second(Instant second) {
            return new Window(axis, status, second, Optional.of(second.plusSeconds(1)), fields);
        }

        boolean holds(Instant time) {
            return !time.isBefore(from) && to.map(time::isBefore).orElse(true);
        }
    }

    /**
     * One page.
     *
     * @param rows its rows
     * @param total rows of the window, where the store says so
     * @param pages pages of the window, where the store says so
     * @param settled everything the store stamped before this moment was written before it was asked; later stamps may
     *     belong to changes made while it answered
     * @param now the store's clock, or ours where it does not say
     */
    record Part(List<JsonNode> rows, OptionalInt total, OptionalInt pages, Instant settled, Instant now) {}

    /** What is listed, in words. */
    String things() {
        return things;
    }

    int pageSize() {
        return settings.pageSize();
    }

    /** One page, counted from 1, sorted by the window's axis. */
    Outcome<Part> page(Window window, int page) {
        return page(window, page, window.axis().orderBy());
    }

    /** One page, counted from 1, sorted by id. */
    Outcome<Part> pageById(Window window, int page) {
        return page(window, page, "id");
    }

    private Outcome<Part> page(Window window, int page, String orderBy) {
        List<Parameter> query = new ArrayList<>(List.of(
                new Parameter("status", window.status()),
                new Parameter("dates_are_gmt", "true"),
                new Parameter(
                        window.axis().after(), OrderFields.filter(window.from().minusSeconds(1))),
                new Parameter("orderby", orderBy),
                new Parameter("order", "asc"),
                new Parameter("per_page", String.valueOf(settings.pageSize())),
                new Parameter("page", String.valueOf(page))));
        window.to().ifPresent(to -> query.add(new Parameter(window.axis().before(), OrderFields.filter(to))));
        if (!window.fields().isEmpty()) {
            query.add(new Parameter("_fields", window.fields()));
        }
        Instant asked = clock.instant();
        return client.get("list-" + things, "/wc/v3/" + things, query.toArray(Parameter[]::new))
                .then(answer -> answer.rows().map(rows -> part(answer, rows, asked)));
    }

    private Part part(WooAnswer answer, List<JsonNode> rows, Instant asked) {
        Instant ours = clock.instant();
        Instant now = answer.date().orElse(ours);
        Duration margin =
                Duration.between(asked, ours).plus(settings.clockTolerance()).plusSeconds(1);
        return new Part(rows, answer.total(), answer.pages(), now.minus(margin), now);
    }

    /** When the newest order of a status changed, whatever the filters do; empty for a shop without orders. */
    Outcome<Optional<Instant>> newest(Window window) {
        return client.get(
                        "newest-order",
                        "/wc/v3/orders",
                        new Parameter("status", window.status()),
                        new Parameter("orderby", window.axis().orderBy()),
                        new Parameter("order", "desc"),
                        new Parameter("per_page", "1"),
                        new Parameter("_fields", "id," + window.axis().field()))
                .then(WooAnswer::rows)
                .map(rows -> rows.stream()
                        .findFirst()
                        .flatMap(row -> OrderFields.gmt(row, window.axis().field())));
    }
}
