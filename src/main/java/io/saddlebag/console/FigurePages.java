package io.saddlebag.console;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saddlebag.access.Permission;
import io.saddlebag.ledger.AlertFacts;
import io.saddlebag.ledger.Figures;
import io.saddlebag.ledger.Figures.Day;
import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Figures.Share;
import io.saddlebag.ledger.Figures.Sum;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Key figures by day: what is promised to the business, and how it was kept. */
public final class FigurePages implements Part {

    /** What is due since less is on its way, not held up. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    private static final List<Integer> SPANS = List.of(7, 30, 90);

    private static final int NEAR = 5;

    private final Figures figures;
    private final AlertFacts facts;
    private final List<String> stores;
    private final Map<Figure, Duration> targets;
    private final Clock clock;

    /**
     * Shows the ledger's figures.
     *
     * @param targets what 95 of 100 are to keep
     */
    FigurePages(Figures figures, AlertFacts facts, Set<String> stores, Map<Figure, Duration> targets, Clock clock) {
        this.figures = figures;
        this.facts = facts;
        this.stores = stores.stream().sorted().toList();
        this.targets = Map.copyOf(targets);
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param heldUp what stands still now; empty where nothing does
     */
    public record Shown(int days, List<Integer> spans, List<HeldUp> heldUp, List<Plot> plots) {}

    /**
     * Orders that stand still, and what they are worth.
     *
     * @param why in words
     * @param worth sums by currency, empty where they are worth nothing
     * @param rows where they are listed, empty for who may not see that
     */
    public record HeldUp(String why, long many, String worth, String rows) {}

    /**
     * One figure.
     *
     * @param target what 95 of 100 are to keep, in words; empty for none
     * @param missed on how many days they did not
     * @param percents of a share by day, empty for what is no share
     * @param chart what the chart's script draws, as JSON
     */
    public record Plot(
            String name,
            String meaning,
            boolean timed,
            String target,
            long missed,
            List<Day> days,
            List<Sum> subjects,
            Map<LocalDate, Double> percents,
            String chart) {

        /** Whether anything was measured. */
        public boolean isMeasured() {
            return !days.isEmpty() || !percents.isEmpty();
        }
    }

    @Override
    public void mount(Pages pages) {
        pages.get("/console/figures", Permission.SEE_FIGURES, this::show);
    }

    private void show(PageCall call) {
        int span = call.param("days")
                .filter(text -> text.matches("[0-9]{1,3}"))
                .map(Integer::valueOf)
                .filter(SPANS::contains)
                .orElse(SPANS.get(1));
        LocalDate to = LocalDate.now(clock.withZone(ZoneOffset.UTC));
        LocalDate from = to.minusDays(span - 1L);
        List<Plot> plots = new ArrayList<>();
        for (Figure figure : Figure.values()) {
            plots.add(plot(figure, from, to));
        }
        for (Share share : Share.values()) {
            plots.add(plot(share, from, to));
        }
        call.show("figures", "Key figures", new Shown(span, SPANS, heldUp(call), plots));
    }

    /** Business numbers before technical ones: what an outage, or a question nobody answered, holds up now. */
    private List<HeldUp> heldUp(PageCall call) {
        List<HeldUp> held = new ArrayList<>();
        String stuck = call.may(Permission.SEE_OPERATIONS) ? "/console/operations/stuck" : "";
        for (String store : stores) {
            facts.unposted(store, clock.instant().minus(GRACE))
                    .ifPresent(late -> held.add(new HeldUp(
                            "orders of " + store + " are due and not in the ERP",
                            late.many(),
                            worth(late.held()),
                            stuck)));
        }
        for (AlertFacts.ParkedKind kind : facts.parked()) {
            held.add(new HeldUp(
                    "messages are parked: " + kind.code(),
                    kind.messages(),
                    worth(kind.held()),
                    call.may(Permission.SEE_PARKED) ? "/console/parked?code=" + PageCall.encoded(kind.code()) : ""));
        }
        return held;
    }

    private static String worth(Map<String, BigDecimal> sums) {
        Amounts amounts = new Amounts();
        sums.forEach(amounts::add);
        return amounts.words();
    }

    private Plot plot(Figure figure, LocalDate from, LocalDate to) {
        List<Day> days = figures.days(figure, Optional.empty(), from, to);
        Optional<Duration> target = Optional.ofNullable(targets.get(figure));
        return new Plot(
                figure.word(),
                figure.meaning(),
                figure.isTimed(),
                target.map(Show::span).orElse(""),
                days.stream()
                        .filter(day -> target.filter(most -> day.spread().p95().compareTo(most) > 0)
                                .isPresent())
                        .count(),
                days,
                figures.sums(figure, from, to),
                Map.of(),
                chart(figure, days, from, to, target));
    }

    private Plot plot(Share share, LocalDate from, LocalDate to) {
        Map<LocalDate, Long> parts = figures.days(share.part(), Optional.empty(), from, to).stream()
                .collect(Collectors.toMap(Day::day, Day::count));
        Map<LocalDate, Double> percents = new TreeMap<>();
        figures.days(share.whole(), Optional.empty(), from, to)
                .forEach(day -> percents.put(day.day(), share.percent(parts.getOrDefault(day.day(), 0L), day.count())));
        ObjectNode chart =
                JsonNodeFactory.instance.objectNode().put("type", "line").put("unit", "%");
        ArrayNode labels = chart.putArray("labels");
        ArrayNode values =
                chart.putArray("series").addObject().put("name", "a day").putArray("values");
        from.datesUntil(to.plusDays(1)).forEach(day -> {
            labels.add(day.toString());
            Optional.ofNullable(percents.get(day)).ifPresentOrElse(values::add, values::addNull);
        });
        return new Plot(share.word(), share.meaning(), false, "", 0, List.of(), List.of(), percents, chart.toString());
    }

    /** Days without any are gaps. The target is drawn where it is near enough for the rest to be seen. */
    private static String chart(
            Figure figure, List<Day> days, LocalDate from, LocalDate to, Optional<Duration> target) {
        Map<LocalDate, Day> known = days.stream().collect(Collectors.toMap(Day::day, day -> day));
        List<Optional<Day>> all = from.datesUntil(to.plusDays(1))
                .map(day -> Optional.ofNullable(known.get(day)))
                .toList();
        ObjectNode chart = JsonNodeFactory.instance.objectNode();
        chart.put("type", figure.isTimed() ? "line" : "bar").put("unit", figure.isTimed() ? "s" : "");
        ArrayNode labels = chart.putArray("labels");
        from.datesUntil(to.plusDays(1)).forEach(day -> labels.add(day.toString()));
        ArrayNode series = chart.putArray("series");
        if (!figure.isTimed()) {
            ArrayNode values = series.addObject().put("name", "a day").putArray("values");
            all.forEach(day -> values.add(day.map(Day::count).orElse(0L)));
            return chart.toString();
        }
        line(series, "p50", all, day -> day.spread().p50());
        line(series, "p95", all, day -> day.spread().p95());
        line(series, "p99", all, day -> day.spread().p99());
        Duration worst = days.stream()
                .map(day -> day.spread().p99())
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        target.filter(most -> most.compareTo(worst.multipliedBy(NEAR)) <= 0).ifPresent(most -> {
            ArrayNode values = series.addObject().put("name", "target").putArray("values");
            all.forEach(day -> values.add(most.toMillis() / 1000.0));
        });
        return chart.toString();
    }

    private interface Value {
        Duration of(Day day);
    }

    private static void line(ArrayNode series, String name, List<Optional<Day>> days, Value value) {
        ArrayNode values = series.addObject().put("name", name).putArray("values");
        days.forEach(day -> day.ifPresentOrElse(one -> values.add(value.of(one).toMillis() / 1000.0), values::addNull));
    }
}
