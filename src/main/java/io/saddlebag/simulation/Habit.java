package io.saddlebag.simulation;

/** What a shopper or a shop worker does with an order after it was placed. */
enum Habit {
    /** Nothing: it travels to the end. */
    KEEPS,
    /** Cancels it. */
    CANCELS,
    /** Orders one piece more of the first line. */
    EDITS,
    /** Gets some money back. */
    REFUNDS,
    /** Puts it into the trash. */
    TRASHES,
    /** Deletes it for good, of which the store tells nobody. */
    DELETES
}
