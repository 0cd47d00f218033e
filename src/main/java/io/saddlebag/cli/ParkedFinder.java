package io.saddlebag.cli;

import io.saddlebag.ledger.Ledger;
import io.saddlebag.ledger.ParkedMessages.Message;
import java.util.List;

/** Finds a parked message by its id, or by the beginning of it. */
final class ParkedFinder {

    private static final String LISTS = "'parked' lists those that wait, 'parked --closed' the others";

    private static final int LEAST = 4;

    private ParkedFinder() {}

    /**
     * The message that a command is to change.
     *
     * @throws Problem if there is none, several begin so, or too little of its id is typed
     */
    static Message toChange(Ledger ledger, String beginning) {
        if (beginning.length() < LEAST) {
            throw new Problem("'" + beginning + "' is too little of an id to change anything by: type " + LEAST
                    + " characters at least; " + LISTS);
        }
        return find(ledger, beginning);
    }

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
