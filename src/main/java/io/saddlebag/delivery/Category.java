package io.saddlebag.delivery;

import java.util.Locale;

/**
 * Why a partner call did not do what it should. Each has one policy, which an operator reads and sets ({@code
 * saddlebag.policy.CATEGORY}, {@link CategoryPolicy}).
 */
public enum Category {
    /** The partner or the way to it is out of order; the same call will work later. */
    TRANSIENT(CategoryPolicy.forEver(), "the partner does not answer; it is tried again until it does"),
    /** The partner asks us to slow down. */
    THROTTLED(CategoryPolicy.forEver(), "the partner asks for a slower pace; it is tried again when it allows"),
    /** Credentials or rights are missing; nothing works until a person acts, so nothing is given up. */
    AUTHENTICATION(
            CategoryPolicy.forEver(), "the partner refuses our credentials; renew them, then it goes on by itself"),
    /** The partner is at work on the very thing we ask for, as WooCommerce with a SKU. */
    IN_PROGRESS(CategoryPolicy.tries(10), "the partner is still at work on the same thing"),
    /** A document is not of its contract. */
    CONTRACT(CategoryPolicy.park(), "a document is not of its contract"),
    /** The partner understood and said no. */
    BUSINESS(CategoryPolicy.park(), "the partner, or a rule, says no"),
    /** The partner's answer cannot be read, so that nobody knows whether the work was done. */
    MALFORMED(CategoryPolicy.tries(20), "the partner's answer cannot be read"),
    /** Our own defect. */
    BUG(CategoryPolicy.tries(3), "a defect of ours");

    private final CategoryPolicy usual;
    private final String words;

    Category(CategoryPolicy usual, String words) {
        this.usual = usual;
        this.words = words;
    }

    /** What becomes of a message where the settings say nothing else. */
    public CategoryPolicy usual() {
        return usual;
    }

    /** Whether the cause may go away by itself, or by something done at the partner: only then waiting without end makes sense. */
    public boolean heals() {
        return this == TRANSIENT || this == THROTTLED || this == AUTHENTICATION;
    }

    /** The category for a person. */
    public String words() {
        return words;
    }

    /** The category in settings, metrics and the ledger. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
