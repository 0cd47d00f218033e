package io.saddlebag.connector.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import io.saddlebag.delivery.Category;
import io.saddlebag.delivery.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Of a batch Odoo rejects, only those are refused that are refused alone. */
class LotsTest {

    private static final List<Integer> MEMBERS = IntStream.range(0, 50).boxed().toList();

    private final Map<Integer, Boolean> told = new TreeMap<>();
    private final List<List<Integer>> calls = new ArrayList<>();

    @Test
    void refusesOnlyTheBadOneAlthoughOdooNamesTheFirstFirst() {
        send(Set.of(7), lot -> new TreeSet<>(List.of(0, lot.indexOf(7))));

        assertThat(told).hasSize(50);
        assertThat(told).containsEntry(7, false).containsEntry(0, true);
        assertThat(told.values()).filteredOn(good -> !good).hasSize(1);
        assertThat(calls).as("all, the rest, the two that were named").hasSize(4);
    }

    @Test
    void findsTheBadOnesWhereOdooNamesNone() {
        send(Set.of(3, 31), lot -> Set.of());

        assertThat(told.entrySet())
                .filteredOn(each -> !each.getValue())
                .extracting(Map.Entry::getKey)
                .containsExactly(3, 31);
        assertThat(told).hasSize(50);
        assertThat(calls.size()).isLessThan(30);
    }

    @Test
    void refusesAllWhereAllAreBad() {
        send(Set.copyOf(MEMBERS), lot -> Set.of());

        assertThat(told).hasSize(50);
        assertThat(told.values()).containsOnly(false);
    }

    @Test
    void asksOnceWhereWhatIsWrongHitsAllAlike() {
        Outcome<JsonNode> down = new Outcome.RetryLater<>(Category.TRANSIENT, "down", Optional.empty());

        new Lots<Integer>(
                        any -> 1,
                        lot -> {
                            calls.add(lot);
                            return Judged.of(down);
                        },
                        (lot, judged) -> lot.forEach(
                                each -> told.put(each, judged.outcome().succeeded())))
                .send(MEMBERS);

        assertThat(calls).hasSize(1);
        assertThat(told).hasSize(50);
    }

    @Test
    void knowsWhoseRecordIsNamedWhereMembersHaveSeveral() {
        List<Integer> taken = new ArrayList<>();

        new Lots<Integer>(
                        member -> member == 1 ? 2 : 1,
                        lot -> lot.contains(2) && lot.size() > 1
                                ? refused(Set.of(3)) // 0: 0, 1: 1 and 2, 2: 3
                                : good(),
                        (lot, judged) -> {
                            if (lot.size() == 1) {
                                taken.addAll(lot);
                            }
                        })
                .send(List.of(0, 1, 2));

        assertThat(taken).containsExactly(2);
    }

    @Test
    void putsNoKeyTwiceIntoOneLot() {
        List<List<String>> lots = Lots.distinct(List.of("a", "b", "a", "a", "c"), List::of);

        assertThat(lots).containsExactly(List.of("a", "b", "c"), List.of("a"), List.of("a"));
    }

    private interface Naming {
        Set<Integer> of(List<Integer> lot);
    }

    private void send(Set<Integer> bad, Naming named) {
        new Lots<Integer>(
                        any -> 1,
                        lot -> {
                            calls.add(lot);
                            return lot.stream().anyMatch(bad::contains) ? refused(named.of(lot)) : good();
                        },
                        (lot, judged) -> lot.forEach(
                                each -> told.put(each, judged.outcome().succeeded())))
                .send(MEMBERS);
    }

    private static Judged good() {
        return Judged.of(new Outcome.Done<>(NullNode.getInstance()));
    }

    private static Judged refused(Set<Integer> records) {
        return new Judged(new Outcome.Refused<>("odoo-refused", "no", "correct it"), false, true, records);
    }
}
