package io.saddlebag.ledger;

import java.nio.file.Path;
import java.time.Clock;

/**
 * Where the ledger is kept.
 *
 * @param url {@code jdbc:sqlite:<file>} or {@code jdbc:postgresql://host/database}; a bare file name means SQLite
 * @param user database user, empty for SQLite
 * @param password its password, empty for SQLite; never printed
 * @param readers how many connections read at the same time, at least 1
 * @param clock gives the times the ledger writes
 */
public record LedgerSettings(String url, String user, String password, int readers, Clock clock) {

    static final String SQLITE = "jdbc:sqlite:";
    static final String POSTGRESQL = "jdbc:postgresql:";

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the URL is of another database or {@code readers} is below 1
     */
    public LedgerSettings {
        if (url.isBlank()) {
            throw new IllegalArgumentException("the ledger needs a file or a JDBC URL");
        }
        if (!url.startsWith("jdbc:")) {
            url = SQLITE + url;
        }
        if (!url.startsWith(SQLITE) && !url.startsWith(POSTGRESQL)) {
            throw new IllegalArgumentException("ledger URL '" + withoutParameters(url) + "' is neither " + SQLITE
                    + "<file> nor " + POSTGRESQL + "//host/database");
        }
        if (readers < 1) {
            throw new IllegalArgumentException("the ledger needs at least one reading connection, not " + readers);
        }
    }

    /** A SQLite file; it and its folder are created if missing. */
    public static LedgerSettings sqlite(Path file) {
        return new LedgerSettings(SQLITE + file, "", "", 4, Clock.systemUTC());
    }

    /** A PostgreSQL database. */
    public static LedgerSettings postgresql(String url, String user, String password) {
        return new LedgerSettings(url, user, password, 8, Clock.systemUTC());
    }

    /** The same place under another clock. */
    public LedgerSettings withClock(Clock other) {
        return new LedgerSettings(url, user, password, readers, other);
    }

    boolean isSqlite() {
        return url.startsWith(SQLITE);
    }

    /** The place without parameters, which may hold a password: for messages. */
    String place() {
        return withoutParameters(url);
    }

    @Override
    public String toString() {
        return "LedgerSettings[" + place() + ", user=" + user + ", password=***, readers=" + readers + "]";
    }

    private static String withoutParameters(String url) {
        String shown = url.replaceFirst("\\?.*$", "");
        return shown.replaceFirst("//[^/@]*@", "//***@");
    }
}
