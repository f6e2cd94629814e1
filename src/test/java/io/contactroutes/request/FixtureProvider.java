package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.config.Account;
import io.contactroutes.sandbox.Call;
import io.contactroutes.sandbox.ContactPage;
import io.contactroutes.sandbox.Order;
import io.contactroutes.sandbox.PageRequest;
import io.contactroutes.sandbox.ProviderApi;
import io.contactroutes.sandbox.Response;
import io.contactroutes.sandbox.SampleContact;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Any provider at all, played from its fixture folder: the recorded pages, and in {@code battery.properties} the little that
 * the fault battery has to know of it.
 */
final class FixtureProvider implements ProviderApi {

    private static final Path ROUTES = Path.of("routes/providers");
    private static final Path ADDED = Path.of("src/test/resources/new-family");
    private static final String TEMPLATE = ".camel.yaml";
    private static final Pattern PARAMETER = Pattern.compile("(?m)^ {6}- name: (\\S+)\\n(?: {8}\\S.*\\n| {10}.*\\n)*");
    private static final Pattern PAGE = Pattern.compile("\"page\"\\s*:\\s*\"?(\\d+)");

    private final Path template;
    private final String provider;
    private final Properties battery = new Properties();
    private final Recording recording;

    private FixtureProvider(Path template, Path fixture) {
        this.template = template;
        provider = template.getFileName().toString().replace(TEMPLATE, "");
        recording = new Recording(fixture);
        try (Reader reader = Files.newBufferedReader(fixture.resolve("battery.properties"))) {
            battery.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException("A provider has " + fixture + "/battery.properties", e);
        }
    }

    /** Every provider that {@code routes/providers/} has, and the one that a test adds to show that nothing else is needed. */
    static List<FixtureProvider> all() {
        try (Stream<Path> shipped = Files.list(ROUTES);
                Stream<Path> added = Files.list(ADDED)) {
            return Stream.concat(
                            shipped.map(file -> file.getFileName().toString())
                                    .filter(name -> name.endsWith(TEMPLATE))
                                    .map(name -> new FixtureProvider(
                                            ROUTES.resolve(name), Recording.ROOT.resolve(name.replace(TEMPLATE, "")))),
                            added.filter(file -> file.toString().endsWith(TEMPLATE))
                                    .map(file -> new FixtureProvider(file, ADDED)))
                    .sorted((one, other) -> one.provider.compareTo(other.provider))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Template and mapping, by the name that they have in a bundle, of a provider that does not ship. */
    Map<String, String> addedFiles() {
        Map<String, String> files = new HashMap<>();
        if (template.startsWith(ADDED)) {
            files.put(ROUTES.resolve(provider + TEMPLATE).toString(), text(template));
            files.put(ROUTES.resolve(provider + ".jslt").toString(), text(ADDED.resolve(provider + ".jslt")));
        }
        return files;
    }

    /** A word of {@code battery.properties}; empty when the provider has nothing of the kind. */
    Optional<String> word(String name) {
        return Optional.ofNullable(battery.getProperty(name));
    }

    Recording recording() {
        return recording;
    }

    /** The parameters of an account in the test: those of the fixture, and a marked value for each that has no default. */
    Map<String, String> parameters(String accountName) {
        Map<String, String> parameters = new HashMap<>(recording.parameters());
        Matcher declared = PARAMETER.matcher(text(template));
        while (declared.find()) {
            String name = declared.group(1);
            if (!declared.group().contains("defaultValue:") && !name.equals("url")) {
                parameters.putIfAbsent(name, Account.isSecret(name) ? secret(accountName, name) : "1");
            }
        }
        parameters.put("parallelPages", "1");
        return parameters;
    }

    /** A secret that is found again wherever it leaks to. */
    static String secret(String accountName, String name) {
        return "planted-" + name + "-of-" + accountName;
    }

    List<String> secrets(String accountName) {
        return parameters(accountName).values().stream()
                .filter(value -> value.startsWith("planted-"))
                .toList();
    }

    @Override
    public String provider() {
        return provider;
    }

    @Override
    public int pageSize() {
        return 1;
    }

    @Override
    public Map<String, String> credentials(Served account) {
        return parameters(account.name());
    }

    @Override
    public String list() {
        return battery.getProperty("list");
    }

    @Override
    public Optional<Response> refusal(Call call, Served account) {
        return Optional.empty();
    }

    @Override
    public PageRequest asked(Call call) {
        Matcher inBody = PAGE.matcher(call.bodyText());
        String page = call.parameter("page").orElseGet(() -> inBody.find() ? inBody.group(1) : "1");
        return new PageRequest(Integer.parseInt(page), pageSize(), Order.LISTED, page);
    }

    /** The page as it was recorded; behind the last one, the last one again. */
    @Override
    public void write(ContactPage page, JsonGenerator json) throws IOException {
        List<String> pages = recording.pages();
        json.writeRaw(pages.get(Math.min(page.request().number(), pages.size()) - 1));
    }

    @Override
    public String sourceId(SampleContact contact) {
        return String.valueOf(contact.number());
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return provider;
    }
}
