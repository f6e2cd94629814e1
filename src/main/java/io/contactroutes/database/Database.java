package io.contactroutes.database;

import io.contactroutes.state.PageCommit;
import java.sql.SQLException;

/** Runs work on connections of one kind of database, with the SQL that only this kind has. */
interface Database extends AutoCloseable {

    /** Uses a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /**
     * Checks that no other process sweeps with this database, if it was opened for sweeps.
     *
     * @throws io.contactroutes.state.StateException when one does
     */
    void requireLock();

    /**
     * Checks that it answers, and that its file has not been removed.
     *
     * @throws io.contactroutes.state.StateException when it does not
     */
    void requireThere();

    /** Runs single statements, each in a transaction of its own. */
    <T> T read(Work<T> work);

    /** Runs a transaction: committed when the work returns, rolled back when it throws. */
    <T> T write(Work<T> work);

    /** Runs a transaction like {@link #write}; it is on disk, also through a power cut, when this returns. */
    <T> T writeDurably(Work<T> work);

    /** Commits a page in one transaction; false when its sweep is not open. */
    boolean commit(int account, PageCommit page);

    ContactBatches contacts();

    @Override
    void close();
}
