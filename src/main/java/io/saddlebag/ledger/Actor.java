package io.saddlebag.ledger;

/**
 * Who decides something and from where: for histories and the audit trail.
 *
 * @param who a person, an API token, or {@link Audit#DAEMON}; one line of at most {@value #LONGEST} characters
 * @param origin a network address, {@code command line}, {@link Audit#BY_ITSELF}; empty where nobody said
 */
public record Actor(String who, String origin) {

    /** The daemon, by its rules. */
    public static final Actor DAEMON = new Actor(Audit.DAEMON, Audit.BY_ITSELF);

    private static final int LONGEST = 100;

    /**
     * Makes one line of what a caller may have sent: a name can neither break a header nor a list.
     *
     * @throws IllegalArgumentException if nobody is named
     */
    public Actor {
        String plain = who.replaceAll("[\\p{Cc}\\p{Cf}\\u2028\\u2029]+", " ")
                .replaceAll(" {2,}", " ")
                .strip();
        if (plain.isEmpty()) {
            throw new IllegalArgumentException("a decision needs somebody who takes it");
        }
        who = plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
    }
}
