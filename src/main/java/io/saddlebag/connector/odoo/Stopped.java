package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;

/**
 * Ends an operation of several calls at the first one without an answer. Never leaves this package: {@link
 * OdooSession#attempt} turns it back into the outcome it carries.
 */
final class Stopped extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Outcome<?> outcome;

    Stopped(Outcome<?> outcome) {
        super(outcome.toString(), null, false, false);
        this.outcome = outcome;
    }

    /** A business refusal. */
    static Stopped refused(String code, String reason, String remedy) {
        return new Stopped(new Outcome.Refused<>(code, reason, remedy));
    }

    /** An answer that is not of its form. */
    static Stopped odd(String what) {
        return new Stopped(new Outcome.NotUnderstood<>(what, "run doctor; a module may have changed Odoo's answers"));
    }

    /** Why it ended; never a success. */
    @SuppressWarnings("unchecked")
    <T> Outcome<T> outcome() {
        return (Outcome<T>) outcome;
    }
}
