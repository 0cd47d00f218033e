package io.saddlebag.delivery;

import java.time.Duration;
import java.util.Optional;

/** A step cannot go on. The two kinds are what the error policies in {@code routes/policies} tell apart. */
public abstract sealed class DeliveryFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String partner;
    private final Category category;

    private DeliveryFailure(String partner, Category category, String message) {
        super(message);
        this.partner = partner;
        this.category = category;
    }

    /** Configured name of the partner, or {@code saddlebag} for a rule of ours. */
    public String partner() {
        return partner;
    }

    /** Why. */
    public Category category() {
        return category;
    }

    /** The message keeps its place and is tried again: partner down, throttled, or refusing our credentials. */
    public static final class Waiting extends DeliveryFailure {
        private static final long serialVersionUID = 1L;
        private final transient Optional<Duration> after;

        /** See {@link Outcome.RetryLater}. */
        public Waiting(String partner, Category category, String message, Optional<Duration> after) {
            super(partner, category, message);
            this.after = after;
        }

        /** How long the partner asked us to wait. */
        public Optional<Duration> after() {
            return after;
        }
    }

    /** The message is parked for a person; the queue moves on. */
    public static final class Parking extends DeliveryFailure {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final String remedy;

        /**
         * A failure for a person.
         *
         * @param code stable short name of the cause, e.g. {@code unknown-sku}
         * @param message what failed, in words
         * @param remedy what to do about it
         */
        public Parking(String partner, Category category, String code, String message, String remedy) {
            super(partner, category, message);
            this.code = code;
            this.remedy = remedy;
        }

        /** Stable short name of the cause. */
        public String code() {
            return code;
        }

        /** What a person can do. */
        public String remedy() {
            return remedy;
        }
    }
}
