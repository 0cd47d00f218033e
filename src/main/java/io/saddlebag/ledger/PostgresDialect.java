package io.saddlebag.ledger;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * PostgreSQL, shared by several daemons. A write locks its order's row; batches lock in key order, so daemons do not
 * deadlock in ordinary work, and where they do one of them runs again.
 */
final class PostgresDialect implements Dialect {

    private static final int WRITERS = 3;
    private static final int CONNECT_SECONDS = 10;
    private static final int SOCKET_SECONDS = 30;

    private final LedgerSettings settings;

    PostgresDialect(LedgerSettings settings) {
        this.settings = settings;
    }

    @Override
    public Connection connect() throws SQLException {
        Connection connection = source(CONNECT_SECONDS, SOCKET_SECONDS).getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    @Override
    public DataSource migrations() {
        return source(CONNECT_SECONDS, 0);
    }

    @Override
    public HikariDataSource readers() {
        HikariConfig pool = new HikariConfig();
        pool.setPoolName("ledger-readers");
        pool.setDataSource(source(CONNECT_SECONDS, SOCKET_SECONDS));
        pool.setMaximumPoolSize(settings.readers());
        pool.setMinimumIdle(1);
        pool.setReadOnly(true);
        pool.setConnectionTimeout(CONNECT_SECONDS * 1_000L);
        return new HikariDataSource(pool);
    }

    private DataSource source(int connectSeconds, int socketSeconds) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setConnectTimeout(connectSeconds);
        source.setSocketTimeout(socketSeconds);
        source.setTcpKeepAlive(true);
        // a page of stock levels in a few statements instead of a thousand
        source.setReWriteBatchedInserts(true);
        source.setApplicationName("saddlebag-ledger");
        // the detail of a refused write repeats its values, which may be personal
        source.setLogServerErrorDetail(false);
        source.setUrl(settings.url());
        if (!settings.user().isEmpty()) {
            source.setUser(settings.user());
            source.setPassword(settings.password());
        }
        return source;
    }

    /** Collation C compares bytes, as SQLite does. */
    @Override
    public Map<String, String> placeholders() {
        return Map.of("text", "text collate \"C\"", "clustered", "");
    }

    @Override
    public int writers() {
        return WRITERS;
    }

    @Override
    public int batch() {
        return 64;
    }

    /** The driver sends the begin with the first statement. */
    @Override
    public void begin(Session session) {}

    @Override
    public void commit(Session session) throws SQLException {
        session.connection().commit();
    }

    @Override
    public void rollback(Session session) throws SQLException {
        session.connection().rollback();
    }

    @Override
    public String forUpdate() {
        return " for update";
    }

    @Override
    public String forUpdateOfFree() {
        return " for update skip locked";
    }

    /** A row that is not there cannot be locked; its name can. Held until the transaction ends. */
    @Override
    public boolean guardAbsent(Session session, String orderKey) throws SQLException {
        session.one("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> "", orderKey);
        return true;
    }

    @Override
    public String purge() {
        return "PostgreSQL overwrites old versions of rows after its next vacuum; its write-ahead log and your backups keep"
                + " them as long as you have set";
    }

    /** SQLSTATE classes (PostgreSQL manual, appendix A). */
    @Override
    public Failure failure(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.equals("40001") || state.equals("40P01") || state.equals("55P03")) {
            return Failure.CONFLICT;
        }
        if (state.startsWith("08") || state.startsWith("57P")) {
            return Failure.DISCONNECTED;
        }
        // data exception, integrity, program limit (a value too long for an index)
        if (state.startsWith("22") || state.startsWith("23") || state.startsWith("54")) {
            return Failure.REFUSED;
        }
        return Failure.UNAVAILABLE;
    }
}
