package io.saddlebag.ledger;

import io.saddlebag.ledger.AlertLedger.Alert;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The table {@code alerts}. */
final class AlertTable {

    static final String SELECT =
            "select id, rule, subject, severity, since_at, first_at, last_at, times, size, what, action, command, orders, held,"
                    + " opened_at, gone_at, told_at, reminders, acked_at, acked_by, resolved_at, resolved_because, version"
                    + " from alerts";

    private AlertTable() {}

    /** False if there is an unresolved one of its rule and subject. */
    static boolean insert(Session session, Alert alert) throws SQLException {
        return session.update(
                        "insert into alerts (id, rule, subject, severity, since_at, first_at, last_at, times, size, what,"
                                + " action, command, orders, held, opened_at, gone_at, told_at, reminders, acked_at,"
                                + " acked_by, resolved_at, resolved_because, version)"
                                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, '', ?, ?, 1)"
                                + " on conflict do nothing",
                        alert.id(),
                        alert.rule(),
                        alert.subject(),
                        alert.severity(),
                        alert.since(),
                        alert.firstSeen(),
                        alert.lastSeen(),
                        alert.times(),
                        alert.size(),
                        alert.what(),
                        alert.action(),
                        alert.command(),
                        String.join(" ", alert.orders()),
                        text(alert.held()),
                        alert.openedAt(),
                        alert.goneAt(),
                        alert.toldAt(),
                        alert.reminders(),
                        alert.resolvedAt(),
                        alert.resolvedBecause())
                == 1;
    }

    /** All but what a person has said about it. False if somebody else has written it since it was read. */
    static boolean update(Session session, Alert alert) throws SQLException {
        return session.update(
                        "update alerts set severity = ?, since_at = ?, last_at = ?, times = ?, size = ?, what = ?, action = ?,"
                                + " command = ?, orders = ?, held = ?, opened_at = ?, gone_at = ?, told_at = ?,"
                                + " reminders = ?, resolved_at = ?, resolved_because = ?, version = version + 1"
                                + " where id = ? and version = ? and resolved_at is null",
                        alert.severity(),
                        alert.since(),
                        alert.lastSeen(),
                        alert.times(),
                        alert.size(),
                        alert.what(),
                        alert.action(),
                        alert.command(),
                        String.join(" ", alert.orders()),
                        text(alert.held()),
                        alert.openedAt(),
                        alert.goneAt(),
                        alert.toldAt(),
                        alert.reminders(),
                        alert.resolvedAt(),
                        alert.resolvedBecause(),
                        alert.id(),
                        alert.version())
                == 1;
    }

    static boolean drop(Session session, Alert alert) throws SQLException {
        return session.update(
                        "delete from alerts where id = ? and version = ? and opened_at is null",
                        alert.id(),
                        alert.version())
                == 1;
    }

    static Alert read(ResultSet row) throws SQLException {
        return new Alert(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                Instant.ofEpochMilli(row.getLong(5)),
                Instant.ofEpochMilli(row.getLong(6)),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getInt(8),
                row.getLong(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                words(row.getString(13)),
                held(row.getString(14)),
                instant(row, 15),
                instant(row, 16),
                instant(row, 17),
                row.getInt(18),
                instant(row, 19),
                row.getString(20),
                instant(row, 21),
                row.getString(22),
                row.getInt(23));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    /** {@code EUR=12.50 USD=3.00}. */
    private static String text(Map<String, BigDecimal> held) {
        return new TreeMap<>(held)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue().toPlainString())
                        .collect(Collectors.joining(" "));
    }

    private static Map<String, BigDecimal> held(String text) {
        Map<String, BigDecimal> held = new TreeMap<>();
        for (String pair : words(text)) {
            int cut = pair.lastIndexOf('=');
            held.put(pair.substring(0, cut), new BigDecimal(pair.substring(cut + 1)));
        }
        return held;
    }
}
