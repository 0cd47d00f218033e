package io.saddlebag.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds keys below {@code saddlebag.} that nothing reads, and the known key each was probably meant to be. */
final class Spelling {

    private static final String PRODUCT = "saddlebag.";

    private final Set<String> general;

    /** Compares with the general keys, which all have a default, and with those of partners. */
    Spelling(Set<String> general) {
        this.general = Set.copyOf(general);
    }

    /** One sentence about each unknown key. */
    List<String> problems(Set<String> keys) {
        List<String> problems = new ArrayList<>();
        for (String key : keys) {
            if (key.startsWith(PRODUCT) && !knows(key)) {
                problems.add(key + " is no setting of the product"
                        + nearest(key)
                                .map(known -> "; did you mean " + known + "?")
                                .orElse("; the README lists them all"));
            }
        }
        return problems;
    }

    private boolean knows(String key) {
        if (general.contains(key)) {
            return true;
        }
        return PartnerKeys.kinds().entrySet().stream().anyMatch(kind -> {
            String prefix = PRODUCT + kind.getKey() + ".";
            int dot = key.indexOf('.', prefix.length());
            return key.startsWith(prefix) && dot > 0 && kind.getValue().knows(key.substring(dot + 1));
        });
    }

    private Optional<String> nearest(String key) {
        List<String> candidates = new ArrayList<>(general);
        String[] parts = key.split("\\.", 4);
        if (parts.length == 4) {
            for (Map.Entry<String, PartnerKeys> kind : PartnerKeys.kinds().entrySet()) {
                String prefix = PRODUCT + kind.getKey() + "." + parts[2] + ".";
                kind.getValue().keys().forEach(known -> candidates.add(prefix + known));
                int dot = parts[3].indexOf('.');
                if (dot > 0) {
                    kind.getValue().maps().forEach(map -> candidates.add(prefix + map + parts[3].substring(dot)));
                }
            }
        }
        return Nearest.of(key, candidates);
    }
}
