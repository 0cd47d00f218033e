package io.saddlebag.settings;

import java.util.Collection;
import java.util.Optional;

/** What a person who mistyped a word probably meant. */
public final class Nearest {

    /** Further apart than this a suggestion would be a guess. */
    private static final int FARTHEST = 4;

    private Nearest() {}

    /** The known word with the fewest letters to change; of equals the first of the alphabet. Empty if none is near. */
    public static Optional<String> of(String typed, Collection<String> known) {
        int farthest = Math.min(FARTHEST, typed.length() / 2);
        String best = "";
        int least = farthest + 1;
        for (String candidate : known) {
            int distance = distance(typed, candidate);
            if (distance < least || distance == least && candidate.compareTo(best) < 0) {
                least = distance;
                best = candidate;
            }
        }
        return least <= farthest ? Optional.of(best) : Optional.empty();
    }

    /** Levenshtein's: letters to insert, delete or exchange. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchanged = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
