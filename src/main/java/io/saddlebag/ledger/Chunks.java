package io.saddlebag.ledger;

import java.util.ArrayList;
import java.util.List;

/** Lists cut to one size, so that a statement with that many marks is prepared once. */
final class Chunks {

    private Chunks() {}

    /** Pieces of exactly {@code size}; the last one repeats its last value. */
    static <T> List<List<T>> of(List<T> values, int size) {
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < values.size(); from += size) {
            List<T> chunk = new ArrayList<>(values.subList(from, Math.min(from + size, values.size())));
            while (chunk.size() < size) {
                chunk.add(chunk.get(chunk.size() - 1));
            }
            chunks.add(chunk);
        }
        return chunks;
    }

    static String marks(int count) {
        return "?, ".repeat(count - 1) + "?";
    }
}
