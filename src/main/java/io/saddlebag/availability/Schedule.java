package io.saddlebag.availability;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Which items time alone changes, and when; each once. */
final class Schedule {

    private final TreeMap<Instant, Set<Item>> due = new TreeMap<>();
    private final Map<Item, Instant> of = new HashMap<>();

    /** Sets when an item is due next; empty if never. */
    void set(Item item, Optional<Instant> next) {
        if (next.isEmpty() && of.isEmpty()) {
            return;
        }
        Optional<Instant> before = Optional.ofNullable(of.get(item));
        if (before.equals(next)) {
            return;
        }
        before.ifPresent(time -> remove(item, time));
        next.ifPresent(time -> {
            of.put(item, time);
            due.computeIfAbsent(time, t -> new HashSet<>()).add(item);
        });
    }

    private void remove(Item item, Instant time) {
        of.remove(item);
        Set<Item> items = due.get(time);
        items.remove(item);
        if (items.isEmpty()) {
            due.remove(time);
        }
    }

    /** What is due by now; it stays until it is set anew. */
    List<Item> due(Instant now) {
        SortedMap<Instant, Set<Item>> head = due.headMap(now, true);
        List<Item> items = new ArrayList<>();
        head.values().forEach(items::addAll);
        return items;
    }
}
