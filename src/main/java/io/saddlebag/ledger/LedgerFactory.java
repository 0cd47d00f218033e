package io.saddlebag.ledger;

import java.io.UncheckedIOException;
import java.sql.SQLException;
import org.flywaydb.core.api.FlywayException;

/** Opens the ledger. */
public final class LedgerFactory {

    private LedgerFactory() {}

    /**
     * Opens the ledger and brings its tables up to date. Several daemons may open the same PostgreSQL database; a SQLite
     * file belongs to one daemon (others may read it, and write if they wait).
     *
     * @throws LedgerUnavailable if the database cannot be reached, created or brought up to date
     */
    public static Ledger open(LedgerSettings settings) {
        try {
            Dialect dialect = settings.isSqlite() ? new SqliteDialect(settings) : new PostgresDialect(settings);
            dialect.connect().close();
            Schema.migrate(dialect);
            return new JdbcLedger(dialect, settings);
        } catch (SQLException | FlywayException | UncheckedIOException e) {
            throw new LedgerUnavailable(
                    "the ledger at " + settings.place() + " cannot be opened: " + e.getMessage(), e);
        }
    }
}
