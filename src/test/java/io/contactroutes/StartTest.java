package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Account;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.LogCapture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What its user can mend stops the start with one sentence that names it and says what to do. */
class StartTest {

    private static final String SECRET = "SECRET-77";
    private static final String CHATWOOT = "routes/providers/chatwoot.camel.yaml";

    @TempDir
    private Path home;

    /** Something wrong with a bundle that was well, and what the sentence about it holds. */
    record Trouble(String name, Consumer<BundleFolder> cause, List<String> words) {

        static Trouble of(String name, Consumer<BundleFolder> cause, String... words) {
            return new Trouble(name, cause, List.of(words));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Trouble> troubles() {
        return Stream.of(accounts(), files(), schemas(), parts()).flatMap(troubles -> troubles);
    }

    private static Stream<Trouble> accounts() {
        return Stream.of(
                Trouble.of(
                        "misspelt parameter",
                        parameter("tokne", "x"),
                        "camel.route-template[99digital].tokne",
                        "did you mean token?"),
                Trouble.of(
                        "unknown parameter",
                        parameter("somethingElse", "x"),
                        "camel.route-template[99digital].somethingElse",
                        "it can be one of ",
                        "parallelPages"),
                Trouble.of(
                        "account without a parameter",
                        bundle -> bundle.append("application.properties", "camel.route-template[99digital] = chatwoot"),
                        "camel.route-template[99digital] is not of the form"),
                Trouble.of(
                        "two accounts with one name",
                        bundle -> bundle.withAccount("99digital", "chatwoot", chatwoot()),
                        "application.properties sets camel.route-template[99digital].",
                        "another name"),
                Trouble.of(
                        "two blocks with one route-id",
                        bundle -> bundle.withAccount("other", "chatwoot", with(chatwoot(), "route-id", "99digital")),
                        "camel.route-template[other].route-id"),
                Trouble.of(
                        "accountName that is no word",
                        bundle -> bundle.withAccount("a.b", "chatwoot", chatwoot()),
                        "camel.route-template[a.b].route-id"),
                Trouble.of(
                        "unknown provider",
                        bundle -> bundle.withAccount("other", "chatwood", chatwoot()),
                        "camel.route-template[other].template-id names the provider chatwood",
                        "did you mean chatwoot?"),
                Trouble.of(
                        "missing provider",
                        bundle -> bundle.with(BundleFolder.key("other", "route-id"), "other"),
                        "camel.route-template[other].template-id is missing"),
                Trouble.of(
                        "missing parameter",
                        bundle -> bundle.withAccount("other", "chatwoot", Map.of("token", SECRET, "accountId", "1")),
                        "camel.route-template[other].url is missing"),
                Trouble.of(
                        "no address",
                        parameter("url", SECRET),
                        "camel.route-template[99digital].url",
                        "https://chat.example.com"),
                Trouble.of("no http", parameter("url", "ftp://" + SECRET), "camel.route-template[99digital].url"),
                Trouble.of(
                        "no number",
                        parameter("parallelPages", "two"),
                        "parallelPages",
                        "a whole number from 1 to 100"),
                Trouble.of("number 0", parameter("requestsPerMinute", "0"), "requestsPerMinute", "from 1 on"),
                Trouble.of("no duration", parameter("every", "15"), "every", "a duration such as"),
                Trouble.of(
                        "no switch",
                        botpenguin("isOnline", "maybe"),
                        "camel.route-template[eleapi].isOnline",
                        "true or false"),
                Trouble.of("no JSON", botpenguin("tags", "[vip"), "camel.route-template[eleapi].tags", "JSON"),
                Trouble.of(
                        "placeholder that leads nowhere",
                        parameter("token", "{{env:CONTACT_ROUTES_NO_SUCH_VARIABLE}}"),
                        "camel.route-template[99digital].token refers to a value that is not set"));
    }

    private static Stream<Trouble> files() {
        return Stream.of(
                Trouble.of("missing mapping", delete("routes/providers/chatwoot.jslt"), "chatwoot.jslt", "no mapping"),
                Trouble.of(
                        "broken mapping",
                        replace("routes/providers/chatwoot.jslt", "let more = .additional_attributes", "let more ="),
                        "chatwoot.jslt, line ",
                        ", column "),
                Trouble.of(
                        "broken import",
                        replace("routes/providers/common.jslt", "def list(value)", "def list(value"),
                        "common.jslt, line ",
                        ", column "),
                Trouble.of(
                        "mapping without source-id",
                        replace("routes/providers/chatwoot.jslt", "source-id", "the-id"),
                        "chatwoot.jslt",
                        "declares no function source-id(contact)"),
                Trouble.of(
                        "broken YAML",
                        replace(CHATWOOT, "parameters:", "parameters: ["),
                        "/chatwoot.camel.yaml, line ",
                        ": expected the node content, but found '-'."),
                Trouble.of(
                        "unknown step",
                        replace(CHATWOOT, "setHeader:", "setHaeder:"),
                        "/chatwoot.camel.yaml, line ",
                        ": Unknown node id: setHaeder."),
                Trouble.of(
                        "broken expression",
                        replace(CHATWOOT, "\"contacts\": .payload", "\"contacts\": .payload["),
                        "provider chatwoot",
                        "99digital"),
                Trouble.of(
                        "unknown bean method",
                        replace("routes/page.camel.yaml", "method: commit", "method: comit"),
                        "route page",
                        "comit"),
                Trouble.of(
                        "unknown route",
                        replace("routes/replay.camel.yaml", "uri: direct:contact", "uri: direct:contcat"),
                        "routes/replay.camel.yaml sends to direct:contcat"),
                Trouble.of(
                        "unknown route in a provider's file",
                        replace(CHATWOOT, "uri: direct:request", "uri: direct:reqeust"),
                        "routes/providers/chatwoot.camel.yaml sends to direct:reqeust"),
                Trouble.of(
                        "unknown route in the sweep",
                        replace("routes/sweep.camel.yaml", "uri: direct:page", "uri: direct:paeg"),
                        "routes/sweep.camel.yaml sends to direct:paeg"),
                Trouble.of(
                        "unknown bean",
                        replace("routes/page.camel.yaml", "ref: changes", "ref: chnages"),
                        "routes/page.camel.yaml refers to the bean chnages"),
                Trouble.of(
                        "unknown bean in an expression",
                        replace("routes/sweep.camel.yaml", "expression: sweepNeeded", "expression: sweepNeded"),
                        "routes/sweep.camel.yaml refers to the bean sweepNeded"),
                Trouble.of(
                        "provider that starts elsewhere",
                        replace(CHATWOOT, "uri: direct:fetch-{{routeId}}", "uri: direct:fetch"),
                        "routes/providers/chatwoot.camel.yaml starts at direct:fetch;"),
                Trouble.of(
                        "account with the name of a route",
                        bundle -> bundle.withAccount(
                                "page",
                                "chatwoot",
                                Map.of("url", "http://localhost", "token", SECRET, "accountId", "1")),
                        "camel.route-template[page].route-id is the name of a route"),
                Trouble.of(
                        "no sweep template", delete("routes/sweep.camel.yaml"), "routes/sweep.camel.yaml is missing"),
                Trouble.of(
                        "no folder of routes",
                        delete("routes"),
                        "The folder ",
                        "/routes is missing",
                        "take it from the bundle as it ships"),
                Trouble.of(
                        "no provider",
                        delete("routes/providers"),
                        "names the provider chatwoot, which routes/providers/ does not have; none exists."));
    }

    private static Stream<Trouble> schemas() {
        return Stream.of(
                Trouble.of(
                        "missing page schema",
                        delete("schema/page.schema.json"),
                        "/schema/page.schema.json is missing"),
                Trouble.of(
                        "missing schema",
                        delete("schema/contact.schema.json"),
                        "/schema/contact.schema.json is missing"),
                Trouble.of(
                        "schema that is no JSON",
                        replace("schema/contact.schema.json", "\"required\"", "required"),
                        "/schema/contact.schema.json, line ",
                        ", column ",
                        "is not JSON"),
                Trouble.of(
                        "schema that is no object",
                        bundle -> bundle.write("schema/contact.schema.json", "[]"),
                        "/schema/contact.schema.json is not a JSON Schema"),
                Trouble.of(
                        "schema of another draft",
                        replace("schema/contact.schema.json", "draft/2020-12/schema", "draft/2019-09/schema"),
                        "/schema/contact.schema.json is not written in JSON Schema 2020-12"),
                Trouble.of(
                        "page schema of another draft",
                        replace(
                                "schema/page.schema.json",
                                "https://json-schema.org/draft/2020-12/schema",
                                "http://json-schema.org/draft-07/schema#"),
                        "/schema/page.schema.json is not written in JSON Schema 2020-12"),
                Trouble.of(
                        "schema without a draft",
                        replace(
                                "schema/contact.schema.json",
                                "\"$schema\": \"https://json-schema.org/draft/2020-12/schema\",",
                                ""),
                        "/schema/contact.schema.json is not written in JSON Schema 2020-12"),
                Trouble.of(
                        "schema that breaks the rules of schemas",
                        replace("schema/contact.schema.json", "\"type\": \"object\"", "\"type\": \"objekt\""),
                        "/schema/contact.schema.json is not a valid JSON Schema: at $.properties.name.type"),
                Trouble.of(
                        "schema of something else",
                        bundle -> bundle.write("schema/contact.schema.json", """
                                {"$schema": "https://json-schema.org/draft/2020-12/schema", "required": ["invoice"]}
                                """),
                        "/schema/contact.schema.json is the schema of something else",
                        "urn:contact-routes:contact:v1"),
                Trouble.of(
                        "schemas mixed up",
                        bundle -> bundle.write(
                                "schema/contact.schema.json", text(bundle.home().resolve("schema/page.schema.json"))),
                        "/schema/contact.schema.json is the schema of something else"),
                Trouble.of(
                        "reference that leads nowhere",
                        replace("schema/contact.schema.json", "\"#/$defs/text", "\"#/$defs/nothing"),
                        "/schema/contact.schema.json"));
    }

    private static Stream<Trouble> parts() {
        return Stream.of(
                Trouble.of(
                        "directory that is a file",
                        bundle -> bundle.with("contacts.files.directory", "application.properties"),
                        "Cannot write to ",
                        "contacts.files.directory"),
                Trouble.of(
                        "state in no folder",
                        bundle -> bundle.with("contacts.state.url", "jdbc:sqlite:application.properties/contacts.db"),
                        "contacts.state.url"),
                Trouble.of(
                        "state of another kind",
                        bundle -> bundle.with("contacts.state.url", "jdbc:mysql://db/contacts"),
                        "contacts.state.url"),
                Trouble.of(
                        "no PostgreSQL",
                        bundle -> bundle.with("contacts.state.url", "jdbc:postgresql://127.0.0.1:1/contacts")
                                .with("contacts.state.user", "contacts")
                                .with("contacts.state.password", SECRET),
                        "contacts.state.url"),
                Trouble.of(
                        "brokers of no form",
                        bundle -> kafka(bundle, "no broker"),
                        "camel.component.kafka.brokers = no broker is not of the form host:port"),
                Trouble.of(
                        "broker without a port",
                        bundle -> kafka(bundle, "127.0.0.1"),
                        "camel.component.kafka.brokers = 127.0.0.1 is not of the form host:port"),
                Trouble.of(
                        "broker on a host that nobody knows",
                        bundle -> kafka(bundle, "kafka.invalid:9092"),
                        "No host in camel.component.kafka.brokers = kafka.invalid:9092 is known"),
                Trouble.of(
                        "broker that is not there",
                        bundle -> kafka(bundle, "127.0.0.1:1"),
                        "Kafka cannot be reached (127.0.0.1:1: connection refused)",
                        "camel.component.kafka.brokers"),
                Trouble.of(
                        "brokers of which none is there",
                        bundle -> kafka(bundle, "127.0.0.1:1,kafka.invalid:9092"),
                        "Kafka cannot be reached (127.0.0.1:1: connection refused, kafka.invalid:9092: unknown host)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("troubles")
    void saysInASentenceWhatIsWrong(Trouble trouble) {
        BundleFolder bundle = bundle();
        trouble.cause().accept(bundle);

        String sentence = refusal(bundle);

        assertThat(sentence)
                .contains(trouble.words())
                .matches(".*[.?]")
                .doesNotContain(SECRET, "\n", "Exception:", "java.", "^");
    }

    @Test
    void skipsAnAccountWithoutItsSecrets() {
        BundleFolder bundle = bundle().withAccount(
                        "eleapi", "botpenguin", Map.of("url", "http://127.0.0.1:1", "token", ""))
                .withAccount("second", "chatwoot", with(chatwoot(), "firstTick", "1h"))
                .with(BundleFolder.key("99digital", "firstTick"), "1h");

        try (Bundle running = Bundle.start(bundle.settings(), RunMode.untilStopped(), SweepListener.NONE)) {
            assertThat(running.running()).extracting(Account::name).containsExactly("99digital", "second");
            assertThat(running.accounts().get("eleapi").missing()).containsExactly("token");
            assertThat(running.context().getRoutes())
                    .extracting(route -> route.getRouteId())
                    .contains("99digital", "second", "page")
                    .doesNotContain("eleapi");
        }
    }

    private BundleFolder bundle() {
        return BundleFolder.withoutAccounts(home).withAccount("99digital", "chatwoot", chatwoot());
    }

    private static String refusal(BundleFolder bundle) {
        try (LogCapture log = LogCapture.open()) {
            ConfigurationException refusal = catchThrowableOfType(ConfigurationException.class, () -> Bundle.start(
                            bundle.settings(), RunMode.oneSweep(), SweepListener.NONE)
                    .close());
            assertThat(refusal).as("the start is refused").isNotNull();
            assertThat(log.lines()).as("the sentence is all there is").isEmpty();
            return refusal.getMessage();
        }
    }

    private static Map<String, String> chatwoot() {
        return Map.of("url", "http://127.0.0.1:1", "token", SECRET, "accountId", "1");
    }

    private static Map<String, String> with(Map<String, String> parameters, String name, String value) {
        Map<String, String> changed = new HashMap<>(parameters);
        changed.put(name, value);
        return changed;
    }

    private static void kafka(BundleFolder bundle, String brokers) {
        bundle.with("contacts.sink", "kafka")
                .with("camel.component.kafka.brokers", brokers)
                .with("camel.component.kafka.request-timeout-ms", "1000");
    }

    private static Consumer<BundleFolder> parameter(String name, String value) {
        return bundle -> bundle.with(BundleFolder.key("99digital", name), value);
    }

    private static Consumer<BundleFolder> botpenguin(String name, String value) {
        return bundle -> bundle.withAccount(
                "eleapi", "botpenguin", Map.of("url", "http://127.0.0.1:1", "token", SECRET, name, value));
    }

    private static Consumer<BundleFolder> replace(String file, String part, String by) {
        return bundle -> bundle.replace(file, part, by);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Consumer<BundleFolder> delete(String file) {
        return bundle -> {
            try (Stream<Path> below = Files.walk(bundle.home().resolve(file))) {
                for (Path each : below.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(each);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
