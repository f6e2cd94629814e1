package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.contactroutes.config.Account;
import io.contactroutes.jslt.Jslt;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A fixture folder: the pages that a provider sends, the account that asks for them, and what becomes of them. Its files are
 * described in {@code docs/adding-a-provider.md}.
 *
 * <p>Where a document's own sample is no page that a route may take, {@code page-N.served.json} is served in its place;
 * the sample stays as it is, for the mapping.
 */
public record Recording(Path folder) {

    public static final Path ROOT = Path.of("src/test/resources/providers");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Those of all providers, further cases in sub-folders included. */
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

    public static Recording of(String provider) {
        return new Recording(ROOT.resolve(provider));
    }

    public String provider() {
        return ROOT.relativize(folder).getName(0).toString();
    }

    public ProviderTemplate template() {
        return ProviderTemplate.of(provider());
    }

    /** The account's name. */
    public String name() {
        return account().get("account");
    }

    /**
     * The parameters of the account, one page in flight.
     *
     * @param url the provider's address
     * @param secret the value of a secret, by its name
     */
    public Map<String, String> parameters(String url, UnaryOperator<String> secret) {
        Map<String, String> parameters = new HashMap<>(Map.of("url", url, "parallelPages", "1"));
        template().secrets().forEach(name -> parameters.put(name, secret.apply(name)));
        account().forEach((name, value) -> parameters.put(name, value.replace(RecordedPage.URL, url)));
        parameters.remove("account");
        return parameters;
    }

    /** The pages as they are served, the first first. */
    public RecordedPages pages() {
        return pages(".served.json", ".json");
    }

    /** The pages as they were recorded. */
    public RecordedPages samples() {
        return pages(".json");
    }

    private RecordedPages pages(String... endings) {
        Map<String, String> parameters = visibleParameters();
        Jslt expression = template().page(parameters);
        RecordedPages pages = new RecordedPages(parameters.get("paging"));
        for (Optional<Path> file = page(1, endings); file.isPresent(); file = page(pages.count() + 1, endings)) {
            pages.add(text(file.get()), headers(pages.count() + 1), expression);
        }
        return pages;
    }

    private Optional<Path> page(int number, String... endings) {
        return Stream.of(endings)
                .map(ending -> folder.resolve("page-" + number + ending))
                .filter(Files::exists)
                .findFirst();
    }

    private Map<String, String> headers(int page) {
        Map<String, String> headers = new LinkedHashMap<>();
        lines("page-" + page + ".headers").forEach(line -> {
            String[] header = line.split(":\\s*", 2);
            headers.put(header[0], header[1]);
        });
        return headers;
    }

    /** The answer of the token endpoint, if the provider signs in by OAuth2. */
    public Optional<String> token() {
        Path file = folder.resolve("token.json");
        return Files.exists(file) ? Optional.of(text(file)) : Optional.empty();
    }

    /** Whether a request asks for the token. */
    public static boolean isForToken(String method, String body) {
        return method.equals("POST") && body.contains("grant_type=client_credentials");
    }

    /** What the fault battery has to know of the provider. */
    public Optional<String> battery(String key) {
        return Optional.ofNullable(properties("battery.properties").get(key));
    }

    /** What becomes of the contacts on the pages. */
    public RecordedContacts contacts() {
        return new RecordedContacts(this);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException("Not JSON: " + text, e);
        }
    }

    private Map<String, String> account() {
        return properties("account.properties");
    }

    /** The parameters without the secrets, as mappings and expressions see them. */
    Map<String, String> visibleParameters() {
        Map<String, String> parameters = template().defaults();
        parameters.putAll(parameters(RecordedPage.URL, name -> ""));
        parameters.keySet().removeIf(Account::isSecret);
        return parameters;
    }

    private Map<String, String> properties(String name) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(name))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> map = new LinkedHashMap<>();
        properties.forEach((key, value) -> map.put((String) key, (String) value));
        return map;
    }

    /** The lines of a file; none when there is no such file. */
    List<String> lines(String name) {
        Path file = folder.resolve(name);
        return Files.exists(file) ? text(file).lines().toList() : List.of();
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
