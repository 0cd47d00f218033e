package io.saddlebag.connector.odoo;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One call for several. Odoo rejects a whole batch for one bad record (facts: erp 29), and the record it names need not be the
 * bad one: where the creation of all at once fails, {@code load} puts that message first, with the place of the first record
 * (odoo/orm/models.py, {@code load}, "global_error_message"). So those named are taken out and made alone, the rest together
 * again; where none is named, the lot is halved. Nobody is refused for what another did, and the good ones are done first.
 *
 * @param <M> a member of the batch
 */
final class Lots<M> {

    private final ToIntFunction<M> records;
    private final Function<List<M>, Judged> call;
    private final BiConsumer<List<M>, Judged> told;

    /**
     * @param records how many records of the call a member is
     * @param call makes the call for some members
     * @param told hears what came of it: a success, what hits all alike, or the refusal of a single member
     */
    Lots(ToIntFunction<M> records, Function<List<M>, Judged> call, BiConsumer<List<M>, Judged> told) {
        this.records = records;
        this.call = call;
        this.told = told;
    }

    void send(List<M> members) {
        Deque<List<M>> left = new ArrayDeque<>();
        left.add(members);
        while (!left.isEmpty()) {
            List<M> lot = left.poll();
            if (lot.isEmpty()) {
                continue;
            }
            Judged judged = call.apply(lot);
            if (lot.size() == 1 || !judged.ofARecord()) {
                told.accept(lot, judged);
            } else {
                divide(lot, named(lot, judged.records()), left);
            }
        }
    }

    private void divide(List<M> lot, Set<M> named, Deque<List<M>> left) {
        if (named.isEmpty() || named.size() == lot.size()) {
            halve(lot, left);
            return;
        }
        left.addFirst(lot.stream().filter(m -> !named.contains(m)).toList());
        named.forEach(m -> left.addLast(List.of(m)));
    }

    static <M> void halve(List<M> lot, Deque<List<M>> left) {
        int middle = lot.size() / 2;
        left.addFirst(lot.subList(middle, lot.size()));
        left.addFirst(lot.subList(0, middle));
    }

    private Set<M> named(List<M> lot, Set<Integer> places) {
        Set<M> named = new LinkedHashSet<>();
        int first = 0;
        for (M member : lot) {
            int after = first + records.applyAsInt(member);
            for (int place = first; place < after; place++) {
                if (places.contains(place)) {
                    named.add(member);
                }
            }
            first = after;
        }
        return named;
    }

    /** Splits into lots in which no key comes twice: one external id twice in one load would make two records. */
    static <M> List<List<M>> distinct(List<M> members, Function<M, Collection<String>> keys) {
        List<List<M>> lots = new ArrayList<>();
        List<Set<String>> taken = new ArrayList<>();
        for (M member : members) {
            Collection<String> own = keys.apply(member);
            int at = 0;
            while (at < lots.size() && !Collections.disjoint(taken.get(at), own)) {
                at++;
            }
            if (at == lots.size()) {
                lots.add(new ArrayList<>());
                taken.add(new HashSet<>());
            }
            lots.get(at).add(member);
            taken.get(at).addAll(own);
        }
        return lots;
    }
}
