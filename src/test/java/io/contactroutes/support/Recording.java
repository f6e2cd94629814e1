package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A fixture folder as routes see it: the pages that a provider serves, the account that asks for them and what comes of
 * them. The last page ends the list.
 *
 * <p>Where a document's own sample is no page that a route may take, {@code page-N.served.json} is served in its place;
 * the sample stays as it is, for the mapping.
 */
public record Recording(Path folder) {

    public static final Path ROOT = Path.of("src/test/resources/providers");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of all providers that ship, further cases in sub-folders included. */
    public static List<Recording> all() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.endsWith("account.properties"))
                    .map(file -> new Recording(file.getParent()))
                    .sorted((a, b) -> a.folder.compareTo(b.folder))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String provider() {
        return ROOT.relativize(folder).getName(0).toString();
    }

    public String name() {
        return properties().get("account");
    }

    /** The account's parameters as the folder names them. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = properties();
        parameters.remove("account");
        return parameters;
    }

    /** The bodies of the pages, the first first. */
    public List<String> pages() {
        List<String> pages = new ArrayList<>();
        for (Path page = page(1); page != null; page = page(pages.size() + 1)) {
            pages.add(text(page));
        }
        return pages;
    }

    /** The contacts that are published, in their order: those that the provider lists as deleted are not. */
    public List<JsonNode> expected() {
        return lines("expected.ndjson").stream()
                .filter(contact -> !contact.path("status").asText().equals("DELETED"))
                .toList();
    }

    /** Place and reason of the contacts that are set aside. */
    public List<JsonNode> deadLetters() {
        return lines("dead-letters.ndjson");
    }

    /** A contact as published, with the time of its page replaced by that of the expected contacts. */
    public static JsonNode timeless(String line) {
        return ((ObjectNode) json(line)).put("fetchedAt", "2026-01-02T03:04:05Z");
    }

    /** What of a dead letter is told in {@code dead-letters.ndjson}. */
    public static JsonNode place(String line) {
        return ((ObjectNode) json(line)).retain("index", "page", "pointer", "reason");
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text, e);
        }
    }

    private Path page(int number) {
        return Stream.of("page-" + number + ".served.json", "page-" + number + ".json")
                .map(folder::resolve)
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    private List<JsonNode> lines(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? text(file).lines().map(Recording::json).toList() : List.of();
    }

    private Map<String, String> properties() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("account.properties"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.forEach((key, value) -> map.put((String) key, (String) value));
        return map;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The name that a test report shows. */
    @Override
    public String toString() {
        return ROOT.relativize(folder).toString();
    }
}
