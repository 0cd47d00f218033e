package io.saddlebag.recovery.reconciliation;

import io.saddlebag.settings.Section;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * {@code saddlebag.reconcile.*}.
 *
 * @param window how far back the nightly run looks
 * @param grace how long something may be on its way before it counts as missing
 * @param patience how long a run waits in all for a partner that does not answer
 * @param keep how long closed differences and runs are kept
 * @param repaired kinds that are repaired without being asked
 * @param since orders placed before then are not expected in the ledger; empty: a day before the first order was seen
 */
public record ReconciliationSettings(
        Duration window,
        Duration grace,
        Duration patience,
        Duration keep,
        Set<Kind> repaired,
        Optional<Instant> since) {

    private static final String ALL = "all";

    /** Copies the set. */
    public ReconciliationSettings {
        repaired = Set.copyOf(repaired);
    }

    /** Reads the settings; what is wrong with them is reported to the section. */
    public static ReconciliationSettings from(Section section) {
        int days = section.number("days", 14);
        if (days < 1 || days > 3_650) {
            section.problem("days", "must be a number of days from 1 to 3650");
        }
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String word : section.list("repair", List.of())) {
            if (word.equals(ALL)) {
                kinds.addAll(EnumSet.allOf(Kind.class));
                continue;
            }
            Kind.of(word)
                    .ifPresentOrElse(
                            kinds::add,
                            () -> section.problem(
                                    "repair", "has '" + word + "', which is none of " + String.join(", ", Kind.all())));
        }
        return new ReconciliationSettings(
                Duration.ofDays(Math.max(1, days)),
                section.duration("grace", Duration.ofHours(1)),
                section.duration("patience", Duration.ofMinutes(5)),
                section.duration("keep", Duration.ofDays(90)),
                kinds,
                section.find("since").flatMap(text -> since(section, text)));
    }

    private static Optional<Instant> since(Section section, String text) {
        try {
            return Optional.of(
                    text.length() == 10
                            ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                            : Instant.parse(text));
        } catch (DateTimeException e) {
            section.problem("since", "must be a day such as 2026-11-23 or an instant such as 2026-11-23T08:00:00Z");
            return Optional.empty();
        }
    }
}
