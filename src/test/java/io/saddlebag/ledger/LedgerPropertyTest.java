package io.saddlebag.ledger;

import static io.saddlebag.ledger.LedgerFixtures.aParked;
import static io.saddlebag.ledger.LedgerFixtures.aVersion;
import static io.saddlebag.ledger.LedgerFixtures.key;
import static org.assertj.core.api.Assertions.assertThat;

import io.saddlebag.ledger.Ledger.OrderFilter;
import io.saddlebag.ledger.Ledger.OrderRow;
import io.saddlebag.order.Lifecycle;
import io.saddlebag.order.Lifecycle.Move;
import io.saddlebag.order.OrderKey;
import io.saddlebag.order.OrderState;
import io.saddlebag.order.OrderVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Whatever is written in whatever order, the rows follow the model and the kept numbers equal a recount. */
class LedgerPropertyTest {

    /** One write, drawn at random. */
    record Act(Kind kind, int order, OrderState state, int second, int place) {}

    enum Kind {
        SEE,
        SEE_AND_MOVE,
        MOVE,
        PARK,
        CLOSE,
        MOVE_AND_CLOSE
    }

    /** What the ledger should hold. */
    private static final class Model {
        final Map<OrderKey, OrderState> states = new HashMap<>();
        final Map<OrderKey, OrderVersion> versions = new HashMap<>();
        final Map<OrderKey, Set<Integer>> parked = new HashMap<>();

        Set<Integer> parked(OrderKey order) {
            return parked.computeIfAbsent(order, key -> new TreeSet<>());
        }
    }

    @Provide
    Arbitrary<List<Act>> acts() {
        return Combinators.combine(
                        Arbitraries.of(Kind.class),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.of(OrderState.class),
                        Arbitraries.integers().between(0, 4),
                        Arbitraries.integers().between(0, 2))
                .as(Act::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(60);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void anySequenceOfWritesLeavesStatesAndCountsConsistent(@ForAll("acts") List<Act> acts) throws IOException {
        Path folder = Files.createTempDirectory("ledger-property");
        Model model = new Model();
        try (Ledger ledger = LedgerFactory.open(LedgerSettings.sqlite(folder.resolve("ledger.db")))) {
            for (Act act : acts) {
                play(ledger, model, act);
            }

            List<OrderRow> rows = ledger.orders(OrderFilter.all(100));
            assertThat(rows).extracting(OrderRow::key).containsExactlyInAnyOrderElementsOf(model.states.keySet());
            assertThat(rows).allSatisfy(row -> {
                assertThat(row.state()).isEqualTo(model.states.get(row.key()));
                assertThat(row.version()).isEqualTo(model.versions.get(row.key()));
                assertThat(row.parked()).isEqualTo(model.parked(row.key()).size());
                assertThat(ledger.parked(Optional.of(row.key()), 100)).hasSize(row.parked());
            });
            assertThat(withoutZeros(ledger.counts())).isEqualTo(recount(rows));
        } finally {
            delete(folder);
        }
    }

    private static void play(Ledger ledger, Model model, Act act) {
        OrderKey order = key(act.order());
        String place = "step-" + act.place();
        switch (act.kind()) {
            case SEE -> record(ledger, model, Step.of(order).seen(aVersion(act.second(), "h" + act.second())));
            case SEE_AND_MOVE ->
                record(
                        ledger,
                        model,
                        Step.of(order)
                                .seen(aVersion(act.second(), "h" + act.second()))
                                .moveTo(act.state()));
            case MOVE -> record(ledger, model, Step.of(order).moveTo(act.state()));
            case PARK -> {
                ledger.park(aParked(order + "/" + place, Optional.of(order), place, act.second()));
                model.parked(order).add(act.place());
            }
            case CLOSE -> {
                int closed = ledger.close(order, place, "by hand");
                assertThat(closed).isEqualTo(model.parked(order).remove(act.place()) ? 1 : 0);
            }
            case MOVE_AND_CLOSE -> {
                if (record(ledger, model, Step.of(order).moveTo(act.state()).closes(place))) {
                    model.parked(order).remove(act.place());
                }
            }
        }
    }

    /** Records on both sides; whether the step was accepted. */
    private static boolean record(Ledger ledger, Model model, Step step) {
        OrderKey order = step.order();
        Move expected = expected(model, step);
        try {
            assertThat(ledger.record(step).move()).isEqualTo(expected);
        } catch (UnknownOrder e) {
            assertThat(model.states).doesNotContainKey(order);
            return false;
        }
        assertThat(model.states).containsKey(order);
        return true;
    }

    private static Move expected(Model model, Step step) {
        OrderKey order = step.order();
        OrderState state = model.states.get(order);
        if (state == null) {
            step.seen().ifPresent(seen -> {
                model.states.put(order, step.moveTo().orElse(OrderState.WAITING));
                model.versions.put(order, seen.version());
            });
            return Move.ALLOWED;
        }
        if (step.seen().isPresent()) {
            OrderVersion version = step.seen().get().version();
            if (version.against(model.versions.get(order)) == OrderVersion.Age.OLDER) {
                return Move.ALREADY_THERE;
            }
            model.versions.put(order, version);
        }
        if (step.moveTo().isEmpty()) {
            return Move.ALREADY_THERE;
        }
        Move move = Lifecycle.judge(state, step.moveTo().get());
        if (move == Move.ALLOWED) {
            model.states.put(order, step.moveTo().get());
        }
        return move;
    }

    private static Map<String, Long> recount(List<OrderRow> rows) {
        Map<String, Long> counts = new TreeMap<>();
        rows.forEach(
                row -> counts.merge(row.parked() > 0 ? "PARKED" : row.state().name(), 1L, Long::sum));
        return counts;
    }

    private static Map<String, Long> withoutZeros(Map<String, Long> counts) {
        Map<String, Long> present = new TreeMap<>(counts);
        present.values().removeIf(count -> count == 0);
        return present;
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
