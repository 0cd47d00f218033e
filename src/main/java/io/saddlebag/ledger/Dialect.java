package io.saddlebag.ledger;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;

/** What differs between the databases; everything else is the same SQL. */
interface Dialect {

    /** What a failed statement means. */
    enum Failure {
        /** Another transaction was in the way; the same write works when run again. */
        CONFLICT,
        /** The connection is lost; a new one may work. */
        DISCONNECTED,
        /** The database does not accept this write and never will. */
        REFUSED,
        /** The database cannot be reached or written. */
        UNAVAILABLE
    }

    /** A new connection for one writer, in the mode {@link #begin} expects. */
    Connection connect() throws SQLException;

    /** Where migrations run. */
    DataSource migrations();

    /** The pool for reading. */
    HikariDataSource readers();

    /** Values of the migrations' placeholders. */
    Map<String, String> placeholders();

    /** How many writers work at the same time. */
    int writers();

    /** How many writes one commit may hold. */
    int batch();

    /** Starts a transaction that may write. */
    void begin(Session session) throws SQLException;

    void commit(Session session) throws SQLException;

    void rollback(Session session) throws SQLException;

    /** Ends a select of an order's row that is about to be changed. */
    String forUpdate();

    /** Ends a select of rows that are about to be changed, and leaves out those somebody else is changing. */
    String forUpdateOfFree();

    /**
     * Keeps others from creating the same order's row until the transaction ends.
     *
     * @return whether others may have created it meanwhile, so that one has to look again
     */
    boolean guardAbsent(Session session, String orderKey) throws SQLException;

    Failure failure(SQLException failure);

    /**
     * Removes what was deleted or overwritten from the database's own files, as far as that can be done while others work.
     *
     * @return what may be left there, in words; empty for nothing
     */
    String purge();
}
