package io.saddlebag.delivery;

import io.saddlebag.personal.Contacts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * What came of one partner call. Expected outcomes are values; {@link #orThrow()} turns those that stop a step into the
 * {@link DeliveryFailure} a route's error policy understands.
 *
 * @param <T> what the partner answered
 */
public sealed interface Outcome<T> {

    /** The partner does not hold what we wanted, or nobody knows; {@code reason} says why, in words. */
    sealed interface NotDone<T> extends Outcome<T> {

        /** Why, in words. */
        String reason();
    }

    /** It stays stopped until a person does something; {@code remedy} says what. */
    sealed interface ForAPerson<T> extends NotDone<T> {

        /** What to do, in words. */
        String remedy();
    }

    /** The work is done. */
    record Done<T>(T value) implements Outcome<T> {}

    /** The work had been done before, by an earlier try of ours. */
    record AlreadyThere<T>(T value) implements Outcome<T> {}

    /**
     * Not now. {@code after} is the partner's own wish (Retry-After), empty where it named none.
     *
     * @param category {@link Category#TRANSIENT} or {@link Category#THROTTLED}
     */
    record RetryLater<T>(Category category, String reason, Optional<Duration> after) implements NotDone<T> {
        /** Checks the category. */
        public RetryLater {
            if (category != Category.TRANSIENT && category != Category.THROTTLED) {
                throw new IllegalArgumentException("a retry is transient or throttled, not " + category);
            }
            reason = Contacts.masked(reason);
        }
    }

    /** The partner understood and says no: a person must decide. {@code remedy} says what to do. */
    record Refused<T>(String code, String reason, String remedy) implements ForAPerson<T> {
        /** Masks what the partner repeated of people. */
        public Refused {
            reason = Contacts.masked(reason);
        }
    }

    /** Our request, or the partner's answer, is not of the agreed form. */
    record NotUnderstood<T>(String reason, String remedy) implements ForAPerson<T> {
        /** Masks what the partner repeated of people. */
        public NotUnderstood {
            reason = Contacts.masked(reason);
        }
    }

    /** Credentials or rights. */
    record NotAllowed<T>(String reason, String remedy) implements ForAPerson<T> {
        /** Masks what the partner repeated of people. */
        public NotAllowed {
            reason = Contacts.masked(reason);
        }
    }

    /**
     * The partner is at work on the very thing, or was left in the middle of it: a few more tries, then a person must look.
     *
     * @param code stable short name of the cause
     */
    record Busy<T>(String code, String reason, String remedy) implements ForAPerson<T> {
        /** Masks what the partner repeated of people. */
        public Busy {
            reason = Contacts.masked(reason);
        }
    }

    /**
     * Nobody knows whether the work was done. Every call is repeatable, so it is simply made again.
     *
     * @param category {@link Category#TRANSIENT} for a time-out or a reset after sending, {@link Category#MALFORMED} for an
     *     answer that cannot be read
     */
    record Unknown<T>(Category category, String reason) implements NotDone<T> {

        /** Masks what the partner repeated of people. */
        public Unknown {
            reason = Contacts.masked(reason);
        }

        /** An answer that cannot be read. */
        public Unknown(String reason) {
            this(Category.MALFORMED, reason);
        }
    }

    /** Whether the partner now holds what we wanted. */
    default boolean succeeded() {
        return this instanceof Done || this instanceof AlreadyThere;
    }

    /** Why the work is not done, or {@code otherwise} where it is. */
    default String reasonOr(String otherwise) {
        return this instanceof NotDone<T> missing ? missing.reason() : otherwise;
    }

    /** What a person is to do, or {@code otherwise} where the outcome itself asks for nothing. */
    default String remedyOr(String otherwise) {
        return this instanceof ForAPerson<T> task ? task.remedy() : otherwise;
    }

    /** The same outcome with another value. */
    @SuppressWarnings("unchecked")
    default <R> Outcome<R> map(Function<? super T, ? extends R> f) {
        if (this instanceof Done<T> done) {
            return new Done<>(f.apply(done.value()));
        }
        if (this instanceof AlreadyThere<T> there) {
            return new AlreadyThere<>(f.apply(there.value()));
        }
        return (Outcome<R>) this;
    }

    /** Goes on with the value, or keeps what stopped it. */
    @SuppressWarnings("unchecked")
    default <R> Outcome<R> then(Function<? super T, Outcome<R>> f) {
        if (this instanceof Done<T> done) {
            return f.apply(done.value());
        }
        if (this instanceof AlreadyThere<T> there) {
            return f.apply(there.value());
        }
        return (Outcome<R>) this;
    }

    /**
     * The value.
     *
     * @param partner configured name of the partner, for the message
     * @param operation what was asked of it, for the message
     * @throws DeliveryFailure if there is none; its category decides between waiting and parking
     */
    default T orThrow(String partner, String operation) {
        if (this instanceof Done<T> done) {
            return done.value();
        }
        if (this instanceof AlreadyThere<T> there) {
            return there.value();
        }
        String where = partner + ", " + operation + ": ";
        if (this instanceof RetryLater<T> later) {
            throw new DeliveryFailure.Waiting(partner, later.category(), where + later.reason(), later.after());
        }
        if (this instanceof Unknown<T> unknown) {
            throw new DeliveryFailure.Waiting(partner, unknown.category(), where + unknown.reason(), Optional.empty());
        }
        if (this instanceof Busy<T> busy) {
            throw new DeliveryFailure.Waiting(
                    partner, Category.IN_PROGRESS, busy.code(), where + busy.reason(), busy.remedy(), Optional.empty());
        }
        if (this instanceof NotAllowed<T> denied) {
            throw new DeliveryFailure.Waiting(
                    partner,
                    Category.AUTHENTICATION,
                    where + denied.reason() + ". " + denied.remedy(),
                    Optional.empty());
        }
        if (this instanceof Refused<T> refused) {
            throw new DeliveryFailure.Parking(
                    partner, Category.BUSINESS, refused.code(), where + refused.reason(), refused.remedy());
        }
        NotUnderstood<T> odd = (NotUnderstood<T>) this;
        throw new DeliveryFailure.Parking(partner, Category.CONTRACT, "contract", where + odd.reason(), odd.remedy());
    }
}
