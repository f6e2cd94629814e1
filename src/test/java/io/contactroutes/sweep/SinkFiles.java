package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What a subscriber finds in {@code contacts.files.directory}. */
final class SinkFiles {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path directory;

    SinkFiles(Path directory) {
        this.directory = directory;
    }

    /** The account's records in the order of the files' names and lines; those of unfinished files too. */
    List<JsonNode> records(String account) {
        List<JsonNode> records = new ArrayList<>();
        files(account).forEach(file -> records.addAll(records(file)));
        return records;
    }

    /** The account's contacts as a subscriber has them who keeps the last record of each key, by uid. */
    Map<String, JsonNode> contacts(String account) {
        return compacted(records(account));
    }

    /** The same of the finished files only. */
    Map<String, JsonNode> finishedContacts(String account) {
        List<JsonNode> records = new ArrayList<>();
        files(account).filter(file -> !isUnfinished(file)).forEach(file -> records.addAll(records(file)));
        return compacted(records);
    }

    /** All receipts, each of which keeps the schema. */
    List<JsonNode> receipts() {
        Path file = directory.resolve("sweeps/receipts.ndjson");
        List<JsonNode> receipts = Files.exists(file) ? records(file) : List.of();
        receipts.forEach(ReceiptSchema::check);
        return receipts;
    }

    List<JsonNode> receipts(String account, String event) {
        return receipts().stream()
                .filter(receipt -> receipt.path("account").asText().equals(account))
                .filter(receipt -> receipt.path("event").asText().equals(event))
                .toList();
    }

    List<JsonNode> deadLetters(String account) {
        Path file = directory.resolve("dead-letters/" + account + ".ndjson");
        return Files.exists(file) ? records(file) : List.of();
    }

    Stream<Path> files(String account) {
        Path folder = directory.resolve("contacts").resolve(account);
        if (!Files.isDirectory(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isUnfinished(Path file) {
        return file.toString().endsWith(".part");
    }

    /** Without what may differ from one fetch to the next though nothing changed. */
    static JsonNode withoutTimes(JsonNode contact) {
        com.fasterxml.jackson.databind.node.ObjectNode copy = contact.deepCopy();
        return copy.without(List.of("fetchedAt", "lastSeenAt"));
    }

    static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, JsonNode> compacted(List<JsonNode> records) {
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

    /** Only the last line of an unfinished file may be broken; a crash leaves it so. */
    private static List<JsonNode> records(Path file) {
        List<JsonNode> records = new ArrayList<>();
        String text = text(file);
        int start = 0;
        for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
            JsonNode line = parsed(text.substring(start, end));
            assertThat(line.isObject()).as("line of %s", file).isTrue();
            records.add(line);
            start = end + 1;
        }
        if (!isUnfinished(file) && file.toString().contains("/contacts/")) {
            assertThat(text.substring(start)).as("last line of %s", file).isEmpty();
        }
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
