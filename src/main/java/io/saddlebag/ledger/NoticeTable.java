package io.saddlebag.ledger;

import io.saddlebag.ledger.Ledger.Notice;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;

/** The table {@code notices}: one row per kind of happening, counted. */
final class NoticeTable {

    private NoticeTable() {}

    static int note(Session session, Notice notice) throws SQLException {
        return session.update(
                "insert into notices (id, source, severity, what, first_at, last_at, times) values (?, ?, ?, ?, ?, ?, 1)"
                        + " on conflict (id) do update set severity = excluded.severity, what = excluded.what,"
                        + " last_at = excluded.last_at, times = notices.times + 1",
                notice.id(),
                notice.source(),
                notice.severity(),
                notice.what(),
                notice.firstAt(),
                notice.lastAt());
    }

    static List<Notice> latest(Session session, int limit) throws SQLException {
        return session.list(
                "select id, source, severity, what, first_at, last_at, times from notices"
                        + " order by last_at desc, id limit ?",
                row -> new Notice(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Instant.ofEpochMilli(row.getLong(5)),
                        Instant.ofEpochMilli(row.getLong(6)),
                        row.getInt(7)),
                limit);
    }
}
