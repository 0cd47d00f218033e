package io.saddlebag.alert;

import io.saddlebag.ledger.PartnerPauses;
import io.saddlebag.ledger.PartnerPauses.Pause;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** When partners were paused, by themselves or by a person: what they did not do then was not to be expected. */
final class StoodStill {

    private static final int LATEST = 100;

    private final PartnerPauses pauses;
    private final Clock clock;

    /** Reads these pauses. */
    StoodStill(PartnerPauses pauses, Clock clock) {
        this.pauses = pauses;
        this.clock = clock;
    }

    /** A span of time. */
    record Time(Instant from, Instant to) {}

    /** Whether a partner, by its full name, is paused now. */
    boolean now(String partner) {
        return pauses.open().stream().anyMatch(pause -> pause.partner().equals(partner));
    }

    /** The spans since a moment in which it was paused; they do not overlap, though a person's pause may lie in another. */
    List<Time> since(String partner, Instant moment) {
        List<Time> spans = new ArrayList<>();
        Instant reached = moment;
        List<Pause> inOrder = pauses.history(Optional.of(partner), LATEST).stream()
                .sorted(Comparator.comparing(Pause::since))
                .toList();
        for (Pause pause : inOrder) {
            Instant from = pause.since().isAfter(reached) ? pause.since() : reached;
            Instant to = pause.liftedAt().orElseGet(clock::instant);
            if (from.isBefore(to)) {
                spans.add(new Time(from, to));
                reached = to;
            }
        }
        return spans;
    }
}
