package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Latency;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Percentiles, computed from the most recently changed orders when somebody asks. A bounded sample and not a histogram
 * table: writing costs nothing, and asking costs the same however many orders there are.
 */
final class Timings {

    private static final int ORDERS = 5_000;

    private Timings() {}

    static Map<String, Latency> latencies(Session session, Instant since) throws SQLException {
        Map<String, List<Long>> samples = new TreeMap<>();
        session.list(
                "select e.step, e.system, e.latency_us from"
                        + " (select order_key from orders where changed_at >= ? order by changed_at desc limit "
                        + ORDERS
                        + ") o join events e on e.order_key = o.order_key where e.last_at >= ? and e.latency_us > 0",
                row -> samples.computeIfAbsent(row.getString(1) + " " + row.getString(2), name -> new ArrayList<>())
                        .add(row.getLong(3)),
                since,
                since);
        return distributions(samples, ChronoUnit.MICROS);
    }

    static Map<String, Latency> legs(Session session, Instant since) throws SQLException {
        List<String> names =
                List.of("seen to due", "due to posted", "due to released", "due to shipped", "due to completed");
        Map<String, List<Long>> samples = new LinkedHashMap<>();
        names.forEach(name -> samples.put(name, new ArrayList<>()));
        session.list(
                "select due_at - seen_at, posted_at - due_at, released_at - due_at, shipped_at - due_at,"
                        + " completed_at - due_at from orders where changed_at >= ? order by changed_at desc limit "
                        + ORDERS,
                row -> {
                    for (int i = 0; i < names.size(); i++) {
                        long took = row.getLong(i + 1);
                        if (!row.wasNull()) {
                            samples.get(names.get(i)).add(took);
                        }
                    }
                    return true;
                },
                since);
        samples.values().removeIf(List::isEmpty);
        return distributions(samples, ChronoUnit.MILLIS);
    }

    private static Map<String, Latency> distributions(Map<String, List<Long>> samples, ChronoUnit unit) {
        Map<String, Latency> found = new LinkedHashMap<>();
        samples.forEach((name, values) -> {
            values.sort(null);
            found.put(
                    name,
                    new Latency(
                            values.size(),
                            percentile(values, 50, unit),
                            percentile(values, 95, unit),
                            percentile(values, 99, unit)));
        });
        return found;
    }

    /** Nearest rank. */
    private static Duration percentile(List<Long> sorted, int percent, ChronoUnit unit) {
        int rank = (int) Math.ceil(sorted.size() * percent / 100.0);
        return Duration.of(sorted.get(Math.max(rank, 1) - 1), unit);
    }
}
