package io.saddlebag.sandbox.woocommerce;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The list of orders: filters and sorting as measured (04-lists/, facts 18 to 21). Dates are strictly after and before,
 * to the second; {@code meta_key} is ignored; {@code any} leaves out trash and auto-drafts.
 */
final class OrderQuery {

    private static final List<String> SORTS = List.of("date", "id", "include", "title", "slug", "modified");
    private static final Pages PAGES = new Pages(orderedDefaults());

    private final StoreState state;

    OrderQuery(StoreState state) {
        this.state = state;
    }

    RestReply list(RestCall call, OrderJson json) {
        int places = call.integer("dp", 2, 0, 8);
        return PAGES.cut(call, find(call), order -> json.order(order, places));
    }

    private List<Order> find(RestCall call) {
        Instant now = state.clock().exactly();
        String sort = call.oneOf("orderby", "date", SORTS);
        boolean ascending = call.oneOf("order", "desc", List.of("asc", "desc")).equals("asc");
        List<String> statuses = statuses(call);
        boolean any = statuses.isEmpty() || statuses.contains("any");
        List<Predicate<Order>> tests = new ArrayList<>();
        // first what a poll leaves almost nothing of
        dates(call, now, tests);
        tests.add(o -> {
            String status = o.statusAt(now);
            return statuses.contains(status) || any && !status.equals("trash") && !status.equals("auto-draft");
        });
        others(call, tests);
        List<Order> found = new ArrayList<>();
        for (Order order : (ascending ? state.orders : state.orders.descendingMap()).values()) {
            if (matches(order, tests)) {
                found.add(order);
            }
        }
        if (sort.equals("modified")) {
            // the ids are in order already and the sort is stable
            Comparator<Order> byDate = Comparator.comparing(o -> o.modifiedAt(now));
            found.sort(ascending ? byDate : byDate.reversed());
        } else if (sort.equals("include")) {
            List<Long> wanted = new ArrayList<>(call.ids("include"));
            found.sort(Comparator.comparingInt(o -> wanted.indexOf(o.id)));
        }
        return found;
    }

    private static boolean matches(Order order, List<Predicate<Order>> tests) {
        for (Predicate<Order> test : tests) {
            if (!test.test(order)) {
                return false;
            }
        }
        return true;
    }

    private List<String> statuses(RestCall call) {
        List<String> statuses = call.list("status");
        for (int i = 0; i < statuses.size(); i++) {
            if (!state.settings().listable().contains(statuses.get(i))) {
                throw RestError.invalid(
                        "status",
                        RestCall.notOneOf("status[" + i + "]", state.settings().listable()),
                        "rest_not_in_enum");
            }
        }
        return statuses;
    }

    private void dates(RestCall call, Instant now, List<Predicate<Order>> tests) {
        Optional<Instant> modifiedAfter = call.date("modified_after", state.clock());
        Optional<Instant> modifiedBefore = call.date("modified_before", state.clock());
        Optional<Instant> after = call.date("after", state.clock());
        Optional<Instant> before = call.date("before", state.clock());
        modifiedAfter.ifPresent(t -> tests.add(o -> o.modifiedAt(now).isAfter(t)));
        modifiedBefore.ifPresent(
                t -> tests.add(o -> !t.equals(Instant.MAX) && o.modifiedAt(now).isBefore(t)));
        after.ifPresent(t -> tests.add(o -> o.created.isAfter(t)));
        before.ifPresent(t -> tests.add(o -> !t.equals(Instant.MAX) && o.created.isBefore(t)));
    }

    private static void others(RestCall call, List<Predicate<Order>> tests) {
        Set<Long> include = call.ids("include");
        Set<Long> exclude = call.ids("exclude");
        if (!include.isEmpty()) {
            tests.add(o -> include.contains(o.id));
        }
        if (!exclude.isEmpty()) {
            tests.add(o -> !exclude.contains(o.id));
        }
        if (call.has("customer")) {
            long customer = call.integer("customer", 0, 0, Integer.MAX_VALUE);
            tests.add(o -> o.customerId == customer);
        }
        if (call.has("product")) {
            long product = call.integer("product", 0, 0, Integer.MAX_VALUE);
            tests.add(o -> o.lines.stream().anyMatch(l -> l.productId() == product || l.variationId() == product));
        }
        if (call.has("created_via")) {
            List<String> ways = call.list("created_via");
            tests.add(o -> ways.contains(o.createdVia));
        }
        String search = call.query("search").toLowerCase(Locale.ROOT);
        if (!search.isEmpty()) {
            tests.add(o -> mentions(o, search));
        }
    }

    /** Number, transaction, addresses and item names; never metadata (04-lists/orders-search-meta). */
    private static boolean mentions(Order order, String search) {
        if (Long.toString(order.id).equals(search)
                || order.transactionId.toLowerCase(Locale.ROOT).contains(search)) {
            return true;
        }
        for (var address : List.of(order.billing, order.shipping)) {
            for (var value : address) {
                if (value.asText().toLowerCase(Locale.ROOT).contains(search)) {
                    return true;
                }
            }
        }
        return order.lines.stream()
                .anyMatch(l -> l.name.toLowerCase(Locale.ROOT).contains(search));
    }

    private static Map<String, String> orderedDefaults() {
        Map<String, String> defaults = new java.util.LinkedHashMap<>();
        defaults.put("status[0]", "any");
        defaults.put("dp", "2");
        defaults.put("context", "view");
        return defaults;
    }
}
