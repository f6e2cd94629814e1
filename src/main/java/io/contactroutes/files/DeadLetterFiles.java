package io.contactroutes.files;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sink.Stream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the dead letters of an account back from their files, and removes some.
 *
 * <p>Files of dead letters are the one exception to the rule that a finished file never changes: {@link #remove} rewrites or
 * deletes them, since they hold a person's data as the provider sent it.
 */
public final class DeadLetterFiles {

    private static final String LOCK = ".remove.lock";

    /** A file lock belongs to a process, not to one of its threads. */
    private static final Object REMOVING = new Object();

    private final Path directory;

    /** @param directory {@code contacts.files.directory} */
    public DeadLetterFiles(Path directory) {
        this.directory = directory.resolve(Stream.DEAD_LETTERS.folder());
    }

    /** Passes all dead letters of an account on, one by one, in the order in which they were published. */
    public void forEach(String account, Consumer<JsonNode> reader) throws IOException {
        visit(account, file -> NdjsonLines.forEach(file, reader));
    }

    /**
     * Removes the dead letters of a contact. One process removes at a time: two that rewrite the same file would bring back what the
     * other removed. A process that publishes need not wait, as it writes only new files.
     *
     * @return how many there were
     */
    public int remove(String account, String uid) throws IOException {
        if (!Files.isDirectory(directory)) {
            return 0;
        }
        synchronized (REMOVING) {
            try (FileChannel file = FileChannel.open(
                            directory.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock lock = file.lock()) {
                return lock.isValid() ? removeFromAll(account, uid) : 0;
            }
        }
    }

    private int removeFromAll(String account, String uid) throws IOException {
        int[] removed = {0};
        visit(
                account,
                file -> removed[0] += NdjsonLines.remove(
                        file, letter -> uid.equals(letter.path("uid").textValue())));
        return removed[0];
    }

    /** What is done with a file. */
    private interface Visitor {
        void visit(Path file) throws IOException;
    }

    private void visit(String account, Visitor visitor) throws IOException {
        Path ofRelease010 = directory.resolve(account + ".ndjson");
        if (Files.exists(ofRelease010)) {
            visitor.visit(ofRelease010);
        }
        AccountFolder folder = new AccountFolder(directory.resolve(account));
        for (Path day : folder.days()) {
            for (Path file : List.copyOf(folder.files(day))) {
                visitor.visit(file);
            }
        }
    }
}
