package io.contactroutes.files;

import io.contactroutes.sink.Stream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;

/** Removes or finishes what an earlier process left half-done in {@code contacts.files.directory}. */
public final class LeftoverFiles {

    /** No process writes a file for so long; a younger one may be that of another process. */
    private static final Duration OLD = Duration.ofHours(1);

    private static final String TEMPORARY = ".tmp";
    private static final String PART = ".part";

    private final Path directory;

    public LeftoverFiles(Path directory) {
        this.directory = directory;
    }

    /** The name under which the next content of a file is written: hidden, in the same folder. */
    static Path temporary(Path file) {
        return file.resolveSibling("." + file.getFileName() + TEMPORARY);
    }

    /** Removes temporary files that are older than an hour, and finishes the files of release 0.1.0. */
    public void clear(Instant now) throws IOException {
        for (Stream stream : Stream.values()) {
            Path folder = directory.resolve(stream.folder());
            removeTemporary(folder, now);
            for (Path account : AccountFolder.entries(folder, name -> !name.startsWith("."))) {
                if (Files.isDirectory(account)) {
                    for (Path day : new AccountFolder(account).days()) {
                        removeTemporary(day, now);
                    }
                    finishParts(account);
                } else if (account.toString().endsWith(".ndjson")) {
                    NdjsonLines.cutBrokenLine(account);
                }
            }
        }
    }

    private static void removeTemporary(Path folder, Instant now) throws IOException {
        for (Path file : AccountFolder.entries(folder, name -> name.startsWith(".") && name.endsWith(TEMPORARY))) {
            if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(OLD))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** Release 0.1.0 left the file of an unfinished sweep as {@code .part}. */
    private static void finishParts(Path account) throws IOException {
        for (Path part : AccountFolder.entries(account, name -> name.endsWith(".ndjson" + PART))) {
            NdjsonLines.cutBrokenLine(part);
            String name = part.getFileName().toString();
            Files.move(
                    part,
                    part.resolveSibling(name.substring(0, name.length() - PART.length())),
                    StandardCopyOption.ATOMIC_MOVE);
            Folders.force(account);
        }
    }
}
