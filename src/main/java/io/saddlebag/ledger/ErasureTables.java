package io.saddlebag.ledger;

import io.saddlebag.personal.Person;
import io.saddlebag.personal.Pseudonyms;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;

/** The tables {@code erasures} and {@code erasure_key}. */
final class ErasureTables {

    private static final int KEY_BYTES = 32;

    private ErasureTables() {}

    /** The key, if there was an erasure yet. */
    static Optional<Pseudonyms> pseudonyms(Session session) throws SQLException {
        return session.one("select secret from erasure_key where id = 1", row -> new Pseudonyms(row.getString(1)));
    }

    /** The key; makes it where there is none. Of two who do, one wins. */
    static Pseudonyms madePseudonyms(Session session) throws SQLException {
        Optional<Pseudonyms> known = pseudonyms(session);
        if (known.isPresent()) {
            return known.get();
        }
        byte[] secret = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(secret);
        session.update(
                "insert into erasure_key (id, secret) values (1, ?) on conflict (id) do nothing",
                HexFormat.of().formatHex(secret));
        return pseudonyms(session).orElseThrow(() -> new SQLException("the key of erasures was not kept"));
    }

    /** When a person was erased first. */
    static Optional<Instant> since(Session session, Pseudonyms pseudonyms, Person person) throws SQLException {
        return session.one(
                "select first_at from erasures where person = ?",
                row -> Instant.ofEpochMilli(row.getLong(1)),
                pseudonyms.of(person));
    }

    /** The pseudonym of a person who was erased after a time. */
    static Optional<String> after(Session session, Pseudonyms pseudonyms, Person person, Instant placedAt)
            throws SQLException {
        return session.one(
                "select pseudonym from erasures where person = ? and last_at >= ?",
                row -> row.getString(1),
                pseudonyms.of(person),
                placedAt);
    }

    static void remember(Transaction transaction, Pseudonyms pseudonyms, Person person, String pseudonym)
            throws SQLException {
        transaction
                .session()
                .update(
                        "insert into erasures (person, pseudonym, first_at, last_at) values (?, ?, ?, ?)"
                                + " on conflict (person) do update set last_at = excluded.last_at",
                        pseudonyms.of(person),
                        pseudonym,
                        transaction.now(),
                        transaction.now());
    }
}
