package io.contactroutes.files;

import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.SinkIdentity;
import io.contactroutes.sink.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * Identifies the folder of an account's contacts by the file {@code .sink-id} in it, which is made once. Whoever removes the
 * folder, or all that is visible in a folder above it, removes the file.
 */
public final class FolderId implements CurrentSink {

    private static final String NAME = ".sink-id";
    private static final int LENGTH = 36;
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{" + LENGTH + "}");

    private final Path contacts;

    /** @param directory {@code contacts.files.directory} */
    public FolderId(Path directory) {
        this.contacts = directory.resolve(Stream.CONTACTS.folder());
    }

    @Override
    public Optional<SinkIdentity> identity(String account) throws IOException {
        Path folder = contacts.resolve(account);
        synchronized (FolderId.class) {
            Folders.make(folder);
            return Optional.of(SinkIdentity.ofFolder(readOrMake(folder)));
        }
    }

    /** A folder that is missing is made by the next sweep, if the one above it can be written. */
    @Override
    public void requireUsable() throws IOException {
        Path folder = contacts.toAbsolutePath();
        while (!Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new IOException(folder + " is no folder that this user can write; correct that, or set"
                    + " contacts.files.directory to another folder.");
        }
        if (Files.getFileStore(folder).getUsableSpace() == 0) {
            throw new IOException("The disk of contacts.files.directory is full; make room.");
        }
    }

    /** Locks the file, as another process may make it at the same time; a process holds the lock of a file, not a thread. */
    private static String readOrMake(Path folder) throws IOException {
        try (FileChannel file = FileChannel.open(
                folder.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            file.lock();
            ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
            file.read(bytes, 0);
            String id = new String(bytes.array(), StandardCharsets.US_ASCII);
            return ID.matcher(id).matches() ? id : make(file, folder);
        }
    }

    /** Forces the id to disk before anybody knows it: after a power cut it is there, or has never been used. */
    private static String make(FileChannel file, Path folder) throws IOException {
        String id = UUID.randomUUID().toString();
        file.truncate(0);
        file.write(ByteBuffer.wrap((id + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        file.force(true);
        Folders.force(folder);
        return id;
    }
}
