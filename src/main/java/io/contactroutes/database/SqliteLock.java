package io.contactroutes.database;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second sweeping process from a SQLite database, with a locked file beside it. The operating system releases the
 * lock when the process ends, also by {@code kill -9}; the file stays, since removing it would race with the next process.
 * SQLite's own exclusive mode would lock out {@link JdbcState#openBeside} as well.
 */
final class SqliteLock implements AutoCloseable {

    private final FileChannel channel;

    private SqliteLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the lock, or throws; creates the folder when it is missing. */
    static SqliteLock take(SqliteFile file) {
        try {
            Files.createDirectories(file.path().getParent());
            FileChannel channel =
                    FileChannel.open(file.beside(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(channel)) {
                channel.close();
                throw file.refuse(
                        "is in use by another process: stop that process, or give this one a state of its own.", null);
            }
            return new SqliteLock(channel);
        } catch (IOException e) {
            throw file.refuse(
                    "cannot be written: give this user the right to write in the folder, or name another folder.", e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException heldByThisProcess) {
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
