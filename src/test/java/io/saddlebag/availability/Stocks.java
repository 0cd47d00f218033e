package io.saddlebag.availability;

import io.saddlebag.availability.RulesFile.Known;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Levels, orders and rules for tests. */
final class Stocks {

    static final Instant NOON = Instant.parse("2026-11-30T12:00:00Z");

    private Stocks() {}

    static Rules rules(String yaml) {
        return RulesFile.parse("availability.yaml", yaml, Known.anything());
    }

    static Level level(String source, String location, String sku, long onHand) {
        return level(source, location, sku, onHand, 0, 0);
    }

    static Level level(
            String source, String location, String sku, long onHand, long reserved, long held, Incoming... incoming) {
        return new Level(
                new Place(source, location),
                sku,
                onHand,
                reserved,
                held,
                Arrays.asList(incoming),
                NOON.minusSeconds(60));
    }

    static Demand captured(String order, String sku, long quantity) {
        return new Demand(order, "main", sku, quantity, Optional.empty(), Optional.empty(), Optional.empty());
    }

    static Demand posted(String order, String sku, long quantity, Instant at) {
        return new Demand(order, "main", sku, quantity, Optional.empty(), Optional.of(at), Optional.empty());
    }

    static Demand sent(String order, String sku, long quantity, String warehouse, Instant posted, Instant released) {
        return new Demand(
                order, "main", sku, quantity, Optional.of(warehouse), Optional.of(posted), Optional.of(released));
    }

    /** An engine all of whose sources were read just now. */
    static Engine engine(String yaml, Level... levels) {
        Rules rules = rules(yaml);
        Engine engine = new Engine(rules, NOON);
        rules.nodes().forEach(node -> node.source().ifPresent(source -> engine.feed(new Feed(source, NOON))));
        engine.levels(List.of(levels));
        return engine;
    }
}
