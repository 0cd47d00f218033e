package io.saddlebag.delivery;

/** Why a partner call did not do what it should. Each category has one policy (README, "When something fails"). */
public enum Category {
    /** The partner or the way to it is out of order; the same call will work later. */
    TRANSIENT(true, "the partner does not answer; it is tried again until it does"),
    /** The partner asks us to slow down. */
    THROTTLED(true, "the partner asks for a slower pace; it is tried again when it allows"),
    /** Credentials or rights are missing; nothing works until a person acts, so nothing is given up. */
    AUTHENTICATION(true, "the partner refuses our credentials; renew them, then it goes on by itself"),
    /** A document is not of its contract. */
    CONTRACT(false, "a document is not of its contract"),
    /** The partner understood and said no. */
    BUSINESS(false, "the partner, or a rule, says no"),
    /** The partner's answer cannot be read. */
    MALFORMED(false, "the partner's answer cannot be read"),
    /** Our own defect. */
    BUG(false, "a defect of ours");

    private final boolean waits;
    private final String words;

    Category(boolean waits, String words) {
        this.waits = waits;
        this.words = words;
    }

    /** Whether a message keeps its place and waits (true), or is parked for a person (false). */
    public boolean waits() {
        return waits;
    }

    /** The category for a person. */
    public String words() {
        return words;
    }
}
