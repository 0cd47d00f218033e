package io.saddlebag.sandbox.odoo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.AbstractCollection;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Narrows a search by index: the rows that can match at all. Takes the smallest set among the conditions that must
 * hold; paths ({@code order_id.client_order_ref}) are resolved from their end. Empty where no index helps.
 */
final class Candidates {

    private static final int ENOUGH = 64;

    private final Store store;

    Candidates(Store store) {
        this.store = store;
    }

    Optional<Collection<Integer>> of(Table table, Domain domain) {
        if (domain instanceof Domain.Leaf leaf) {
            return leaf(table, leaf);
        }
        if (domain instanceof Domain.Any any) {
            Set<Integer> union = new LinkedHashSet<>();
            for (Domain part : any.parts()) {
                Optional<Collection<Integer>> some = of(table, part);
                if (some.isEmpty()) {
                    return Optional.empty();
                }
                union.addAll(some.get());
            }
            return Optional.of(union);
        }
        if (!(domain instanceof Domain.All all)) {
            return Optional.empty();
        }
        Optional<Collection<Integer>> best = Optional.empty();
        for (boolean paths : new boolean[] {false, true}) {
            for (Domain part : all.parts()) {
                boolean path = part instanceof Domain.Leaf leaf && leaf.path().size() > 1;
                if (path != paths || (best.isPresent() && best.get().size() <= ENOUGH)) {
                    continue;
                }
                Optional<Collection<Integer>> some = of(table, part);
                if (some.isPresent()
                        && (best.isEmpty() || some.get().size() < best.get().size())) {
                    best = some;
                }
            }
        }
        return best;
    }

    private Optional<Collection<Integer>> leaf(Table table, Domain.Leaf leaf) {
        String name = leaf.path().get(0);
        if (leaf.path().size() > 1) {
            return table.model.find(name).filter(Field::relational).flatMap(f -> of(
                            store.table(f.relation()),
                            new Domain.Leaf(leaf.path().subList(1, leaf.path().size()), leaf.operator(), leaf.value()))
                    .flatMap(ids -> back(table, f, ids)));
        }
        if (name.equals("write_date") && (leaf.operator().startsWith(">"))) {
            OptionalLong since = Moments.parse(leaf.value().asText());
            return since.isEmpty() ? Optional.empty() : Optional.of(new Written(table.writtenSince(since.getAsLong())));
        }
        boolean in = leaf.operator().equals("in") && leaf.value().isArray();
        if (!in && !leaf.operator().equals("=")) {
            return Optional.empty();
        }
        if (name.equals("id")) {
            return keys(leaf.value(), true);
        }
        return table.model.find(name).filter(table::indexed).flatMap(f -> keys(leaf.value(), f.relational())
                .map(k -> union(table, f, k)));
    }

    private static <T> Optional<Collection<T>> keys(JsonNode value, boolean numbers) {
        List<Object> keys = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : List.of(value)) {
            if (numbers != one.isInt()
                    || (!numbers && (!one.isTextual() || one.asText().isEmpty()))) {
                return Optional.empty();
            }
            keys.add(numbers ? (Object) one.asInt() : one.asText());
        }
        @SuppressWarnings("unchecked")
        Collection<T> typed = (Collection<T>) new LinkedHashSet<>(keys);
        return Optional.of(typed);
    }

    private static Collection<Integer> union(Table table, Field field, Collection<?> keys) {
        if (keys.size() == 1) {
            return table.lookUp(field.name(), keys.iterator().next());
        }
        Set<Integer> ids = new LinkedHashSet<>();
        keys.forEach(k -> ids.addAll(table.lookUp(field.name(), k)));
        return ids;
    }

    /** The rows whose field points at one of the ids. */
    private Optional<Collection<Integer>> back(Table table, Field field, Collection<Integer> ids) {
        if (table.indexed(field)) {
            return Optional.of(union(table, field, ids));
        }
        if (field.kind() != Field.Kind.O2M) {
            return Optional.empty();
        }
        Table other = store.table(field.relation());
        Set<Integer> owners = new LinkedHashSet<>();
        ids.forEach(id -> other.find(id).ifPresent(r -> owners.add(r.ref(field.inverse()))));
        return Optional.of(owners);
    }

    /** The ids of a range of the write index, without copying it. */
    private static final class Written extends AbstractCollection<Integer> {
        private final Collection<Table.Stamp> stamps;

        Written(Collection<Table.Stamp> stamps) {
            this.stamps = stamps;
        }

        @Override
        public Iterator<Integer> iterator() {
            return stamps.stream().map(Table.Stamp::id).iterator();
        }

        @Override
        public int size() {
            return stamps.size();
        }
    }
}
