package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a subscriber finds in {@code contacts.files.directory}. */
public final class SinkFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    public SinkFiles(Path directory) {
        this.directory = directory;
    }

    /** The account's records in the order of the files' paths and lines. */
    public List<JsonNode> records(String account) {
        return records(files(account));
    }

    /** The account's contacts as a subscriber has them who keeps the last record of each key, by uid. */
    public Map<String, JsonNode> contacts(String account) {
        return compacted(records(account));
    }

    /** All receipts, each of which keeps the schema; those of an account are in their order. */
    public List<JsonNode> receipts() {
        List<JsonNode> receipts = records(finished(directory.resolve("sweeps")));
        receipts.forEach(ReceiptSchema::check);
        return receipts;
    }

    public List<JsonNode> receipts(String account, String event) {
        return receipts().stream()
                .filter(receipt -> receipt.path("account").asText().equals(account))
                .filter(receipt -> receipt.path("event").asText().equals(event))
                .toList();
    }

    public List<JsonNode> deadLetters(String account) {
        return records(finished(directory.resolve("dead-letters").resolve(account)));
    }

    /** The files of the account's contacts in the order of their paths. */
    public Stream<Path> files(String account) {
        return finished(directory.resolve("contacts").resolve(account));
    }

    /** Files that are not finished, as a kill leaves them, are hidden from a reader. */
    public void assertNothingElseIsVisible() {
        assertThat(files(directory, name -> !name.startsWith("."))).isNotEmpty().allMatch(file -> file.toString()
                .matches(".*/\\d{4}-\\d{2}-\\d{2}/\\d{6}\\.\\d{6}-\\d{6}\\.ndjson"));
    }

    private static Stream<Path> finished(Path folder) {
        return files(folder, name -> name.endsWith(".ndjson"));
    }

    private static Stream<Path> files(Path folder, Predicate<String> matching) {
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        SortedSet<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (matching.test(file.getFileName().toString())) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                /** A running bundle finishes and renames a file between the list of its folder and the look at it. */
                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
                    if (e instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw e;
                }
            });
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what may differ from one fetch to the next though nothing changed. */
    public static JsonNode withoutTimes(JsonNode contact) {
        com.fasterxml.jackson.databind.node.ObjectNode copy = contact.deepCopy();
        return copy.without(List.of("fetchedAt", "lastSeenAt"));
    }

    public static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Map<String, JsonNode> compacted(List<JsonNode> records) {
        Map<String, JsonNode> contacts = new LinkedHashMap<>();
        records.forEach(contact -> {
            String uid = contact.path("uid").textValue();
            if (contact.path("deleted").asBoolean()) {
                contacts.remove(uid);
            } else {
                contacts.put(uid, withoutTimes(contact));
            }
        });
        return contacts;
    }

    private static List<JsonNode> records(Stream<Path> files) {
        List<JsonNode> records = new ArrayList<>();
        files.forEach(file -> records.addAll(records(file)));
        return records;
    }

    private static List<JsonNode> records(Path file) {
        String text = text(file);
        assertThat(text).as("last line of %s", file).endsWith("\n");
        List<JsonNode> records = text.lines().map(SinkFiles::parsed).toList();
        assertThat(records).as("lines of %s", file).allMatch(JsonNode::isObject);
        return records;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
