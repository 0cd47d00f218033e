package io.saddlebag.console;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a daemon knows of itself: its routes, queues, polls and calls. */
public interface Machinery {

    /** When it read its configuration. */
    Instant configuredAt();

    /** Configured stores. */
    Set<String> stores();

    /** Queues that an order goes through before it is in the ERP, or their beginnings. */
    Set<String> beforeErp();

    /** Its routes by name. */
    List<Route> routes();

    /** Its queues in the order of the journey. */
    List<Queue> queues();

    /** Its polls by name. */
    List<Feed> feeds();

    /** The stores' webhooks. */
    List<Hooks> webhooks();

    /** Calls of partners since it started, by the partner's full name. */
    Map<String, Calls> calls();

    /** How many messages wait for a partner, by its full name; negative where the buffer does not say. */
    long waiting(String partner);

    /**
     * A route.
     *
     * @param state {@code running}, {@code paused} or {@code stopped}
     * @param exchanges how many it has done since the start
     * @param failures how many of them failed
     */
    record Route(String id, String words, String state, long exchanges, long failures, long atWork) {}

    /**
     * A queue.
     *
     * @param depth how many messages wait; negative where the buffer does not say
     * @param age how long the first of them waits
     */
    record Queue(String name, long depth, Optional<Duration> age) {}

    /** A poll: when it last read everything, when it last failed, and why. */
    record Feed(String name, Optional<Instant> succeeded, Optional<Instant> failed, String trouble) {}

    /**
     * Webhooks of a partner.
     *
     * @param wanted whether they are to be registered
     * @param seen when the last came
     * @param noticed what was last noticed about them
     */
    record Hooks(String partner, boolean wanted, Optional<Instant> seen, String noticed) {}

    /** Calls of a partner. */
    record Calls(long made, long failed) {}
}
