package io.saddlebag.ledger;

import io.saddlebag.ledger.Audit.Chained;
import io.saddlebag.ledger.Audit.Entry;
import io.saddlebag.ledger.Audit.Head;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The tables {@code audit} and {@code audit_head}. */
final class AuditTable {

    static final String SELECT = "select seq, at, who, what, subject, before, after, why, origin, hash from audit";

    private AuditTable() {}

    /**
     * Adds entries to the chain. Its end is locked until the commit: a write that also locks rows of its own calls {@link
     * #lock} before them, so that two never wait for each other.
     */
    static void add(Transaction transaction, Dialect dialect, List<Entry> entries) throws SQLException {
        if (entries.isEmpty()) {
            return;
        }
        Session session = transaction.session();
        Head head = lock(session, dialect);
        for (Entry entry : entries) {
            Entry kept = storable(entry);
            long seq = head.seq() + 1;
            String hash = hash(head.hash(), seq, transaction.now(), kept);
            session.update(
                    "insert into audit (seq, at, who, what, subject, before, after, why, origin, hash)"
                            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    seq,
                    transaction.now(),
                    kept.who(),
                    kept.what(),
                    kept.subject(),
                    kept.before(),
                    kept.after(),
                    kept.why(),
                    kept.origin(),
                    hash);
            head = new Head(seq, hash);
        }
        session.update("update audit_head set seq = ?, hash = ? where id = 1", head.seq(), head.hash());
    }

    /** What the session writes of it: a text without NUL, so that the hash is of what is read again. */
    private static Entry storable(Entry entry) {
        return new Entry(
                plain(entry.who()),
                plain(entry.what()),
                plain(entry.subject()),
                plain(entry.before()),
                plain(entry.after()),
                plain(entry.why()),
                plain(entry.origin()));
    }

    private static String plain(String text) {
        return text.replace('\0', '\uFFFD');
    }

    static Head lock(Session session, Dialect dialect) throws SQLException {
        return session.one(
                        "select seq, hash from audit_head where id = 1" + dialect.forUpdate(),
                        row -> new Head(row.getLong(1), row.getString(2)))
                .orElseThrow(() -> new SQLException("the audit trail has lost its end"));
    }

    static Optional<Head> head(Session session) throws SQLException {
        return session.one(
                "select seq, hash from audit_head where id = 1", row -> new Head(row.getLong(1), row.getString(2)));
    }

    /** Entries whose subject begins so. */
    static List<Chained> find(Session session, String subject, long below, int limit) throws SQLException {
        return session.list(
                SELECT + " where seq < ? and substr(subject, 1, ?) = ? order by seq desc limit ?",
                AuditTable::read,
                below,
                subject.length(),
                subject,
                limit);
    }

    static List<Chained> exactly(Session session, String subject, long below, int limit) throws SQLException {
        return session.list(
                SELECT + " where subject = ? and seq < ? order by seq desc limit ?",
                AuditTable::read,
                subject,
                below,
                limit);
    }

    static List<Chained> after(Session session, long seq, int limit) throws SQLException {
        return session.list(SELECT + " where seq > ? order by seq limit ?", AuditTable::read, seq, limit);
    }

    /**
     * Every part with its length, so that no two entries have the same bytes. The origin only where there is one: entries from
     * before it was kept have the hash they had.
     */
    static String hash(String before, long seq, Instant at, Entry entry) {
        MessageDigest digest = sha256();
        List<String> parts = new ArrayList<>(List.of(
                before,
                String.valueOf(seq),
                String.valueOf(at.toEpochMilli()),
                entry.who(),
                entry.what(),
                entry.subject(),
                entry.before(),
                entry.after(),
                entry.why()));
        if (!entry.origin().isEmpty()) {
            parts.add(entry.origin());
        }
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            digest.update(bytes);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    static Chained read(ResultSet row) throws SQLException {
        return new Chained(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                new Entry(
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9)),
                row.getString(10));
    }
}
