package io.contactroutes.database;

import io.contactroutes.state.PageCommit;
import io.contactroutes.state.Processes;
import io.contactroutes.state.StateException;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;

/** Runs work on a SQLite database: over one connection, which the threads of this process take in turn. */
final class SqliteDatabase implements Database {

    private final SqliteFile file;
    private final SqliteLock processLock;
    private final SqliteContacts contacts = new SqliteContacts();
    private final ReentrantLock turn = new ReentrantLock(true);
    private Session session;
    private boolean closed;

    /**
     * @param processLock released when this closes; null = none
     * @param connection the first; another is opened when it breaks
     */
    SqliteDatabase(SqliteFile file, SqliteLock processLock, Connection connection) {
        this.file = file;
        this.processLock = processLock;
        this.session = new Session(connection);
    }

    /** The operating system takes the lock on the file from no process that runs. */
    @Override
    public Processes processes() {
        return Processes.ALONE;
    }

    /** A file that was removed can be read and written until it is closed, and is lost then. */
    @Override
    public void requireThere() {
        if (!file.inMemory() && !Files.exists(file.path())) {
            throw file.refuse(
                    "is no longer there: put it back, or start again to begin anew, which publishes every contact again.",
                    null);
        }
        read(on -> on.count("SELECT count(*) FROM routes_account"));
    }

    @Override
    public <T> T read(Work<T> work) {
        turn.lock();
        try {
            return work.on(session());
        } catch (SQLException e) {
            throw file.explain(e);
        } finally {
            turn.unlock();
        }
    }

    @Override
    public <T> T write(Work<T> work) {
        return read(on -> transaction(on, work));
    }

    @Override
    public <T> T writeDurably(int account, Work<T> work) {
        return read(on -> {
            on.execute("PRAGMA synchronous = FULL");
            try {
                return transaction(on, work);
            } finally {
                if (session == on) {
                    on.execute("PRAGMA synchronous = NORMAL");
                }
            }
        });
    }

    @Override
    public boolean commit(int account, PageCommit page) {
        return write(on -> {
            boolean open =
                    on.update(SweepTable.ADVANCE, page.nextPage(), page.progress(), account, page.sequence()) == 1;
            if (open) {
                contacts.see(on, account, page);
            }
            return open;
        });
    }

    /** Commits by switching automatic commits on again, since the driver's own commit would begin the next transaction. */
    private <T> T transaction(Session on, Work<T> work) throws SQLException {
        try {
            on.connection().setAutoCommit(false);
            T result = work.on(on);
            on.connection().setAutoCommit(true);
            return result;
        } catch (SQLException | RuntimeException e) {
            rollBack(on, e);
            throw e;
        }
    }

    private void rollBack(Session on, Exception cause) {
        try {
            on.connection().rollback();
            on.connection().setAutoCommit(true);
        } catch (SQLException e) {
            cause.addSuppressed(e);
            discard(cause);
        }
    }

    /** Closes a connection in an unknown state, which rolls back what it began; the next call opens another. */
    private void discard(Exception cause) {
        Connection unusable = session.connection();
        session = null;
        try {
            unusable.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private Session session() throws SQLException {
        if (closed) {
            throw new StateException("The state is closed.");
        }
        if (session == null) {
            session = new Session(file.connect());
        }
        return session;
    }

    @Override
    public ContactTable contacts() {
        return contacts;
    }

    @Override
    public void close() {
        turn.lock();
        try (SqliteLock lock = closed ? null : processLock) {
            closed = true;
            if (session != null) {
                session.connection().close();
                session = null;
            }
        } catch (SQLException e) {
            throw file.explain(e);
        } catch (IOException e) {
            throw file.refuse("cannot be released: end this process.", e);
        } finally {
            turn.unlock();
        }
    }
}
