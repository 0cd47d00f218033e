package io.saddlebag.ledger;

import io.saddlebag.ledger.Figures.Figure;
import io.saddlebag.ledger.Figures.Spread;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;

/** The table {@code figures}: histograms whose buckets grow by 7 %. */
final class FigureTable {

    private static final double GROWTH = Math.log(1.07);

    private FigureTable() {}

    /** A row of the table without its shard. */
    record Key(long day, Figure figure, String subject, int bucket) implements Comparable<Key> {

        static Key counted(Instant at, Figure figure, String subject) {
            return new Key(day(at), figure, subject, 0);
        }

        static Key timed(Instant at, Figure figure, String subject, Duration took) {
            return new Key(day(at), figure, subject, FigureTable.bucket(took));
        }

        private static long day(Instant at) {
            return at.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
        }

        @Override
        public int compareTo(Key other) {
            return toString().compareTo(other.toString());
        }
    }

    /** A row read. */
    record Row(LocalDate day, String subject, int bucket, long n) {}

    static int bucket(Duration took) {
        long millis = Math.max(took.toMillis(), 1);
        return (int) Math.ceil(Math.log(millis) / GROWTH);
    }

    /** The longest duration a bucket holds. */
    static Duration longest(int bucket) {
        return Duration.ofMillis(Math.round(Math.exp(bucket * GROWTH)));
    }

    static void add(Session session, int shard, Map<Key, Long> measured) throws SQLException {
        for (Map.Entry<Key, Long> entry : measured.entrySet()) {
            Key key = entry.getKey();
            session.update(
                    "insert into figures (shard, day, figure, subject, bucket, n) values (?, ?, ?, ?, ?, ?)"
                            + " on conflict (day, figure, subject, bucket, shard) do update set n = figures.n + excluded.n",
                    shard,
                    key.day(),
                    key.figure(),
                    key.subject(),
                    key.bucket(),
                    entry.getValue());
        }
    }

    static List<Row> read(Session session, Figure figure, LocalDate from, LocalDate to, Optional<String> subject)
            throws SQLException {
        return session.list(
                "select day, subject, bucket, sum(n) from figures where day >= ? and day <= ? and figure = ?"
                        + " and (? = 1 or subject = ?) group by day, subject, bucket order by day, subject, bucket",
                row -> new Row(LocalDate.ofEpochDay(row.getLong(1)), row.getString(2), row.getInt(3), row.getLong(4)),
                from.toEpochDay(),
                to.toEpochDay(),
                figure,
                subject.isEmpty(),
                subject.orElse(""));
    }

    /** Nearest rank; the mean is of the buckets' ends. */
    static Spread spread(NavigableMap<Integer, Long> histogram) {
        long count = histogram.values().stream().mapToLong(Long::longValue).sum();
        double sum = 0;
        for (Map.Entry<Integer, Long> bucket : histogram.entrySet()) {
            sum += (double) longest(bucket.getKey()).toMillis() * bucket.getValue();
        }
        return new Spread(
                Duration.ofMillis(count == 0 ? 0 : Math.round(sum / count)),
                percentile(histogram, count, 50),
                percentile(histogram, count, 95),
                percentile(histogram, count, 99));
    }

    private static Duration percentile(NavigableMap<Integer, Long> histogram, long count, int percent) {
        long rank = Math.max((long) Math.ceil(count * percent / 100.0), 1);
        long passed = 0;
        for (Map.Entry<Integer, Long> bucket : histogram.entrySet()) {
            passed += bucket.getValue();
            if (passed >= rank) {
                return longest(bucket.getKey());
            }
        }
        return Duration.ZERO;
    }
}
