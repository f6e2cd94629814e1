package io.contactroutes.reload;

import io.contactroutes.config.ConfigurationException;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a bundle as they were at a moment: {@code application.properties} in memory, as it may hold secrets, {@code routes} and
 * {@code schema} in a temporary folder. A bundle that runs on them has what was checked, and can start again when the files have
 * changed.
 *
 * <p>Hidden files and those that end in {@code ~} are left out: editors have theirs beside those that count, and Kubernetes has the
 * former and the next version of a ConfigMap. Symbolic links are followed.
 */
final class BundleFiles {

    private static final Logger LOG = LoggerFactory.getLogger(BundleFiles.class);

    private static final String SETTINGS = "application.properties";
    private static final List<String> PARTS = List.of(SETTINGS, "routes", "schema");

    /** Far more than any of them has; all are kept in memory. */
    private static final long MOST_MIB = 16;

    private final Path folder;
    private final Map<String, byte[]> contents;

    private BundleFiles(Path folder, Map<String, byte[]> contents) {
        this.folder = folder;
        this.contents = contents;
    }

    /** What is to be done with a file. */
    @FunctionalInterface
    private interface Visit {
        void file(Path file, BasicFileAttributes attributes) throws IOException;
    }

    /** Returns a text that is another one after any file was written, replaced, added or removed; does not read them. */
    static String stamp(Path home) throws IOException {
        Map<String, String> stamps = new TreeMap<>();
        visit(
                home,
                (file, attributes) -> stamps.put(
                        home.relativize(file).toString(),
                        attributes.size() + " " + attributes.lastModifiedTime() + " " + attributes.fileKey()));
        return stamps.toString();
    }

    /**
     * Copies the files; those that are missing are missing in the copy as well.
     *
     * @throws IOException when one cannot be read
     * @throws ConfigurationException when one is too large, or the copy cannot be written
     */
    static BundleFiles copy(Path home) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        visit(home, (file, attributes) -> contents.put(home.relativize(file).toString(), read(file, attributes)));
        try {
            BundleFiles files =
                    new BundleFiles(Files.createTempDirectory("contact-routes-").toRealPath(), contents);
            try {
                files.restore();
                return files;
            } catch (IOException e) {
                files.delete();
                throw e;
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Routes and schema cannot be copied to the temporary folder " + System.getProperty("java.io.tmpdir")
                            + " (" + e.getClass().getSimpleName()
                            + "); let this process write there, or set JAVA_OPTS=-Djava.io.tmpdir=<another folder>.",
                    e);
        }
    }

    private static byte[] read(Path file, BasicFileAttributes attributes) throws IOException {
        if (attributes.size() > MOST_MIB << 20) {
            throw new ConfigurationException(
                    file + " is larger than " + MOST_MIB + " MiB; move it out of the bundle's files.");
        }
        return Files.readAllBytes(file);
    }

    /** Writes the copy again: some systems remove from temporary folders what has not been used for days. */
    void restore() throws IOException {
        for (Map.Entry<String, byte[]> file : contents.entrySet()) {
            if (!file.getKey().equals(SETTINGS)) {
                Path copy = folder.resolve(file.getKey());
                Files.createDirectories(copy.getParent());
                Files.write(copy, file.getValue());
            }
        }
    }

    private static void visit(Path home, Visit visit) throws IOException {
        for (String part : PARTS) {
            Path start = home.resolve(part);
            if (Files.exists(start)) {
                Files.walkFileTree(
                        start,
                        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
                        Integer.MAX_VALUE,
                        new SimpleFileVisitor<Path>() {
                            @Override
                            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                                return isHidden(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                            }

                            @Override
                            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                                    throws IOException {
                                if (!isHidden(path) && !attributes.isOther()) {
                                    visit.file(path, attributes);
                                }
                                return FileVisitResult.CONTINUE;
                            }
                        });
            }
        }
    }

    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.endsWith("~");
    }

    /** Returns the folder of {@code routes} and {@code schema}. */
    Path folder() {
        return folder;
    }

    /** Returns the message of a failure with the names of the user's files, who does not know the copies. */
    String sentence(ConfigurationException e, Path home) {
        return e.getMessage().replace(folder.toString(), home.toString());
    }

    /** Returns the names of files that are not as in another copy, relative to the bundle's folder. */
    Set<String> differences(BundleFiles other) {
        return Stream.concat(contents.keySet().stream(), other.contents.keySet().stream())
                .filter(file -> !Arrays.equals(contents.get(file), other.contents.get(file)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Removes the copy. What cannot be removed stays in the temporary folder, and does no harm there. */
    void delete() {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.debug("A copy of the files could not be removed: {}", folder, e);
        }
    }
}
