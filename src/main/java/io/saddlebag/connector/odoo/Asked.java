package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;

/**
 * What one caller wants of a batched call, and how it is answered.
 *
 * @param <I> what it wants
 * @param <T> what it gets
 */
interface Asked<I, T> {

    /** What the caller wants. */
    I wish();

    /** Answers the caller, who goes on at once; only the first answer counts. */
    void answer(Outcome<T> answer);
}
