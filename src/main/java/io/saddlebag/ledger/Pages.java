package io.saddlebag.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Cuts many rows into what one statement or one transaction takes. */
final class Pages {

    /** Keys in one statement. */
    static final int KEYS = 500;

    private Pages() {}

    static <T> List<List<T>> of(List<T> rows, int size) {
        List<List<T>> pages = new ArrayList<>();
        for (int from = 0; from < rows.size(); from += size) {
            pages.add(rows.subList(from, Math.min(from + size, rows.size())));
        }
        return pages;
    }

    static <T> Map<String, List<T>> byStore(Collection<T> rows, Function<T, String> store) {
        return rows.stream().collect(Collectors.groupingBy(store, TreeMap::new, Collectors.toList()));
    }

    static String marks(List<String> keys) {
        return String.join(",", Collections.nCopies(keys.size(), "?"));
    }

    static Object[] values(String first, List<String> keys) {
        List<Object> values = new ArrayList<>(keys.size() + 1);
        values.add(first);
        values.addAll(keys);
        return values.toArray();
    }
}
