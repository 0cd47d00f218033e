package io.saddlebag.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Keeps everybody else from writing into a SQLite ledger as long as it is open, as a copying tool or a stuck process would;
 * reading goes on. For rehearsals.
 */
public final class LedgerHold implements AutoCloseable {

    private final Connection connection;

    private LedgerHold(Connection connection) {
        this.connection = connection;
    }

    /**
     * Takes the only right to write; waits for a writer who has it.
     *
     * @throws LedgerUnavailable if there is no ledger, or others do not let go of it
     */
    public static LedgerHold of(Path file) {
        try {
            Connection connection = new SqliteDialect(LedgerSettings.sqlite(file)).connect();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("UPDATE orders SET number = number WHERE 1 = 0");
            }
            return new LedgerHold(connection);
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger at " + file + " cannot be held: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new LedgerUnavailable("the ledger cannot be let go: " + e.getMessage(), e);
        }
    }
}
