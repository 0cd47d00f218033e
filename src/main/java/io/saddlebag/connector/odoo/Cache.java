package io.saddlebag.connector.odoo;

import io.saddlebag.delivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Remembers look-ups for a while. Thread-safe; when it is full it forgets everything and starts again. */
final class Cache<K, V> {

    private static final int LARGEST = 50_000;

    private final Map<K, Entry<V>> entries = new ConcurrentHashMap<>();
    private final Map<K, FutureTask<V>> asking = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Duration life;

    Cache(Clock clock, Duration life) {
        this.clock = clock;
        this.life = life;
    }

    private record Entry<V>(V value, Instant until) {}

    Optional<V> find(K key) {
        Entry<V> entry = entries.get(key);
        if (entry == null || !clock.instant().isBefore(entry.until)) {
            return Optional.empty();
        }
        return Optional.of(entry.value);
    }

    void put(K key, V value) {
        if (entries.size() >= LARGEST) {
            entries.clear();
        }
        entries.put(key, new Entry<>(value, clock.instant().plus(life)));
    }

    /** What is known, or is found out now; by one of those who ask at the same time, for all of them. */
    V get(K key, Supplier<V> otherwise) {
        Optional<V> known = find(key);
        if (known.isPresent()) {
            return known.get();
        }
        FutureTask<V> mine = new FutureTask<>(() -> {
            V value = otherwise.get();
            put(key, value);
            return value;
        });
        FutureTask<V> first = asking.putIfAbsent(key, mine);
        if (first == null) {
            try {
                mine.run();
            } finally {
                asking.remove(key);
            }
        }
        return result(first == null ? mine : first);
    }

    private static <V> V result(FutureTask<V> task) {
        try {
            return task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped(new Outcome.Unknown<>("stopped while it waited for a look-up"));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException known) {
                throw known;
            }
            throw new IllegalStateException("a look-up failed: " + e.getCause().getMessage(), e.getCause());
        }
    }

    void clear() {
        entries.clear();
    }
}
