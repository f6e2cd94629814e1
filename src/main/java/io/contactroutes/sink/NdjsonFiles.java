package io.contactroutes.sink;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Body;

/**
 * Appends records to files, a JSON text a line. Bean {@code files}.
 *
 * <p>A file of contacts is written as {@code .part} and renamed when its sweep ends. A line that a crash left broken is
 * cut off before anything is appended, and before a file is finished.
 */
public final class NdjsonFiles implements AutoCloseable {

    private static final DateTimeFormatter START =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final Map<Path, NdjsonFile> open = new LinkedHashMap<>();

    /** @param directory {@code contacts.files.directory} */
    public NdjsonFiles(Path directory) {
        this.directory = directory;
    }

    /** Appends all records; when it returns they are on disk, and files that they close have their final name. */
    public synchronized void append(@Body List<SinkRecord> records) throws IOException {
        Map<Path, ByteArrayOutputStream> lines = new LinkedHashMap<>();
        for (SinkRecord sinkRecord : records) {
            ByteArrayOutputStream out = lines.computeIfAbsent(path(sinkRecord), path -> new ByteArrayOutputStream());
            out.writeBytes(line(sinkRecord));
            out.write('\n');
        }
        for (SinkRecord sinkRecord : records) {
            if (sinkRecord.stream() == Stream.CONTACTS && !sinkRecord.closesFile()) {
                finishOthers(contacts(sinkRecord));
            } else if (sinkRecord.stream() == Stream.SWEEPS && sinkRecord.closesFile()) {
                finish(contacts(sinkRecord));
                finishOthers(contacts(sinkRecord));
            }
        }
        for (Map.Entry<Path, ByteArrayOutputStream> file : lines.entrySet()) {
            write(file.getKey(), file.getValue().toByteArray());
        }
        for (SinkRecord sinkRecord : records) {
            if (sinkRecord.stream() == Stream.CONTACTS && sinkRecord.closesFile()) {
                finish(contacts(sinkRecord));
            }
        }
    }

    /**
     * Takes the dead letters of a contact out of their file.
     *
     * @return how many there were
     */
    public synchronized int removeDeadLetters(String account, String uid) throws IOException {
        Path file = directory.resolve(Stream.DEAD_LETTERS.folder()).resolve(account + ".ndjson");
        return Files.exists(file)
                ? NdjsonFile.removeLines(
                        file, line -> uid.equals(line.path("uid").textValue()))
                : 0;
    }

    /** Hands over the dead letters of an account one by one, in the order in which they came. */
    public synchronized void forEachDeadLetter(String account, Consumer<JsonNode> reader) throws IOException {
        Path file = directory.resolve(Stream.DEAD_LETTERS.folder()).resolve(account + ".ndjson");
        if (Files.exists(file)) {
            NdjsonFile.forEach(file, reader);
        }
    }

    /** Gives all open files their final names, as nothing more will come. */
    public synchronized void finishAll() throws IOException {
        for (Path part : List.copyOf(open.keySet())) {
            finish(part);
        }
    }

    /** Closes the files as they are; those of unfinished sweeps stay {@code .part}. */
    @Override
    public synchronized void close() throws IOException {
        for (NdjsonFile file : open.values()) {
            file.close();
        }
        open.clear();
    }

    private Path path(SinkRecord sinkRecord) {
        Path folder = directory.resolve(sinkRecord.stream().folder());
        return switch (sinkRecord.stream()) {
            case CONTACTS -> contacts(sinkRecord);
            case DEAD_LETTERS -> folder.resolve(sinkRecord.account() + ".ndjson");
            case SWEEPS -> folder.resolve("receipts.ndjson");
        };
    }

    private Path contacts(SinkRecord sinkRecord) {
        return directory
                .resolve(Stream.CONTACTS.folder())
                .resolve(sinkRecord.account())
                .resolve(START.format(sinkRecord.sweepStart()) + "-" + sinkRecord.sweep() + ".ndjson.part");
    }

    private static byte[] line(SinkRecord sinkRecord) {
        if (sinkRecord.value() != null) {
            return sinkRecord.value();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", "contact/v1")
                .put("uid", sinkRecord.key())
                .put("account", sinkRecord.account())
                .put("deleted", true)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Files of contacts stay open while their sweep goes on; the others are written to so rarely that they do not. */
    private void write(Path path, byte[] lines) throws IOException {
        if (path.startsWith(directory.resolve(Stream.CONTACTS.folder()))) {
            NdjsonFile file = open.get(path);
            if (file == null) {
                file = NdjsonFile.open(path);
                open.put(path, file);
            }
            file.append(lines);
        } else {
            try (NdjsonFile file = NdjsonFile.open(path)) {
                file.append(lines);
            }
        }
    }

    /** Finishes what earlier sweeps of the account left, as they will not be resumed. */
    private void finishOthers(Path path) throws IOException {
        if (open.containsKey(path) || !Files.isDirectory(path.getParent())) {
            return;
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(path.getParent(), "*.part")) {
            for (Path part : parts) {
                if (!part.equals(path)) {
                    finish(part);
                }
            }
        }
    }

    /** Gives a file its final name; does nothing when the sweep wrote no contact. */
    private void finish(Path part) throws IOException {
        NdjsonFile file = open.remove(part);
        if (file == null && Files.exists(part)) {
            file = NdjsonFile.open(part);
        }
        if (file != null) {
            file.close();
            String name = part.getFileName().toString();
            Files.move(
                    part,
                    part.resolveSibling(name.substring(0, name.length() - ".part".length())),
                    StandardCopyOption.ATOMIC_MOVE);
        }
    }
}
