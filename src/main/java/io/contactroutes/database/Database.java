package io.contactroutes.database;

import io.contactroutes.state.PageCommit;
import io.contactroutes.state.Processes;
import java.sql.SQLException;

/** Runs work on connections of one kind of database, with the SQL that only this kind has. */
interface Database extends AutoCloseable {

    /** Uses a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /** Returns the processes that sweep with this database. */
    Processes processes();

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

    /** Runs a transaction like {@link #write(int, Work)}; it is on disk, also through a power cut, when this returns. */
    <T> T writeDurably(int account, Work<T> work);

    /**
     * Runs a transaction like {@link #write}, for an account. No other one writes for it before this one has ended, and when this
     * process holds the account, none can take it over until then.
     *
     * @throws io.contactroutes.state.StateException when another process has taken it over
     */
    default <T> T write(int account, Work<T> work) {
        return write(work);
    }

    /** Commits a page in one transaction; false when its sweep is not open. */
    boolean commit(int account, PageCommit page);

    ContactTable contacts();

    @Override
    void close();
}
