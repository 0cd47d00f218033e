package io.saddlebag.console;

import io.saddlebag.access.Permission;
import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Orders: found by what people know of them, and by where they wait. */
public final class OrderPages implements Part {

    static final String PATH = "/console/orders";

    private static final int MOST = 100;

    /** How long orders have waited, by the word of the address. */
    private static final Map<String, Duration> AGES = ages();

    private final Ledger ledger;
    private final OrderWork work;

    OrderPages(Ledger ledger, OrderWork work) {
        this.ledger = ledger;
        this.work = work;
    }

    /**
     * What is asked for; each is empty where it is not.
     *
     * @param age waiting at least so long, {@code 4h}
     */
    public record Asked(String text, String state, String store, String partner, String age) {

        /** Whether there is more to it than a text. */
        public boolean isNarrow() {
            return !(state + store + partner + age).isEmpty();
        }

        String query() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("text", text);
            parameters.put("state", state);
            parameters.put("store", store);
            parameters.put("partner", partner);
            parameters.put("age", age);
            return parameters.entrySet().stream()
                    .filter(parameter -> !parameter.getValue().isEmpty())
                    .map(parameter -> parameter.getKey() + "=" + PageCall.encoded(parameter.getValue()))
                    .collect(Collectors.joining("&"));
        }
    }

    /**
     * The list.
     *
     * @param counts of every state, PARKED among them
     * @param older where the list goes on; empty at its end
     * @param cut whether more begins with the text than was looked through
     */
    public record Listed(
            Asked asked,
            Map<String, Long> counts,
            List<OrderRow> orders,
            String older,
            boolean cut,
            List<String> stores,
            List<String> partners,
            List<String> ages) {}

    @Override
    public void mount(Pages pages) {
        pages.get(PATH, Permission.SEE_ORDERS, this::list);
    }

    private void list(PageCall call) {
        Asked asked = new Asked(
                text(call),
                call.param("state").orElse(""),
                call.param("store").orElse(""),
                call.param("partner").orElse(""),
                call.param("age").filter(AGES::containsKey).orElse(""));
        List<OrderRow> rows = ledger.orders(filter(asked, call.param("before").flatMap(Place::of)));
        List<OrderRow> shown = rows.subList(0, Math.min(rows.size(), MOST));
        String older = rows.size() > MOST
                ? PATH + "?" + asked.query() + (asked.query().isEmpty() ? "" : "&") + "before="
                        + Place.after(shown.get(MOST - 1)).word()
                : "";
        TreeSet<String> partners = new TreeSet<>(work.erps());
        partners.addAll(work.warehouses());
        call.show(
                "orders",
                "Orders",
                new Listed(
                        asked,
                        ledger.counts(),
                        shown,
                        older,
                        ledger.isCut(asked.text()),
                        work.stores().stream().sorted().toList(),
                        List.copyOf(partners),
                        List.copyOf(AGES.keySet())));
    }

    /** What people paste: with the "#" that stores print before their numbers. */
    static String text(PageCall call) {
        return call.param("text").map(text -> text.replaceFirst("^#\\s*", "")).orElse("");
    }

    private OrderFilter filter(Asked asked, Optional<Place> place) {
        boolean parked = asked.state().equals("parked");
        Optional<OrderState> state = state(asked.state());
        Optional<Instant> before = place.map(Place::changedAt).or(() -> Optional.ofNullable(AGES.get(asked.age()))
                .map(age -> work.clock().instant().minus(age)));
        return new OrderFilter(
                given(asked.store()),
                state,
                parked ? Optional.of(true) : state.map(one -> false), // as they are counted: parked ones apart
                given(asked.text()),
                before,
                MOST + 1,
                given(asked.partner()),
                !asked.age().isEmpty(),
                place.map(Place::key));
    }

    private static Optional<String> given(String value) {
        return Optional.of(value).filter(one -> !one.isEmpty());
    }

    private static Optional<OrderState> state(String word) {
        return Arrays.stream(OrderState.values())
                .filter(state -> Show.word(state.name()).equals(word))
                .findFirst();
    }

    private static Map<String, Duration> ages() {
        Map<String, Duration> ages = new LinkedHashMap<>();
        ages.put("15m", Duration.ofMinutes(15));
        ages.put("1h", Duration.ofHours(1));
        ages.put("4h", Duration.ofHours(4));
        ages.put("1d", Duration.ofDays(1));
        ages.put("3d", Duration.ofDays(3));
        ages.put("7d", Duration.ofDays(7));
        return ages;
    }

    /** Where a page of the list ended. */
    private record Place(Instant changedAt, OrderKey key) {

        static Place after(OrderRow row) {
            return new Place(row.changedAt(), row.key());
        }

        /** In an address: {@code 1764537600000.main:38}. */
        String word() {
            return changedAt.toEpochMilli() + "." + key;
        }

        static Optional<Place> of(String word) {
            if (!word.matches("[0-9]{1,15}\\.[a-z0-9-]{1,40}:[0-9]{1,19}")) {
                return Optional.empty();
            }
            int dot = word.indexOf('.');
            return Optional.of(new Place(
                    Instant.ofEpochMilli(Long.parseLong(word.substring(0, dot))),
                    OrderKey.parse(word.substring(dot + 1))));
        }
    }
}
