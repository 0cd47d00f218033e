package io.saddlebag.availability;

import io.saddlebag.availability.Calculation.Outcome;
import io.saddlebag.availability.Layout.Seller;
import io.saddlebag.availability.Sources.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Sellable stock, kept up to date in memory: each change computes anew only what depends on it. What was told last of a place,
 * a source, an order or an item counts; only that, so the order in which different ones are told does not matter. Pure: no
 * I/O, no clock. Not thread-safe.
 *
 * <p>Each change returns what a channel should hear of: the SKUs whose {@link Sellable} is another one now, and those that
 * became known with it, even with nothing to sell.
 */
public final class Engine {

    /** A SKU in a channel. */
    public record Key(String channel, String sku) {}

    private final Map<String, Item> items = new HashMap<>();
    private final Map<Place, Place> places = new HashMap<>();
    private final Map<String, List<Demand>> orders = new HashMap<>();
    private final Schedule schedule = new Schedule();
    private final Sources sources;
    private Layout layout;
    private Calculation calculation;

    /** An engine that knows nothing but its rules and what they name. */
    public Engine(Rules rules, Instant now) {
        this.sources = new Sources(now);
        this.layout = new Layout(rules);
        this.calculation = new Calculation(items, layout, sources);
        layout.named().forEach(this::item);
        refreshAll();
    }

    /** Replaces levels, by place and SKU. */
    public Set<Key> levels(Collection<Level> levels) {
        Set<Item> touched = new LinkedHashSet<>();
        for (Level level : levels) {
            Item item = item(level.sku());
            Place place = places.computeIfAbsent(level.place(), same -> same);
            item.level(new Level(
                    place, item.sku(), level.onHand(), level.reserved(), level.held(), level.incoming(), level.at()));
            touched.add(item);
        }
        return refresh(touched);
    }

    /** A source has been read that far: releases the demand its levels contain now. */
    public Set<Key> feed(Feed feed) {
        Optional<Instant> before = sources.asOf(feed.source());
        List<State> states = sources.states(layout.rules().nodes());
        sources.read(feed);
        if (!states.equals(sources.states(layout.rules().nodes()))) {
            return refreshAll();
        }
        Set<Item> touched = new LinkedHashSet<>();
        for (List<Demand> rows : orders.values()) {
            for (Demand row : rows) {
                if (turns(row, feed, before)) {
                    touched.add(item(row.sku()));
                }
            }
        }
        return refresh(touched);
    }

    /** Whether a source's new read decides otherwise about a row. */
    private static boolean turns(Demand row, Feed feed, Optional<Instant> before) {
        boolean warehouse = feed.source().startsWith(Layout.WAREHOUSE);
        if (warehouse
                && row.warehouse()
                        .filter(name -> feed.source().equals(Layout.WAREHOUSE + name))
                        .isEmpty()) {
            return false;
        }
        Optional<Instant> happened = warehouse ? row.releasedAt() : row.postedAt();
        return happened.isPresent()
                && happened.get().isBefore(feed.asOf())
                        != before.filter(happened.get()::isBefore).isPresent();
    }

    /**
     * Replaces an order's demand; without rows it is released.
     *
     * @throws IllegalArgumentException if a row is another order's
     */
    public Set<Key> demand(String order, Collection<Demand> rows) {
        rows.stream().filter(row -> !row.order().equals(order)).findAny().ifPresent(row -> {
            throw new IllegalArgumentException("demand of " + row.order() + " among that of " + order);
        });
        Set<Item> touched = new LinkedHashSet<>();
        for (Demand row : Optional.ofNullable(orders.remove(order)).orElse(List.of())) {
            Item item = item(row.sku());
            item.release(order);
            touched.add(item);
        }
        if (!rows.isEmpty()) {
            orders.put(order, List.copyOf(rows));
            for (Demand row : rows) {
                Item item = item(row.sku());
                item.need(row);
                touched.add(item);
            }
        }
        return refresh(touched);
    }

    /** Replaces facts, by SKU. */
    public Set<Key> items(Collection<ItemFacts> facts) {
        Set<Item> touched = new LinkedHashSet<>();
        for (ItemFacts fact : facts) {
            Item item = item(fact.sku());
            item.facts(fact);
            touched.add(item);
        }
        return refresh(touched);
    }

    /** Time goes on: incoming pieces come near or are too late, sources grow stale. */
    public Set<Key> time(Instant now) {
        boolean back = now.isBefore(sources.now());
        List<State> states = sources.states(layout.rules().nodes());
        sources.now(now);
        return back || !states.equals(sources.states(layout.rules().nodes()))
                ? refreshAll()
                : refresh(schedule.due(now));
    }

    /** Replaces the rules. A channel they no longer name is not in the answer: nobody is left to hear of it. */
    public Set<Key> rules(Rules rules) {
        Layout before = layout;
        layout = new Layout(rules);
        sources.forget();
        calculation = new Calculation(items, layout, sources);
        int[] from = layout.sellers().stream()
                .mapToInt(seller -> before.seller(seller.channel().name())
                        .map(Seller::index)
                        .orElse(-1))
                .toArray();
        items.values().forEach(item -> item.arrange(from));
        layout.named().forEach(this::item);
        Set<Key> changed = refreshAll();
        IntStream.range(0, from.length)
                .filter(index -> from[index] < 0)
                .mapToObj(layout.sellers()::get)
                .forEach(seller -> known().forEach(
                                item -> changed.add(new Key(seller.channel().name(), item.sku()))));
        return changed;
    }

    /** What a channel may sell; 0 of what nobody knows, and in a channel the rules do not name. */
    public Sellable sellable(String channel, String sku) {
        Optional<Item> item = Optional.ofNullable(items.get(sku));
        return layout.seller(channel)
                .flatMap(seller -> item.map(found -> sellable(found, seller)))
                .orElse(new Sellable(channel, sku, 0, Backorders.NO, false));
    }

    private static Sellable sellable(Item item, Seller seller) {
        int index = seller.index();
        return new Sellable(
                seller.channel().name(), item.sku(), item.quantity(index), item.backorders(index), item.stale(index));
    }

    /** How {@link #sellable} comes about: the same calculation, told. */
    public Explanation explain(String channel, String sku) {
        Tally tally = Tally.telling();
        Optional<Seller> found = layout.seller(channel);
        if (found.isEmpty()) {
            tally.say(() -> Tally.Words.of("channel", "the rules name no such channel: nothing is sold", ""));
            return new Explanation(
                    new Sellable(channel, sku, 0, Backorders.NO, false), sources.now(), tally.steps(), List.of());
        }
        Seller seller = found.get();
        Item item = Optional.ofNullable(items.get(sku))
                .orElseGet(() -> new Item(sku, layout.sellers().size()));
        Outcome outcome = calculation.run(Subject.of(item, layout), seller, tally);
        return new Explanation(
                new Sellable(channel, sku, tally.total(), outcome.backorders(), outcome.stale()),
                sources.now(),
                tally.steps(),
                layout.kit(sku)
                        .map(kit -> kit.pieces().keySet().stream()
                                .sorted()
                                .map(piece -> explain(channel, piece))
                                .toList())
                        .orElse(List.of()));
    }

    /** Every SKU that a source, the item master or the rules know. */
    public Set<String> skus() {
        return known().map(Item::sku).collect(Collectors.toSet());
    }

    private Stream<Item> known() {
        return items.values().stream().filter(Item::known);
    }

    private Item item(String sku) {
        return items.computeIfAbsent(
                sku, name -> new Item(name, layout.sellers().size()));
    }

    private Set<Key> refreshAll() {
        return refresh(new ArrayList<>(items.values()));
    }

    /** Computes anew, pieces before kits. A kit's orders are needs of its pieces, and these are pieces of other kits. */
    private Set<Key> refresh(Collection<Item> touched) {
        Set<Item> pieces = new LinkedHashSet<>();
        Set<Item> kits = new LinkedHashSet<>();
        for (Item item : touched) {
            layout.kit(item.sku())
                    .ifPresentOrElse(
                            kit -> {
                                kits.add(item);
                                kit.pieces().keySet().forEach(sku -> pieces.add(item(sku)));
                            },
                            () -> pieces.add(item));
        }
        for (Item piece : pieces) {
            layout.kitsWith(piece.sku()).forEach(kit -> kits.add(item(kit.sku())));
        }
        Set<Key> changed = new HashSet<>();
        pieces.forEach(item -> compute(item, changed));
        kits.forEach(item -> compute(item, changed));
        return changed;
    }

    private void compute(Item item, Set<Key> changed) {
        boolean news = item.known(item.reported() || layout.names(item.sku())) && item.known();
        Subject subject = Subject.of(item, layout);
        for (Seller seller : layout.sellers()) {
            Tally tally = Tally.silent();
            Outcome outcome = calculation.run(subject, seller, tally);
            boolean other = item.result(seller.index(), tally.total(), outcome.backorders(), outcome.stale());
            if (other || news) {
                changed.add(new Key(seller.channel().name(), item.sku()));
            }
        }
        schedule.set(item, Transit.next(item, layout, sources.now()));
    }
}
