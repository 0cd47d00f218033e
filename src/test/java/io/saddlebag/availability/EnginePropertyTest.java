package io.saddlebag.availability;

import static io.saddlebag.availability.Stocks.NOON;
import static io.saddlebag.availability.Stocks.rules;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.availability.Engine.Key;
import io.saddlebag.availability.Explanation.Step;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever happens in whatever order. */
class EnginePropertyTest {

    private static final List<String> SKUS = List.of("A", "B", "C", "KIT", "PAIR", "SUP");
    private static final List<String> SOURCES = List.of("erp.odoo", "warehouse.shipbob", "warehouse.far");
    private static final List<String> LOCATIONS = List.of("WH", "WH2", "X");

    /** Three channels share all nodes of stock but one, a fourth stands alone. */
    private static final String SHARED =
            """
            nodes:
              shop: {source: erp.odoo, location: WH}
              bob: {source: warehouse.shipbob, safety-stock: 10 %, stale-after: 1h}
              sup: {drop-ship: fixed, quantity: 7, sku: [SUP, B]}
              more: {drop-ship: always, quantity: 3, sku: SUP}
              far: warehouse.far
            """;

    private static final List<String> RULES = List.of(
            "defaults: {stale: 50 %, in-transit: 2d, threshold: 1}\n" + SHARED
                    + """
            channels:
              main: {nodes: [shop, bob, sup, more], share: 50 %, ring-fence: 3}
              outlet: {nodes: [shop, bob, sup, more], share: 33.33 %, ring-fence: 2, cap: 9}
              b2b: {nodes: [shop, bob, sup, more], share: 16 %, stale: zero, backorders: notify}
              far: {nodes: [far]}
            exceptions:
              - {sku: A, threshold: 4, backorders: yes}
              - {category: c*, safety-stock: 2}
              - {sku: [A, B], channel: b2b, ring-fence: 6}
            kits: {KIT: {A: 1, B: 2}, PAIR: {A: 2, C: 1}}
            """,
            "defaults: {stale: keep, stale-after: 30m}\n" + SHARED
                    + """
            channels:
              b2b: {nodes: [shop, bob], share: 10 %, ring-fence: 1}
              main: {nodes: [shop, bob], share: 90 %}
              far: {nodes: [far, sup]}
            exceptions:
              - {sku: "*", safety-stock: 1, node: shop}
            kits: {KIT: {A: 3}}
            """);

    /** Something a partner, a store, the clock or a person does. */
    sealed interface Event {
        record Levels(List<Level> levels) implements Event {}

        record Read(String source, int minute) implements Event {}

        record Orders(int order, List<Demand> rows) implements Event {}

        record Facts(ItemFacts facts) implements Event {}

        record Time(int minute) implements Event {}

        record NewRules(int number) implements Event {}
    }

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void whatIsComputedStepByStepIsWhatIsComputedAtOnceAndEachChangeIsTold(@ForAll("events") List<Event> events) {
        Engine engine = new Engine(rules(RULES.get(0)), NOON);
        Model model = new Model();
        Map<Key, Sellable> before = everything(engine, model.rules());

        for (Event event : events) {
            Set<Key> told = happen(engine, event);
            model.happen(event);
            Map<Key, Sellable> now = everything(engine, model.rules());
            assertThat(now).isEqualTo(everything(model.engine(new Random(7)), model.rules()));
            now.forEach((key, sellable) -> {
                if (!sellable.equals(before.getOrDefault(key, nothing(key)))) {
                    assertThat(told).as("after " + event).contains(key);
                }
            });
            assertThat(told).allMatch(key -> engine.skus().contains(key.sku()) || before.containsKey(key));
            before.clear();
            before.putAll(now);
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void theOrderOfTellingDoesNotMatter(@ForAll("events") List<Event> events, @ForAll long seed) {
        Model model = new Model();
        events.forEach(model::happen);

        assertThat(everything(model.engine(new Random(seed)), model.rules()))
                .isEqualTo(everything(model.engine(new Random(7)), model.rules()));
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void anExplanationAddsUpToTheNumberItExplains(@ForAll("events") List<Event> events) {
        Model model = new Model();
        events.forEach(model::happen);
        Engine engine = model.engine(new Random(7));

        everything(engine, model.rules()).forEach((key, sellable) -> {
            Explanation explanation = engine.explain(key.channel(), key.sku());
            assertThat(explanation.sellable()).isEqualTo(sellable);
            long sum = 0;
            for (Step step : explanation.steps()) {
                sum += step.amount();
                assertThat(step.total()).isEqualTo(sum);
            }
            assertThat(sum).isEqualTo(sellable.quantity());
            assertThat(explanation.lines()).anyMatch(line -> line.contains("can be sold"));
        });
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void channelsTogetherNeverSellMoreThanThereIs(@ForAll("events") List<Event> events) {
        Model model = new Model();
        events.forEach(model::happen);
        Engine engine = model.engine(new Random(7));

        for (String sku : List.of("A", "B", "C", "SUP")) {
            long together = List.of("main", "outlet", "b2b").stream()
                    .mapToLong(channel -> engine.sellable(channel, sku).quantity())
                    .sum();
            assertThat(together).as(sku).isLessThanOrEqualTo(model.pool(sku));
        }
    }

    @Property(tries = 300, shrinking = ShrinkingMode.BOUNDED)
    void moreOnHandNeverLowersAndMoreDemandNeverRaises(
            @ForAll("events") List<Event> events, @ForAll("levels") Level level, @ForAll("rows") Demand row) {
        Model model = new Model();
        events.forEach(model::happen);
        model.happen(new Event.Levels(List.of(level)));
        Map<Key, Sellable> before = everything(model.engine(new Random(7)), model.rules());

        Engine richer = model.engine(new Random(7));
        richer.levels(List.of(new Level(
                level.place(),
                level.sku(),
                level.onHand() + 13,
                level.reserved(),
                level.held(),
                level.incoming(),
                level.at())));
        Engine busier = model.engine(new Random(7));
        busier.demand("new", List.of(renamed(row, "new")));

        before.forEach((key, sellable) -> {
            assertThat(richer.sellable(key.channel(), key.sku()).quantity())
                    .isGreaterThanOrEqualTo(sellable.quantity());
            assertThat(busier.sellable(key.channel(), key.sku()).quantity()).isLessThanOrEqualTo(sellable.quantity());
        });
    }

    private static Set<Key> happen(Engine engine, Event event) {
        if (event instanceof Event.Levels levels) {
            return engine.levels(levels.levels());
        } else if (event instanceof Event.Read read) {
            return engine.feed(new Feed(read.source(), minute(read.minute())));
        } else if (event instanceof Event.Orders orders) {
            return engine.demand("o" + orders.order(), orders.rows());
        } else if (event instanceof Event.Facts facts) {
            return engine.items(List.of(facts.facts()));
        } else if (event instanceof Event.Time time) {
            return engine.time(minute(time.minute()));
        }
        return engine.rules(rules(RULES.get(((Event.NewRules) event).number())));
    }

    private static Sellable nothing(Key key) {
        return new Sellable(key.channel(), key.sku(), 0, Backorders.NO, false);
    }

    private static Map<Key, Sellable> everything(Engine engine, Rules rules) {
        Map<Key, Sellable> all = new LinkedHashMap<>();
        rules.channels()
                .forEach(channel -> SKUS.forEach(sku -> {
                    Sellable sellable = engine.sellable(channel.name(), sku);
                    assertThat(sellable.quantity()).isNotNegative();
                    all.put(new Key(channel.name(), sku), sellable);
                }));
        return all;
    }

    private static Instant minute(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Demand renamed(Demand row, String order) {
        return new Demand(
                order, row.store(), row.sku(), row.quantity(), row.warehouse(), row.postedAt(), row.releasedAt());
    }

    /** What was told last of everything. */
    private static final class Model {
        private final Map<List<Object>, Level> levels = new LinkedHashMap<>();
        private final Map<String, Integer> reads = new LinkedHashMap<>();
        private final Map<String, List<Demand>> orders = new LinkedHashMap<>();
        private final Map<String, ItemFacts> facts = new LinkedHashMap<>();
        private int minute;
        private int rules;

        Rules rules() {
            return Stocks.rules(RULES.get(rules));
        }

        void happen(Event event) {
            if (event instanceof Event.Levels told) {
                told.levels().forEach(level -> levels.put(List.of(level.place(), level.sku()), level));
            } else if (event instanceof Event.Read read) {
                reads.put(read.source(), read.minute());
            } else if (event instanceof Event.Orders told) {
                orders.put("o" + told.order(), told.rows());
            } else if (event instanceof Event.Facts told) {
                facts.put(told.facts().sku(), told.facts());
            } else if (event instanceof Event.Time time) {
                minute = time.minute();
            } else if (event instanceof Event.NewRules told) {
                rules = told.number();
            }
        }

        /** A new engine, told everything at once, in some order. */
        Engine engine(Random random) {
            Engine engine = new Engine(rules(), minute(minute));
            List<Runnable> tellings = new ArrayList<>(List.of(
                    () -> engine.levels(shuffled(levels.values(), random)),
                    () -> engine.items(shuffled(facts.values(), random)),
                    () -> shuffled(reads.entrySet(), random)
                            .forEach(read -> engine.feed(new Feed(read.getKey(), minute(read.getValue())))),
                    () -> shuffled(orders.entrySet(), random)
                            .forEach(order -> engine.demand(order.getKey(), order.getValue()))));
            Collections.shuffle(tellings, random);
            tellings.forEach(Runnable::run);
            return engine;
        }

        private static <T> List<T> shuffled(Collection<T> all, Random random) {
            List<T> list = new ArrayList<>(all);
            Collections.shuffle(list, random);
            return list;
        }

        /** What the three channels may sell together at the very most: all that is there or comes, less what is promised. */
        long pool(String sku) {
            Engine one = new Engine(Stocks.rules(alone()), minute(minute));
            reads.forEach((source, read) -> one.feed(new Feed(source, minute(read))));
            one.levels(levels.values());
            one.items(facts.values());
            orders.forEach(one::demand);
            return one.sellable("main", sku).quantity();
        }

        /** The same rules with one channel that sells all of it, at its most trusting. */
        private String alone() {
            String text = RULES.get(rules);
            String nodes = rules == 0 ? "[shop, bob, sup, more]" : "[shop, bob]";
            int channels = text.indexOf("channels:");
            int rest = text.indexOf("exceptions:");
            return text.substring(0, channels) + "channels: {main: {nodes: " + nodes + ", stale: "
                    + (rules == 0 ? "50 %" : "keep") + "}, far: {nodes: [far]}}\n"
                    + text.substring(rest).replaceAll(" {2}- \\{sku: \\[A, B], channel: b2b, ring-fence: 6}\n", "");
        }
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Event> levels = levels().list().ofMinSize(1).ofMaxSize(4).map(Event.Levels::new);
        Arbitrary<Event> reads = Combinators.combine(
                        Arbitraries.of(SOURCES), Arbitraries.integers().between(-90, 200))
                .as(Event.Read::new);
        Arbitrary<Event> orders = Combinators.combine(
                        Arbitraries.integers().between(1, 6), rows().list().ofMaxSize(3))
                .as((order, rows) -> new Event.Orders(
                        order,
                        rows.stream().map(row -> renamed(row, "o" + order)).toList()));
        Arbitrary<Event> facts = Combinators.combine(
                        Arbitraries.of(SKUS), Arbitraries.of("c1", "d"), Arbitraries.of(true, true, true, false))
                .as((sku, category, active) -> new Event.Facts(new ItemFacts(sku, category, active)));
        Arbitrary<Event> time = Arbitraries.integers().between(0, 8000).map(Event.Time::new);
        Arbitrary<Event> soon = Arbitraries.integers().between(0, 150).map(Event.Time::new);
        Arbitrary<Event> rules = Arbitraries.of(0, 1).map(Event.NewRules::new);
        return Arbitraries.oneOf(levels, levels, levels, reads, orders, orders, facts, time, soon, rules)
                .list()
                .ofMinSize(1)
                .ofMaxSize(25)
                .map(some -> {
                    List<Event> all = new ArrayList<>();
                    SOURCES.forEach(source -> all.add(new Event.Read(source, 0)));
                    all.addAll(some);
                    return all;
                });
    }

    @Provide
    Arbitrary<Level> levels() {
        Arbitrary<Long> small = Arbitraries.longs().between(0, 8);
        Arbitrary<List<Incoming>> incoming = Combinators.combine(
                        Arbitraries.longs().between(1, 9),
                        Arbitraries.integers().between(-2000, 8000))
                .as((pieces, minute) -> new Incoming(pieces, minute(minute), "IN"))
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        Arbitraries.of(SOURCES),
                        Arbitraries.of(LOCATIONS),
                        Arbitraries.of("A", "B", "C"),
                        Arbitraries.longs().between(-5, 60),
                        small,
                        small,
                        incoming)
                .as((source, location, sku, onHand, reserved, held, coming) ->
                        new Level(new Place(source, location), sku, onHand, reserved, held, coming, NOON));
    }

    @Provide
    Arbitrary<Demand> rows() {
        Arbitrary<Optional<Instant>> times = Arbitraries.integers()
                .between(-90, 200)
                .map(EnginePropertyTest::minute)
                .optional(0.7);
        return Combinators.combine(
                        Arbitraries.of("main", "outlet", "far", "till"),
                        Arbitraries.of(SKUS),
                        Arbitraries.longs().between(0, 9),
                        Arbitraries.of("shipbob", "far", "nobody").optional(0.5),
                        times,
                        times)
                .as((store, sku, quantity, warehouse, posted, released) ->
                        new Demand("o", store, sku, quantity, warehouse, posted, released));
    }
}
