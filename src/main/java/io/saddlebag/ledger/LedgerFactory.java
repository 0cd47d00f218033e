package io.saddlebag.ledger;

import com.zaxxer.hikari.pool.HikariPool;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /**
     * Opens an existing ledger to read it beside a running daemon: creates nothing, changes no table, takes no lock.
     *
     * @throws LedgerUnavailable if there is no ledger, or it cannot be reached or read
     */
    public static Ledger read(LedgerSettings settings) {
        if (settings.isSqlite()) {
            Path file = Path.of(settings.place().substring(LedgerSettings.SQLITE.length()));
            if (!Files.isRegularFile(file)) {
                throw new LedgerUnavailable(
                        "there is no ledger at " + file + ": no daemon has run in this home yet", new SQLException());
            }
        }
        JdbcLedger ledger = null;
        try {
            Dialect dialect = settings.isSqlite() ? new SqliteDialect(settings) : new PostgresDialect(settings);
            ledger = new JdbcLedger(dialect, settings);
            ledger.notices(1);
            return ledger;
        } catch (LedgerUnavailable | HikariPool.PoolInitializationException | UncheckedIOException e) {
            if (ledger != null) {
                ledger.close();
            }
            throw new LedgerUnavailable(
                    "the ledger at " + settings.place() + " cannot be read: " + root(e)
                            + "; if it is older than this version, start the daemon once: it brings the tables up to date",
                    e);
        }
    }

    private static String root(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage();
    }
}
