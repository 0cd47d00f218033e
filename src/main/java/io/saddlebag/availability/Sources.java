package io.saddlebag.availability;

import io.saddlebag.availability.Rules.Node;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each source has been read, and what time it is. */
final class Sources {

    /** What a node's numbers are worth. */
    enum State {
        FRESH,
        STALE,
        NEVER_READ
    }

    private final Map<String, Instant> read = new HashMap<>();
    private final Map<Node, State> states = new IdentityHashMap<>();
    private Instant now;

    Sources(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    void now(Instant time) {
        now = time;
        states.clear();
    }

    Optional<Instant> asOf(String source) {
        return Optional.ofNullable(read.get(source));
    }

    /** The latest time a level is known to be right for: the source was read since, and had no other. */
    Instant good(Level level) {
        return asOf(level.place().source())
                .filter(asOf -> asOf.isAfter(level.at()))
                .orElse(level.at());
    }

    void read(Feed feed) {
        read.put(feed.source(), feed.asOf());
        states.clear();
    }

    /** Whether something that happened then is in the source's levels. */
    boolean covers(String source, Optional<Instant> happened) {
        Instant asOf = read.get(source);
        return asOf != null && happened.isPresent() && happened.get().isBefore(asOf);
    }

    State state(Node node) {
        return states.computeIfAbsent(node, this::judge);
    }

    private State judge(Node node) {
        if (node.source().isEmpty()) {
            return State.FRESH;
        }
        Instant asOf = read.get(node.source().get());
        if (asOf == null) {
            return State.NEVER_READ;
        }
        return asOf.plus(node.staleAfter().value()).isBefore(now) ? State.STALE : State.FRESH;
    }

    /** Forgets nodes that rules do not have any longer. */
    void forget() {
        states.clear();
    }

    List<State> states(List<Node> nodes) {
        return nodes.stream().map(this::state).toList();
    }
}
