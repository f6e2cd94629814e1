package io.contactroutes.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Lets the files of one account's folder be written one at a time, each under a path that sorts after all paths before it.
 *
 * <p>The file {@code .newest} in the folder holds the newest path that was given out. It is locked while a file is written, since
 * {@code replay} and {@code forget} write beside a running bundle. A process's first path sorts after all files in the folder as
 * well: after a power cut {@code .newest} may be missing or old.
 */
public final class FolderOrder {

    /** Of all bundles of this process: a process holds the lock of a file, not a thread. */
    private static final Map<Path, Semaphore> TURNS = new ConcurrentHashMap<>();

    private final AccountFolder folder;
    private final Clock clock;
    private final Semaphore semaphore;
    private volatile boolean listed;

    FolderOrder(Path folder, Clock clock) {
        this.folder = new AccountFolder(folder);
        this.clock = clock;
        this.semaphore = TURNS.computeIfAbsent(folder.toAbsolutePath().normalize(), key -> new Semaphore(1));
    }

    /**
     * The right to write one file.
     *
     * @param path the file's path below the folder
     */
    record Turn(String path, FileChannel newest, Semaphore semaphore) {

        /** Lets the next file be written; any thread may call it. */
        void end() throws IOException {
            try {
                newest.close();
            } finally {
                semaphore.release();
            }
        }
    }

    /** Waits until no other file of the folder is being written, and makes the folders of this one. */
    Turn begin() throws IOException, InterruptedException {
        semaphore.acquire();
        FileChannel newest = null;
        try {
            Folders.make(folder.path());
            newest = open();
            newest.lock();
            String path = RecordFileName.after(newest(newest), clock.instant());
            newest.write(ByteBuffer.wrap(path.getBytes(StandardCharsets.US_ASCII)), 0);
            Folders.make(folder.path().resolve(path).getParent());
            return new Turn(path, newest, semaphore);
        } catch (IOException | RuntimeException e) {
            if (newest != null) {
                newest.close();
            }
            semaphore.release();
            throw e;
        }
    }

    private FileChannel open() throws IOException {
        return FileChannel.open(
                folder.path().resolve(".newest"),
                StandardOpenOption.CREATE,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
    }

    /** The newest path that was given out; null when there is none. */
    private String newest(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(RecordFileName.LENGTH);
        channel.read(bytes, 0);
        String noted = new String(bytes.array(), StandardCharsets.US_ASCII);
        if (listed && RecordFileName.matches(noted)) {
            return noted;
        }
        String newest = Stream.concat(Stream.of(noted), folder.newest().stream())
                .filter(RecordFileName::matches)
                .max(Comparator.naturalOrder())
                .orElse(null);
        listed = true;
        return newest;
    }
}
