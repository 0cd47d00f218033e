package io.saddlebag.simulation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What a scenario file says.
 *
 * @param name name of the file without its ending
 * @param description what it shows, in one sentence
 * @param problems ids of field problems it shows immunity to, for the report
 * @param seed where chance starts
 * @param partners what the sandbox partners are like
 * @param settings settings of the daemon beyond those of a rehearsal
 * @param orders what is ordered
 * @param timeline what goes wrong, and when
 * @param expect how it must end
 * @param brief how it is run where there is little time; empty: it is not
 */
public record Scenario(
        String name,
        String description,
        List<String> problems,
        long seed,
        Partners partners,
        Map<String, String> settings,
        Orders orders,
        List<Trouble> timeline,
        Expectation expect,
        Optional<Brief> brief) {

    /** Copies the collections. */
    public Scenario {
        problems = List.copyOf(problems);
        settings = new TreeMap<>(settings);
        timeline = List.copyOf(timeline);
    }

    /**
     * What the sandbox partners are like.
     *
     * @param odoo 17 or 19
     * @param shipAfter from the warehouse's acceptance to the parcel
     * @param split share of the orders that leave in two parcels
     */
    public record Partners(int odoo, Duration shipAfter, double split) {}

    /**
     * What is ordered, and what shoppers do with it afterwards.
     *
     * @param count orders
     * @param rate orders a second; 0: all at once
     * @param changes share of each habit
     * @param changesWithin how long after an order its change comes, at most
     */
    public record Orders(int count, double rate, Map<Habit, Double> changes, Duration changesWithin) {}

    /**
     * A time, or a span out of which chance draws one.
     *
     * @param least shortest
     * @param most longest
     */
    public record Span(Duration least, Duration most) {

        Duration drawn(java.util.random.RandomGenerator chance) {
            long width = most.minus(least).toMillis();
            return width <= 0 ? least : least.plusMillis(chance.nextLong(width + 1));
        }

        Span dividedBy(double speed) {
            return new Span(divided(least, speed), divided(most, speed));
        }

        static Duration divided(Duration time, double speed) {
            return Duration.ofMillis(Math.round(time.toMillis() / speed));
        }
    }

    /**
     * Something that goes wrong.
     *
     * @param line where the file says so
     * @param target whom it befalls
     * @param kind what it is
     * @param at from the start
     * @param lasts until it ends; empty: to the end of the scenario, or over at once
     * @param every how long until the next; empty: it comes once
     * @param times how often; empty with {@code every}: as long as there are orders
     * @param details the rest, by name
     */
    public record Trouble(
            int line,
            Target target,
            String kind,
            Span at,
            Optional<Span> lasts,
            Optional<Span> every,
            OptionalInt times,
            Map<String, String> details) {

        double share(String key) {
            return Double.parseDouble(details.getOrDefault(key, "0"));
        }

        @Override
        public String toString() {
            return target.word() + " " + kind;
        }
    }

    /**
     * How it must end.
     *
     * @param parked how many orders may wait for a person, by code; others may not
     * @param within for how long, after the last trouble and the last order, no order may go forward before all are at their end
     */
    public record Expectation(Map<String, Range> parked, Duration within) {}

    /** A number from and to. */
    public record Range(int least, int most) {

        boolean holds(int number) {
            return number >= least && number <= most;
        }

        @Override
        public String toString() {
            return least == most ? String.valueOf(least) : least + ".." + most;
        }
    }

    /**
     * How it is run where there is little time.
     *
     * @param orders how many
     * @param speed by what the times of the timeline are divided
     */
    public record Brief(int orders, double speed) {}

    /** The short form. */
    public Scenario shortened() {
        Brief b = brief.orElseThrow(() -> new IllegalStateException(name + " has no short form"));
        List<Trouble> faster = timeline.stream()
                .map(t -> new Trouble(
                        t.line(),
                        t.target(),
                        t.kind(),
                        t.at().dividedBy(b.speed()),
                        t.lasts().map(s -> s.dividedBy(b.speed())),
                        t.every().map(s -> s.dividedBy(b.speed())),
                        t.times(),
                        faster(t.details(), b.speed())))
                .toList();
        return new Scenario(
                name, description, problems, seed, partners, settings, counting(b.orders()), faster, expect, brief);
    }

    /** The same with no more orders than this. */
    public Scenario atMost(int count) {
        return new Scenario(
                name,
                description,
                problems,
                seed,
                partners,
                settings,
                counting(Math.min(count, orders.count())),
                timeline,
                expect,
                brief);
    }

    @Override
    public String toString() {
        return name;
    }

    private Orders counting(int count) {
        return new Orders(count, orders.rate(), orders.changes(), orders.changesWithin());
    }

    /** What a partner asks us to wait belongs to the time of the scenario. */
    private static Map<String, String> faster(Map<String, String> details, double speed) {
        Map<String, String> faster = new TreeMap<>(details);
        faster.computeIfPresent(
                "retry-after", (key, value) -> String.valueOf(Math.max(1, Math.round(Long.parseLong(value) / speed))));
        return faster;
    }
}
