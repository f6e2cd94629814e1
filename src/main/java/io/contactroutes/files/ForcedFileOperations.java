package io.contactroutes.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileOperationFailedException;

/**
 * Writes and renames files as camel-file does, forces a file to disk before it is renamed and its folder afterwards, and reports
 * a failure as a {@link FileSystemException}.
 *
 * <p>camel-file 4.18.0 itself forces nothing, does not notice when a full disk takes only a part of the last write, and does not
 * say why a rename failed.
 */
public class ForcedFileOperations extends FileOperations {

    private final FileEndpoint endpoint;

    public ForcedFileOperations(FileEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    public boolean storeFile(String name, Exchange exchange, long size) {
        Path file = Path.of(name);
        try {
            super.storeFile(name, exchange, size);
            force(file, exchange.getIn().getBody());
            return true;
        } catch (GenericFileOperationFailedException | IOException e) {
            throw failed(file, e);
        }
    }

    @Override
    public boolean renameFile(String from, String to) {
        try {
            if (!super.renameFile(from, to)) {
                throw new FileSystemException(from, to, "cannot be renamed");
            }
            Folders.force(Path.of(to).getParent());
            return true;
        } catch (GenericFileOperationFailedException | IOException e) {
            throw failed(Path.of(from), e);
        }
    }

    private static void force(Path file, Object body) throws IOException {
        try (FileChannel written = FileChannel.open(file, StandardOpenOption.WRITE)) {
            if (body instanceof byte[] bytes && written.size() != bytes.length) {
                throw new FileSystemException(file.toString(), null, "the disk took only a part of the file");
            }
            written.force(true);
        }
    }

    /** Removes a temporary file, as the next attempt has another name. */
    private GenericFileOperationFailedException failed(Path file, Exception failure) {
        FileSystemException reason = reason(file, failure);
        try {
            if (endpoint.getTempFileName() != null) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            reason.addSuppressed(e);
        }
        return new GenericFileOperationFailedException(reason.getMessage(), reason);
    }

    /** The failure with the file that it is about: Java reports a full disk without one. */
    static FileSystemException reason(Path file, Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof FileSystemException)) {
            root = root.getCause();
        }
        if (root instanceof FileSystemException known) {
            return known;
        }
        FileSystemException reason = new FileSystemException(file.toString(), null, root.getMessage());
        reason.initCause(failure);
        return reason;
    }
}
