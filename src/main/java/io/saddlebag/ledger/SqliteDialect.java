package io.saddlebag.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * SQLite in WAL mode with {@code synchronous=FULL}: what was committed survives kill −9 and a power cut (facts: camel 9).
 * One writer; readers do not wait for it. The writer begins its transactions itself with {@code begin immediate}: the
 * driver's own mode opens the next one right after a commit and would hold the write lock while idle.
 */
final class SqliteDialect implements Dialect {

    private static final int BUSY_TIMEOUT_MS = 5_000;
    private static final int CONSTRAINT = 19;
    private static final int TOO_BIG = 18;
    private static final int MISMATCH = 20;

    /** Written anew in a second or two. */
    private static final long REWRITTEN = 256L * 1024 * 1024;

    private final LedgerSettings settings;
    private final SQLiteConfig config = new SQLiteConfig();

    SqliteDialect(LedgerSettings settings) {
        this.settings = settings;
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setCacheSize(-16_000);
        createFile();
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = config.createConnection(settings.url());
        try (Statement statement = connection.createStatement()) {
            statement.execute("pragma wal_autocheckpoint = 4000");
            // what is deleted or overwritten is personal, too
            statement.execute("pragma secure_delete = on");
        }
        return connection;
    }

    @Override
    public DataSource migrations() {
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl(settings.url());
        return source;
    }

    @Override
    public HikariDataSource readers() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("ledger-readers");
        pool.setDataSource(migrations());
        pool.setMaximumPoolSize(settings.readers());
        pool.setMinimumIdle(1);
        pool.setConnectionInitSql("pragma query_only = 1");
        pool.setConnectionTimeout(BUSY_TIMEOUT_MS);
        return new HikariDataSource(pool);
    }

    @Override
    public Map<String, String> placeholders() {
        return Map.of("text", "text", "clustered", "without rowid");
    }

    @Override
    public int writers() {
        return 1;
    }

    @Override
    public int batch() {
        return 256;
    }

    @Override
    public void begin(Session session) throws SQLException {
        session.update("begin immediate");
    }

    @Override
    public void commit(Session session) throws SQLException {
        session.update("commit");
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.update("rollback");
    }

    @Override
    public String forUpdate() {
        return "";
    }

    @Override
    public String forUpdateOfFree() {
        return "";
    }

    @Override
    public boolean guardAbsent(Session session, String orderKey) {
        return false;
    }

    /**
     * Empties the log. A file that can be written anew within the time others wait for the lock is: pages that were freed before
     * deletion was secure, and gaps in pages, may hold what nobody sees any more.
     */
    @Override
    public String purge() {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            long bytes = number(statement, "pragma page_count") * number(statement, "pragma page_size");
            if (bytes <= REWRITTEN) {
                statement.execute("vacuum");
            }
            boolean emptied = number(statement, "pragma wal_checkpoint(truncate)") == 0;
            if (emptied && bytes <= REWRITTEN) {
                return "";
            }
            return bytes <= REWRITTEN
                    ? "the ledger was read meanwhile: its log is emptied by a later write"
                    : "the ledger's file is too large to be written anew beside a running daemon: stop the daemon and call"
                            + " sqlite3's VACUUM on it once";
        } catch (SQLException e) {
            return "the ledger was busy, so its files still hold what was erased (" + e.getMessage()
                    + "): call this once more in a quiet moment";
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getLong(1) : -1;
        }
    }

    /** SQLite's primary result codes (sqlite.org/rescode.html): the low byte of the extended code. */
    @Override
    public Failure failure(SQLException failure) {
        int code = failure.getErrorCode() & 0xff;
        return code == CONSTRAINT || code == TOO_BIG || code == MISMATCH ? Failure.REFUSED : Failure.UNAVAILABLE;
    }

    /** The ledger holds personal data: a new file is readable by its owner only (SQLite gives its side files the same). */
    private void createFile() {
        String name = settings.place().substring(LedgerSettings.SQLITE.length());
        if (name.isEmpty() || name.startsWith(":") || name.startsWith("file:")) {
            return;
        }
        Path file = Path.of(name).toAbsolutePath();
        try {
            Files.createDirectories(file.getParent());
            if (Files.notExists(file)) {
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } else {
                    Files.createFile(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the ledger's file " + file + " cannot be created", e);
        }
    }
}
