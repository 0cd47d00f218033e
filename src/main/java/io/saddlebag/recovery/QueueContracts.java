package io.saddlebag.recovery;

import java.util.Map;
import java.util.Optional;

/**
 * Which contract the documents of a queue are of. Raw events of partners are of none.
 *
 * @param exact contract by queue name
 * @param prefixes contract by the beginning of queue names, one queue per partner
 */
public record QueueContracts(Map<String, String> exact, Map<String, String> prefixes) {

    /** Copies the maps. */
    public QueueContracts {
        exact = Map.copyOf(exact);
        prefixes = Map.copyOf(prefixes);
    }

    Optional<String> of(String queue) {
        return Optional.ofNullable(exact.get(queue)).or(() -> prefixes.entrySet().stream()
                .filter(prefix -> queue.startsWith(prefix.getKey() + "."))
                .map(Map.Entry::getValue)
                .findFirst());
    }
}
