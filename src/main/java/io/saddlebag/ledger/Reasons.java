package io.saddlebag.ledger;

import io.saddlebag.ledger.Prices.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Reasons as a text of the database: a line for each, its code first. */
final class Reasons {

    private Reasons() {}

    static String text(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> reason.code() + " " + reason.words().replace('\n', ' '))
                .collect(Collectors.joining("\n"));
    }

    static List<Reason> of(String text) {
        List<Reason> reasons = new ArrayList<>();
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            reasons.add(new Reason(line.substring(0, Math.max(space, 0)), line.substring(space + 1)));
        });
        return reasons;
    }

    /** The codes, each between commas, to be looked for. */
    static String codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).distinct().collect(Collectors.joining(",", ",", ","));
    }
}
