package io.saddlebag.recovery;

import io.saddlebag.delivery.Category;
import io.saddlebag.settings.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The words by which parked messages are filtered: a mistyped one would look as if nothing waited. */
public final class ParkedWords {

    private ParkedWords() {}

    /** What is wrong with the words typed, in a sentence; empty if they are known, or not typed. */
    public static Optional<String> problem(Optional<String> code, Optional<String> category) {
        List<String> codes = Catalogue.shipped().entries().stream()
                .flatMap(entry -> entry.codes().stream())
                .sorted()
                .toList();
        List<String> categories =
                Arrays.stream(Category.values()).map(Category::word).toList();
        return code.flatMap(word -> problem("code", word, codes))
                .or(() -> category.flatMap(word -> problem("category", word, categories)));
    }

    private static Optional<String> problem(String what, String word, List<String> known) {
        return known.contains(word)
                ? Optional.empty()
                : Optional.of("no " + what + " is called '" + word + "'"
                        + Nearest.of(word, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse(".")
                        + " Known are: " + String.join(", ", known));
    }
}
