package io.saddlebag.ledger;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Assumptions;

/** A PostgreSQL server, and an empty database in it for each test. */
final class PostgresPlace implements AutoCloseable {

    private static final String MODEL = "tables";

    private final EmbeddedPostgres server;
    private int databases;
    private boolean prepared;

    private PostgresPlace(EmbeddedPostgres server) {
        this.server = server;
    }

    /** Starts the server; where its binaries cannot run the tests are skipped. */
    static PostgresPlace start() {
        try {
            return new PostgresPlace(EmbeddedPostgres.builder().setPort(0).start());
        } catch (IOException | IllegalStateException | LinkageError e) {
            return Assumptions.abort("PostgreSQL's binaries cannot run here, so nothing is tested on it: " + e);
        }
    }

    /** A new database without any table. */
    LedgerSettings emptyDatabase() {
        return database("ledger_" + ++databases, "");
    }

    /** A new database whose tables are empty: a copy of one that was brought up to date once. */
    LedgerSettings emptyTables() {
        if (!prepared) {
            LedgerFactory.open(database(MODEL, "")).close();
            prepared = true;
        }
        return database("ledger_" + ++databases, " template " + MODEL);
    }

    private LedgerSettings database(String name, String how) {
        try {
            execute("create database " + name + how);
        } catch (SQLException e) {
            throw new IllegalStateException("database " + name + " cannot be created", e);
        }
        return LedgerSettings.postgresql(server.getJdbcUrl("postgres", name), "postgres", "secret");
    }

    /** New connections to the newest database cannot write; old ones are cut. */
    AutoCloseable readOnly() throws SQLException {
        String name = "ledger_" + databases;
        execute("alter database " + name + " set default_transaction_read_only = on");
        cut(name);
        return () -> {
            execute("alter database " + name + " reset default_transaction_read_only");
            cut(name);
        };
    }

    /** Drops the newest database. */
    void drop() throws SQLException {
        execute("drop database if exists ledger_" + databases + " with (force)");
    }

    void cut() throws SQLException {
        cut("ledger_" + databases);
    }

    private void cut(String name) throws SQLException {
        execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
