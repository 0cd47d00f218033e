package io.saddlebag.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A connection with its prepared statements, each prepared once. Not for several threads at the same time. */
final class Session implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    Connection connection() {
        return connection;
    }

    /** Runs a statement; how many rows it changed. */
    int update(String sql, Object... values) throws SQLException {
        return prepared(sql, values).executeUpdate();
    }

    /** Runs a statement once for each row of values, all sent together. */
    void batch(String sql, List<Object[]> rows) throws SQLException {
        if (rows.isEmpty()) {
            return;
        }
        PreparedStatement statement = null;
        for (Object[] values : rows) {
            statement = prepared(sql, values);
            statement.addBatch();
        }
        statement.executeBatch();
    }

    <T> Optional<T> one(String sql, Row<T> reader, Object... values) throws SQLException {
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
        }
    }

    <T> List<T> list(String sql, Row<T> reader, Object... values) throws SQLException {
        List<T> found = new ArrayList<>();
        try (ResultSet rows = prepared(sql, values).executeQuery()) {
            while (rows.next()) {
                found.add(reader.read(rows));
            }
        }
        return found;
    }

    private PreparedStatement prepared(String sql, Object... values) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, plain(values[i]));
        }
        return statement;
    }

    /** Instants as epoch milliseconds, flags as 0 or 1, enums as names, an empty Optional as SQL null. */
    private static Object plain(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional.isPresent() ? plain(optional.get()) : null;
        }
        if (value instanceof Instant instant) {
            return instant.toEpochMilli();
        }
        if (value instanceof Boolean flag) {
            return flag ? 1 : 0;
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof String text && text.indexOf('\0') >= 0) {
            // PostgreSQL's text holds no NUL; the same character in both databases.
            return text.replace('\0', '\uFFFD');
        }
        return value;
    }

    /** Closes the connection and with it its statements. */
    @Override
    public void close() throws SQLException {
        try {
            for (PreparedStatement statement : statements.values()) {
                statement.close();
            }
        } finally {
            connection.close();
        }
    }
}
