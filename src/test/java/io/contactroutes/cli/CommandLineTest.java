package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Eventually;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands as their user sees them: what they print, how they end and what they leave behind. */
@Timeout(180)
class CommandLineTest {

    private static final Map<String, String> PROVIDERS =
            Map.of("99digital", "chatwoot", "eleapi", "botpenguin", "islash", "islash");

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serve() {
        provider = start(Options.defaults().withContacts(20));
        bundle = BundleFolder.withoutAccounts(home);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    private static ProviderDouble start(Options options) {
        return ProviderDouble.start(
                PROVIDERS.entrySet().stream()
                        .map(each -> Served.of(each.getKey(), each.getValue()))
                        .toList(),
                options);
    }

    private void account(String accountName) {
        bundle.withAccount(accountName, PROVIDERS.get(accountName), provider.parameters(accountName));
    }

    @Test
    void runOncePrintsALineForEachAccountAndEndsWithZero() {
        PROVIDERS.keySet().forEach(this::account);

        CommandRun run = CommandRun.of(home, "run", "--once");

        assertThat(run.exit()).isZero();
        assertThat(run.out().lines())
                .hasSize(3)
                .allMatch(line -> line.matches("[a-z0-9]+: complete \\([a-z-]+\\), .* 20 created, .* s"));
    }

    @Test
    void runOnceEndsWithOneWhenAnAccountFailsAndTheOthersGoOn() {
        PROVIDERS.keySet().forEach(this::account);

        CommandRun run = CommandRun.of(home, "run", "--once", "-p", BundleFolder.key("eleapi", "token") + "=wrong");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("eleapi: failed (error)") && line.contains("refused to sign in"))
                .anyMatch(line -> line.startsWith("99digital: complete"));
        assertThat(run.out()).doesNotContain("wrong");
    }

    @Test
    void runWithoutAccountsSaysWhatToDo() {
        CommandRun run = CommandRun.of(home, "run", "--once");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .hasSize(1)
                .allMatch(line -> line.startsWith("contact-routes: ") && line.contains("contact-routes sandbox"));
    }

    @Test
    void aSentenceAndNoStackTraceForWhatItsUserCanCorrect() {
        account("99digital");

        CommandRun run = CommandRun.of(home, "run", "--once", "-p", "contacts.snik=files");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly("contact-routes: There is no setting contacts.snik; did you mean contacts.sink?");
    }

    @Test
    void checkSaysWhatWorksAndWritesNothing() throws Exception {
        PROVIDERS.keySet().forEach(this::account);
        List<Path> before = bundle.files("", "");

        CommandRun check = CommandRun.of(home, "check");

        assertThat(check.out().lines())
                .containsExactly(
                        "99digital: works, page 1 has 15 contacts.",
                        "eleapi: works, page 1 has 20 contacts.",
                        "islash: works, page 1 has 20 contacts.");
        assertThat(check.exit()).isZero();
        assertThat(bundle.files("", "")).isEqualTo(before);
        try (var folders = Files.list(home)) {
            assertThat(folders.map(folder -> folder.getFileName().toString()))
                    .containsExactlyInAnyOrder("routes", "schema", "application.properties");
        }
    }

    @ParameterizedTest(name = "{0} with a wrong {1}")
    @CsvSource(delimiter = '|', textBlock = """
            99digital | token     | SECRET-9x9 | refused to sign in (401); check camel.route-template[99digital].token.
            eleapi    | token     | SECRET-9x9 | refused to sign in (400); check camel.route-template[eleapi].token.
            islash    | token     | SECRET-9x9 | refused to sign in (401); check camel.route-template[islash].session and camel.route-template[islash].token.
            islash    | session   | SECRET-9x9 | refuses the request (RESP_INVALID_SESSION)
            99digital | accountId | 9876543    | camel.route-template[99digital].url
            """)
    void checkSaysWhichSettingIsWrong(String accountName, String parameter, String value, String part) {
        account(accountName);

        CommandRun check =
                CommandRun.of(home, "check", accountName, "-p", BundleFolder.key(accountName, parameter) + "=" + value);

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out().lines()).singleElement().satisfies(line -> assertThat(line)
                .startsWith(accountName + ": ")
                .contains(part));
        assertThat(check.out() + check.err()).doesNotContain(value);
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void checkTellsAWebPageFromAnAnswer() {
        account("99digital");
        provider.script("99digital", FaultScript.always(ResponseFaults.htmlWithOk()));

        CommandRun check = CommandRun.of(home, "check");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("99digital: the provider answers with a web page instead of JSON");
    }

    @Test
    void checkTellsAHostThatIsNotThere() {
        account("99digital");

        CommandRun check = CommandRun.of(
                home,
                "check",
                "-p",
                BundleFolder.key("99digital", "url") + "=http://127.0.0.1:1",
                "-p",
                "contacts.request.retry-timeout=1s");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.out()).contains("99digital: the host does not take connections");
    }

    @Test
    void checkKnowsItsAccounts() {
        account("99digital");

        CommandRun check = CommandRun.of(home, "check", "99digitl");

        assertThat(check.exit()).isEqualTo(1);
        assertThat(check.err()).isEqualTo("contact-routes: There is no account 99digitl; did you mean 99digital?\n");
    }

    @Test
    void sandboxStaysOutOfTheConfiguredSink() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        BundleFolder.shipped(Files.createDirectory(home.resolve("bundle")));
        Map<String, String> environment = new HashMap<>();
        environment.put("CONTACTS_SINK", "kafka");
        environment.put("CONTACTS_KAFKA_TOPIC", "production-contacts");
        environment.put("CONTACTS_FILES_DIRECTORY", "production");
        environment.put("CAMEL_COMPONENT_KAFKA_BROKERS", broker.bootstrapServers());

        CommandRun sandbox = CommandRun.jvm(home.resolve("bundle"))
                .environment(environment)
                .within(Duration.ofMinutes(2))
                .run(List.of("sandbox", "--contacts", "30"));

        assertThat(sandbox.out() + sandbox.err())
                .contains("99digital", "islash", "eleapi", "flowmatix", "express-chat", "\"schema\" : \"contact/v1\"");
        assertThat(sandbox.exit()).isZero();
        assertThat(home.resolve("bundle/production")).doesNotExist();
        assertThat(home.resolve("bundle/state")).doesNotExist();
        assertThat(home.resolve("bundle/out/contacts")).doesNotExist();
        assertThat(home.resolve("bundle/out/sandbox/contacts/99digital")).isNotEmptyDirectory();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith("production"));
        }
    }

    /** {@code mvn exec:java} runs it so: the JVM's own class loader has none of its classes. */
    @Test
    void runsUnderAClassLoaderOfItsOwn() throws IOException {
        Path shipped = Files.createDirectory(home.resolve("bundle"));
        BundleFolder.shipped(shipped);
        Path launcher = home.resolve("Launcher.java");
        Files.writeString(launcher, """
                import java.io.File;
                import java.net.*;
                import java.nio.file.Path;
                import java.util.stream.Stream;

                class Launcher {
                    public static void main(String[] arguments) throws Exception {
                        URL[] path = Stream.of(System.getProperty("bundle.classes").split(File.pathSeparator))
                                .map(each -> url(each)).toArray(URL[]::new);
                        URLClassLoader loader = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
                        Thread.currentThread().setContextClassLoader(loader);
                        loader.loadClass("io.contactroutes.cli.ContactRoutes")
                                .getMethod("main", String[].class).invoke(null, (Object) arguments);
                    }

                    static URL url(String path) {
                        try {
                            return Path.of(path).toUri().toURL();
                        } catch (MalformedURLException e) {
                            throw new IllegalArgumentException(e);
                        }
                    }
                }
                """);

        CommandRun sandbox = CommandRun.of(
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Dbundle.classes=" + System.getProperty("java.class.path"),
                                launcher.toString(),
                                "sandbox",
                                "--contacts",
                                "30")
                        .directory(shipped.toFile()),
                Duration.ofMinutes(2));

        assertThat(sandbox.exit()).as(sandbox.out() + sandbox.err()).isZero();
    }

    /** Camel reads the environment by itself too; it must not come to another result. */
    @Test
    void theCommandLineWinsOverTheEnvironment() throws Exception {
        KafkaBroker broker = KafkaBroker.shared();
        account("99digital");
        Map<String, String> environment = Map.of(
                "CONTACTS_SINK", "files",
                "CAMEL_COMPONENT_KAFKA_BROKERS", "127.0.0.1:1",
                "CAMEL_ROUTE_TEMPLATE_99DIGITAL_TOKEN", "wrong",
                "CAMEL_ROUTE_TEMPLATE_99DIGITAL_EVERY", "1h",
                "TOKEN", "wrong",
                "URL", "http://127.0.0.1:1");

        CommandRun run = CommandRun.jvm(home)
                .environment(environment)
                .within(Duration.ofMinutes(2))
                .run(List.of(
                        "run",
                        "--once",
                        "-p",
                        "contacts.sink=kafka",
                        "-p",
                        "contacts.kafka.topic=command-line-test",
                        "-p",
                        "camel.component.kafka.brokers=" + broker.bootstrapServers(),
                        "-p",
                        BundleFolder.key("99digital", "token") + "="
                                + provider.parameters("99digital").get("token")));

        assertThat(run.out()).contains("99digital: complete");
        assertThat(run.exit()).isZero();
        assertThat(broker.records("command-line-test")).hasSize(20);
        assertThat(home.resolve("out")).doesNotExist();
    }

    /** A sweep of 200 pages is stopped after some of them, and the next one goes on there, with another look at the page before. */
    @Test
    void sigtermStopsInOrderAndTheNextRunGoesOn() throws Exception {
        int contacts = 3000;
        String firstTick = BundleFolder.key("99digital", "firstTick");
        String parallel = BundleFolder.key("99digital", "parallelPages");
        String url = BundleFolder.key("99digital", "url");
        account("99digital");
        int read;
        int port;
        try (ProviderDouble slow =
                start(Options.defaults().withContacts(contacts).withLatency(Duration.ofMillis(100)))) {
            Process run = CommandRun.jvm(home)
                    .log(home.resolve("child.log"))
                    .start(List.of(
                            "run",
                            "-p",
                            firstTick + "=1ms",
                            "-p",
                            parallel + "=1",
                            "-p",
                            url + "=" + slow.url("99digital")));
            Eventually.await("some pages", () -> slow.requests("99digital").count() >= 5 || !run.isAlive());

            assertThat(run.isAlive()).as("goes on until it is asked to stop").isTrue();
            run.destroy();

            assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(run.exitValue()).as("ended by SIGTERM").isEqualTo(143);
            read = slow.requests("99digital").count();
            port = slow.port();
            assertThat(read).isLessThan(contacts / 15);
        }
        JsonNode stopped = last(bundle.receipts());
        assertThat(stopped.path("status").asText()).isEqualTo("deferred");
        assertThat(stopped.path("stopReason").asText()).isEqualTo("stopping");
        assertThat(stopped.path("pages").asInt()).isEqualTo(read);
        assertThat(bundle.contacts("99digital")).as("15 contacts a page").hasSize(15 * read);

        try (ProviderDouble fast =
                start(Options.defaults().withContacts(contacts).onPort(port))) {
            bundle.with(url, fast.url("99digital")).with(parallel, "1");
            bundle.sweep();

            assertThat(fast.requests("99digital").pages()).startsWith(read).doesNotContain(read - 1);
        }
        JsonNode ended = last(bundle.receipts());
        assertThat(ended.path("status").asText()).isEqualTo("complete");
        assertThat(ended.path("sweep")).isEqualTo(stopped.path("sweep"));
        assertThat(ended.path("resumedAtPage").asInt()).isEqualTo(read);
        assertThat(ended.path("distinct").asInt()).isEqualTo(contacts);
        assertThat(bundle.contacts("99digital").stream()
                        .map(line -> Recording.json(line).path("uid").asText()))
                .hasSize(contacts)
                .doesNotHaveDuplicates();
    }

    private static JsonNode last(List<String> receipts) {
        assertThat(receipts).isNotEmpty();
        return Recording.json(receipts.get(receipts.size() - 1));
    }
}
