package io.saddlebag.ledger;

import io.saddlebag.ledger.Audit.Chained;
import io.saddlebag.ledger.Audit.Page;
import io.saddlebag.ledger.Audit.Search;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for entries of the trail. One condition leads through its index, from the newest entry on; the others are asked of the
 * entries it leads to, {@link #WINDOW} at once.
 */
final class AuditSearch {

    private static final int WINDOW = 20_000;
    private static final int FEW = 5_000;
    /** Daemons' clocks differ a little, so entries are not quite in the order of their times. */
    private static final int OUT_OF_ORDER = 100;

    private final List<String> leading = new ArrayList<>(List.of("seq < ?"));
    private final List<Object> leadingValues = new ArrayList<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Object> askedValues = new ArrayList<>();
    private boolean led;

    private AuditSearch() {}

    static Page search(Session session, Search search) throws SQLException {
        AuditSearch one = new AuditSearch();
        one.leadingValues.add(search.below().orElse(Long.MAX_VALUE));
        one.times(session, search);
        one.subject(session, search.subject());
        search.who().ifPresent(who -> one.equal("who", who));
        search.what().ifPresent(what -> one.equal("what", what));
        return one.page(session, search.limit());
    }

    /** Times become numbers, so that every index serves them. */
    private void times(Session session, Search search) throws SQLException {
        if (search.from().isPresent()) {
            lead(
                    "seq >= ?",
                    number(
                                    session,
                                    "min",
                                    "at >= ? order by at, seq",
                                    search.from().get())
                            .orElse(Long.MAX_VALUE));
            ask("at >= ?", search.from().get());
        }
        if (search.to().isPresent()) {
            lead(
                    "seq <= ?",
                    number(
                                    session,
                                    "max",
                                    "at < ? order by at desc, seq desc",
                                    search.to().get())
                            .orElse(-1L));
            ask("at < ?", search.to().get());
        }
    }

    private static Optional<Long> number(Session session, String end, String where, Instant at) throws SQLException {
        return session.one(
                        "select " + end + "(seq) from (select seq from audit where " + where + " limit " + OUT_OF_ORDER
                                + ") near",
                        row -> {
                            long seq = row.getLong(1);
                            return row.wasNull() ? Optional.<Long>empty() : Optional.of(seq);
                        },
                        at)
                .flatMap(found -> found);
    }

    private void subject(Session session, String subject) throws SQLException {
        if (subject.isEmpty()) {
            return;
        }
        if (session.one("select seq from audit where subject = ? limit 1", row -> row.getLong(1), subject)
                .isPresent()) {
            equal("subject", subject);
            return;
        }
        String range = "subject >= ? and subject < ?";
        String end = subject + "\uDBFF\uDFFF";
        long many = session.one(
                        "select count(*) from (select 1 as one from audit where " + range + " limit " + (FEW + 1)
                                + ") these",
                        row -> row.getLong(1),
                        subject,
                        end)
                .orElse(0L);
        if (many <= FEW) {
            led = true;
            leading.add("seq in (select seq from audit where " + range + ")");
            leadingValues.add(subject);
            leadingValues.add(end);
        } else {
            asked.add(range);
            askedValues.add(subject);
            askedValues.add(end);
        }
    }

    private void equal(String column, String value) {
        if (led) {
            ask(column + " = ?", value);
        } else {
            led = true;
            lead(column + " = ?", value);
        }
    }

    private void lead(String condition, Object value) {
        leading.add(condition);
        leadingValues.add(value);
    }

    private void ask(String condition, Object value) {
        asked.add(condition);
        askedValues.add(value);
    }

    private Page page(Session session, int limit) throws SQLException {
        if (asked.isEmpty()) {
            return page(
                    session.list(window(limit), AuditTable::read, leadingValues.toArray()), limit, Optional.empty());
        }
        List<Object> values = new ArrayList<>(leadingValues);
        values.addAll(askedValues);
        values.add(limit);
        List<Chained> found = session.list(
                "select * from (" + window(WINDOW) + ") entries where " + String.join(" and ", asked)
                        + " order by seq desc limit ?",
                AuditTable::read,
                values.toArray());
        Optional<Long> end = session.one(
                        "select min(seq), count(*) from (" + window(WINDOW) + ") entries",
                        row -> row.getLong(2) == WINDOW ? Optional.of(row.getLong(1)) : Optional.<Long>empty(),
                        leadingValues.toArray())
                .flatMap(reached -> reached);
        return page(found, limit, end);
    }

    private String window(int most) {
        return AuditTable.SELECT + " where " + String.join(" and ", leading) + " order by seq desc limit " + most;
    }

    /** A full page ends with its last entry, any other one where the search ended. */
    private static Page page(List<Chained> found, int limit, Optional<Long> end) {
        return new Page(
                found,
                found.size() < limit
                        ? end
                        : Optional.of(found.get(found.size() - 1).seq()));
    }
}
