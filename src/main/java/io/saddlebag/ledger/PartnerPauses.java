package io.saddlebag.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the exchange with a partner stood still and who wanted it so, and how much of a daily quota is used. Shared by all
 * daemons on one ledger. All methods throw {@link LedgerUnavailable} where the database does not answer.
 *
 * <p>Partners are named in full, e.g. {@code erp.odoo}.
 */
public interface PartnerPauses {

    /** The pauses in force. */
    List<Pause> open();

    /** All pauses, the newest first, of one partner where one is named. */
    List<Pause> history(Optional<String> partner, int limit);

    /**
     * Notes a pause. Automatic ones that were over long ago are deleted with it.
     *
     * @param forced whether a person wants it
     * @param category what was met, empty where a person wants it
     * @param by {@code saddlebag}, or the person
     * @return false if such a pause is in force already
     */
    boolean pause(String partner, boolean forced, Instant since, String category, String reason, String by);

    /** Ends a pause; false if none of this kind is in force. */
    boolean lift(String partner, boolean forced, String by, String why);

    /**
     * Takes calls out of a daily quota before they are made.
     *
     * @param begun when the quota began anew; what was counted before does not count any more
     * @return how many of the wanted may be made, 0 if it is used up
     */
    long take(String partner, Instant begun, long wanted, long most);

    /** Gives back calls that were taken and not made. */
    void giveBack(String partner, Instant begun, long count);

    /** How many were taken since the quota began anew. */
    long used(String partner, Instant begun);

    /**
     * A pause.
     *
     * @param liftedAt empty while it is in force
     */
    record Pause(
            String partner,
            boolean forced,
            Instant since,
            String category,
            String reason,
            String by,
            Optional<Instant> liftedAt,
            String liftedBy,
            String liftedWhy) {}
}
