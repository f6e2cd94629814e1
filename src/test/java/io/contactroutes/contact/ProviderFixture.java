package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;

/**
 * A folder of recorded pages ({@code page-1.json}…), the contacts that they hold ({@code expected.ndjson}), those that
 * are refused ({@code dead-letters.ndjson}, if any) and the account's parameters ({@code account.properties}).
 */
record ProviderFixture(Path folder) {

    static final Path ROOT = Path.of("src/test/resources/providers");
    static final ObjectMapper JSON = new ObjectMapper();

    /** Where a provider's page holds its contacts. */
    private static final Map<String, String> CONTACTS =
            Map.of("islash", "/data/contacts", "botpenguin", "/data", "chatwoot", "/payload");

    static Stream<ProviderFixture> all() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files
                    .filter(file -> file.endsWith("account.properties"))
                    .map(file -> new ProviderFixture(file.getParent()))
                    .sorted((a, b) -> a.folder.compareTo(b.folder))
                    .toList()
                    .stream();
        }
    }

    static ProviderFixture of(String provider) {
        return new ProviderFixture(ROOT.resolve(provider));
    }

    String provider() {
        return ROOT.relativize(folder).getName(0).toString();
    }

    ContactMapper mapper() {
        ObjectNode parameters = JSON.valueToTree(properties());
        return new ContactMapper(
                Mapping.compile(Path.of("routes/providers", provider() + ".jslt")),
                new ContactSchema(Path.of("schema/contact.schema.json")),
                provider(),
                properties().getProperty("account"),
                parameters,
                new byte[0]);
    }

    private Properties properties() {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve("account.properties"))) {
            properties.load(reader);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The contacts of each page, in order. */
    List<List<JsonNode>> pages() throws IOException {
        List<List<JsonNode>> pages = new ArrayList<>();
        for (Path page = page(1); Files.exists(page); page = page(pages.size() + 1)) {
            JsonNode contacts = JSON.readTree(page.toFile()).at(CONTACTS.get(provider()));
            List<JsonNode> list = new ArrayList<>();
            if (contacts.isArray()) {
                contacts.forEach(list::add);
            } else {
                list.add(contacts);
            }
            pages.add(list);
        }
        return pages;
    }

    private Path page(int number) {
        return folder.resolve("page-" + number + ".json");
    }

    List<String> expected() throws IOException {
        return Files.readAllLines(folder.resolve("expected.ndjson"));
    }

    List<String> deadLetters() throws IOException {
        Path file = folder.resolve("dead-letters.ndjson");
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    /** The sample contact that the tests vary: the first of the provider's first page. */
    ObjectNode contact() throws IOException {
        return pages().get(0).get(0).deepCopy();
    }

    @Override
    public String toString() {
        return ROOT.relativize(folder).toString();
    }
}
