package io.contactroutes.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a folder held at a moment. State and sink in one folder, copied while nobody writes to it and put back later, are what a
 * process leaves that was killed at that moment.
 */
public final class FolderCopy {

    private final Path folder;
    private final Path copy;

    /** Copies a folder to another place, which must not exist. */
    public FolderCopy(Path folder, Path copy) {
        this.folder = folder;
        this.copy = copy;
        try {
            for (Path each : walk(folder)) {
                Files.copy(each, copy.resolve(folder.relativize(each)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the folder by the copy. */
    public void restore() {
        try {
            for (Path each :
                    walk(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
            Files.move(copy, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> walk(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.toList();
        }
    }
}
