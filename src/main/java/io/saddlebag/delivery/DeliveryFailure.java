package io.saddlebag.delivery;

import io.saddlebag.personal.Contacts;
import java.time.Duration;
import java.util.Optional;

/** A step cannot go on. The error policies in {@code routes/policies} ask {@link CategoryPolicies} what becomes of it. */
public abstract sealed class DeliveryFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String partner;
    private final Category category;
    private final String code;
    private final String remedy;

    private DeliveryFailure(String partner, Category category, String code, String message, String remedy) {
        super(Contacts.masked(message)); // a partner repeats what it refuses; this is kept, logged and shown
        this.partner = partner;
        this.category = category;
        this.code = code;
        this.remedy = Contacts.masked(remedy);
    }

    /** Configured name of the partner, or {@code saddlebag} for a rule of ours. */
    public String partner() {
        return partner;
    }

    /** Why. */
    public Category category() {
        return category;
    }

    /** Stable short name of the cause, see the catalogue of codes. */
    public String code() {
        return code;
    }

    /** What a person can do. */
    public String remedy() {
        return remedy;
    }

    /** The message keeps its place and is tried again, unless the policy of its category has it parked. */
    public static sealed class Waiting extends DeliveryFailure permits Paused {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> after;

        /** See {@link Outcome.RetryLater}; its code is the category's word. */
        public Waiting(String partner, Category category, String message, Optional<Duration> after) {
            this(
                    partner,
                    category,
                    category.word(),
                    message,
                    "Look after " + partner + " and its connection; then replay it",
                    after);
        }

        /** A failure that has a code and a remedy of its own for the case that waiting does not help. */
        public Waiting(
                String partner,
                Category category,
                String code,
                String message,
                String remedy,
                Optional<Duration> after) {
            super(partner, category, code, message, remedy);
            this.after = after;
        }

        /** How long the partner asked us to wait. */
        public Optional<Duration> after() {
            return after;
        }
    }

    /**
     * The partner is paused, so nothing was sent to it. Says nothing about the message: it costs no try, and is over when the
     * partner goes on.
     */
    public static final class Paused extends Waiting {
        private static final long serialVersionUID = 1L;

        /**
         * A refused call.
         *
         * @param message since when and why, in words
         */
        public Paused(String partner, Category category, String message) {
            super(partner, category, message, Optional.empty());
        }
    }

    /** A person must decide: the message is parked, and the queue moves on. */
    public static final class Parking extends DeliveryFailure {
        private static final long serialVersionUID = 1L;

        /**
         * A failure for a person.
         *
         * @param code stable short name of the cause, e.g. {@code unknown-sku}
         * @param message what failed, in words
         * @param remedy what to do about it
         */
        public Parking(String partner, Category category, String code, String message, String remedy) {
            super(partner, category, code, message, remedy);
        }
    }
}
