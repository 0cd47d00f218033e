package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages.Message;
import java.util.List;

/** Finds a parked message by its id, or by the beginning of it. */
final class ParkedFinder {

    private static final String LISTS = "'parked' lists those that wait, 'parked --closed' the others";

    private ParkedFinder() {}

    /**
     * The message.
     *
     * @throws Problem if there is none, or several begin so
     */
    static Message find(Ledger ledger, String beginning) {
        List<String> ids =
                beginning.matches("[0-9a-f]+") ? ledger.parkedMessages().startingWith(beginning) : List.of();
        String id = Ids.only(ids, "parked message", beginning, LISTS);
        return ledger.parkedMessages()
                .find(id)
                .orElseThrow(() -> new Problem("the parked message " + id + " was just forgotten; " + LISTS));
    }
}
