package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages.Message;
import io.saddlebag.settings.Settings;
import io.saddlebag.wiring.LedgerAccess;
import java.util.List;
import java.util.function.Function;

/** Finds a parked message by its id, or by the beginning of it. */
final class ParkedFinder {

    /** As much of an id as lists show: enough to tell a million messages apart, mostly. */
    static final int SHORT = 10;

    private ParkedFinder() {}

    /**
     * The message.
     *
     * @throws Problem if there is none, or several begin so
     */
    static Message find(Ledger ledger, String beginning) {
        List<String> ids =
                beginning.matches("[0-9a-f]+") ? ledger.parkedMessages().startingWith(beginning) : List.of();
        if (ids.size() > 1) {
            throw new Problem("several parked messages begin with '" + beginning + "': " + String.join(", ", ids));
        }
        return ids.stream()
                .findFirst()
                .flatMap(ledger.parkedMessages()::find)
                .orElseThrow(() -> new Problem("no parked message has the id '" + beginning
                        + "'; 'parked' lists those that wait, 'parked --closed' the others"));
    }

    /** Reads from the home's ledger, beside the daemon. */
    static <T> T read(Home home, Function<Ledger, T> work) {
        Settings settings = home.settings();
        home.mustHaveRun(settings);
        try (Ledger ledger = LedgerAccess.open(settings)) {
            return work.apply(ledger);
        }
    }

    static String shortened(String id) {
        return id.length() <= SHORT ? id : id.substring(0, SHORT);
    }
}
