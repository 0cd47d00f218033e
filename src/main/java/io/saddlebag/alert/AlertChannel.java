package io.saddlebag.alert;

import io.saddlebag.delivery.Finding;

/**
 * A way to tell people. A channel sends once per call and repeats nothing; the outbox does. It does not throw for anything
 * a receiver does.
 */
interface AlertChannel {

    /** Its name in settings. */
    String name();

    /** The queue part of the route that sends by it: {@code mail} or {@code webhook}. */
    String kind();

    /** Sends one message. */
    Sent send(AlertDocument message);

    /** Whether the receiver can be reached, without sending anything. */
    Finding probe();

    /**
     * What became of it.
     *
     * @param taken whether the receiver has taken it
     * @param words what it said, in words, without secrets
     */
    record Sent(boolean taken, String words) {}
}
