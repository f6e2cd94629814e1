package io.contactroutes.state;

import java.sql.SQLException;

/** A kind of database: where its connections come from, and the SQL that only it has. */
interface Database extends AutoCloseable {

    /** What is done with a connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /** Runs single statements, each for itself. */
    <T> T read(Work<T> work);

    /** Runs a transaction: committed when the work returns, rolled back when it throws. */
    <T> T write(Work<T> work);

    /** Like {@link #write}, and on disk through a power cut when it returns. */
    <T> T writeDurably(Work<T> work);

    /** Commits a page in one transaction; false when its sweep is not open. */
    boolean commit(int account, PageCommit page);

    ContactBatches contacts();

    @Override
    void close();
}
