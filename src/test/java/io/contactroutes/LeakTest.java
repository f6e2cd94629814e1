package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing personal and nothing secret is said when things go wrong: not in the log at the levels that ship, not by a command,
 * not in a receipt.
 */
@Timeout(180)
class LeakTest {

    private static final String TOKEN = "MARKED-TOKEN-55";
    private static final String SESSION = "MARKED-SESSION-55";
    private static final String NAME = "MARKED-NAME-55";
    private static final String PHONE = "+85255512355";
    private static final String EMAIL = "marked-mail-55@example.com";
    private static final String LABEL = "MARKED-LABEL-55";
    private static final List<String> MARKED = List.of("MARKED", "marked-mail", "85255512355", "55512355");

    private static final Map<String, String> PROVIDERS =
            Map.of("99digital", "chatwoot", "eleapi", "botpenguin", "islash", "islash");

    /** Everything that a provider might quote in an answer. */
    private static final String QUOTED =
            "{\"success\": false, \"meta\": {\"code\": \"RESP_BAD\", \"message\": \"" + NAME + " "
                    + PHONE + "\"}, \"error\": \"" + TOKEN + " " + SESSION + "\", \"message\": \"" + EMAIL + " " + LABEL
                    + "\", \"data\": null, \"payload\": null}";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    /** A way to fail, and what has to be said about it. */
    record Failing(String name, Consumer<LeakTest> cause, List<String> words) {

        static Failing of(String name, Consumer<LeakTest> cause, String... words) {
            return new Failing(name, cause, List.of(words));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Failing> failures() {
        return Stream.of(
                Failing.of("nothing", test -> {}, "complete"),
                Failing.of("refused", answer(Response.json(401, QUOTED)), "refused to sign in (401)"),
                Failing.of("bad request", answer(Response.json(400, QUOTED)), "(400)"),
                Failing.of("not found", answer(Response.html(404, QUOTED)), "(404)"),
                Failing.of("server errors", answer(Response.json(500, QUOTED)), "the provider failed (500)"),
                Failing.of(
                        "asked to wait",
                        answer(Response.text(429, QUOTED).withHeader("Retry-After", "600")),
                        "asks to wait longer than contacts.request.retry-timeout"),
                Failing.of(
                        "redirect",
                        answer(Response.text(302, QUOTED)
                                .withHeader("Location", "http://127.0.0.1:1/" + TOKEN + "?session=" + SESSION)),
                        "redirect (302)"),
                Failing.of("web page", answer(Response.html(200, QUOTED)), "web page instead of JSON"),
                Failing.of(
                        "half of JSON",
                        answer(Response.json(200, QUOTED.substring(0, 90))),
                        "the answer ended in the middle"),
                Failing.of("no JSON", answer(Response.json(200, "Hello " + NAME)), "not JSON"),
                Failing.of(
                        "JSON of another shape", answer(Response.json(200, QUOTED)), "refuses the request (RESP_BAD)"),
                Failing.of(
                        "no list",
                        answer(Response.json(200, "{\"meta\": {\"code\": \"RESP_OKAY\"}, \"who\": \"" + NAME + "\"}")),
                        "holds no list of contacts"),
                Failing.of(
                        "too deep", answer(Response.json(200, "[".repeat(100) + QUOTED)), "contacts.request.max-depth"),
                Failing.of("cut connection", fault(ConnectionFaults.truncated()), "the answer ended in the middle"),
                Failing.of("reset connection", fault(ConnectionFaults.reset()), "connection"),
                Failing.of("host that is not there", LeakTest::unreachable, "does not take connections"),
                Failing.of("broken contacts", LeakTest::breakContacts, "4 dead letters"),
                Failing.of("mapping that fails", LeakTest::breakMapping, "none of the 4 contacts of page 1 is valid"),
                Failing.of("files that cannot be written", LeakTest::blockFiles, "contacts.files.directory"),
                Failing.of(
                        "records that Kafka refuses",
                        LeakTest::blockKafka,
                        "did not accept the request (InvalidRecordException"),
                Failing.of("state that breaks", LeakTest::breakState, "contacts.state.url"));
    }

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                PROVIDERS.entrySet().stream()
                        .map(each -> Served.of(each.getKey(), each.getValue())
                                .withToken(TOKEN)
                                .withSession(SESSION))
                        .toList(),
                Options.defaults().withContacts(4));
        bundle = BundleFolder.withoutAccounts(home);
        PROVIDERS.forEach((accountName, providerId) ->
                bundle.withAccount(accountName, providerId, provider.parameters(accountName)));
        bundle.append("application.properties", "contacts.request.retry-timeout = 1s");
        bundle.edit("application.properties", text -> text.lines()
                .filter(line -> !line.startsWith("contacts.request.retry-timeout = 2m"))
                .toList());
        for (int number = 0; number < 4; number++) {
            serveMarked(number, "\"" + NAME + "\"", "\"2026-01-02T03:04:05Z\"", "1712123233");
        }
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("failures")
    void saysNothingPersonal(Failing failing) {
        failing.cause().accept(this);

        String said = said(() -> {
            CommandRun check = CommandRun.of(home, "check");
            CommandRun run = CommandRun.of(home, "run", "--once");
            return check.out() + check.err() + run.out() + run.err();
        });

        assertThat(said).contains(failing.words());
        assertThat(said.lines()).noneMatch(line -> MARKED.stream().anyMatch(line::contains));
    }

    @Test
    void hearsWhatIsSaid() {
        LogGuard.expect("IllegalStateException: " + PHONE);
        String said = said(() -> {
            LogManager.getLogger("io.contactroutes.LeakTest").info("{}", NAME);
            LogManager.getLogger("org.apache.hc.LeakTest").warn("failed", new IllegalStateException(PHONE));
            System.err.println(EMAIL);
            System.out.println(LABEL);
            return TOKEN;
        });

        assertThat(said).contains(NAME, PHONE, EMAIL, LABEL, TOKEN, "IllegalStateException");
    }

    @Test
    void marksReachTheSink() {
        CommandRun.of(home, "run", "--once");

        for (String accountName : PROVIDERS.keySet()) {
            assertThat(bundle.contacts(accountName)).hasSize(4).allMatch(line -> line.contains(NAME));
        }
    }

    /** All that is said while something runs: log, standard output and error, receipts, and what it returns. */
    private String said(Supplier<String> what) {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream captured = new PrintStream(terminal, true, StandardCharsets.UTF_8);
        System.setOut(captured);
        System.setErr(captured);
        try (LogCapture log = LogCapture.open()) {
            String returned = what.get();
            return String.join("\n", log.lines())
                    + "\n"
                    + terminal.toString(StandardCharsets.UTF_8)
                    + returned
                    + String.join("\n", bundle.receipts());
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
    }

    private static Consumer<LeakTest> answer(Response answer) {
        return fault(ResponseFaults.answer("marked", answer));
    }

    private static Consumer<LeakTest> fault(Fault fault) {
        return test ->
                PROVIDERS.keySet().forEach(accountName -> test.provider.script(accountName, FaultScript.always(fault)));
    }

    private void unreachable() {
        PROVIDERS
                .keySet()
                .forEach(accountName -> bundle.replace(
                        "application.properties", provider.url(accountName), "http://127.0.0.1:1/" + accountName));
    }

    /** One name that is an object, one time that is none, one id that is an object, and one contact that is a text. */
    private void breakContacts() {
        serveMarked(0, "{\"first\": [\"" + NAME + "\"]}", "\"x\"", "1");
        serveMarked(1, "\"" + NAME + "\"", "\"" + NAME + "\"", "\"" + NAME + "\"");
        PROVIDERS.keySet().forEach(accountName -> {
            provider.contacts(accountName)
                    .serve(2, "{\"id\": {\"x\": \"" + PHONE + "\"}, \"_id\": [\"" + EMAIL + "\"]}");
            provider.contacts(accountName).serve(3, "\"" + NAME + "\"");
        });
        // iSlash tells no time.
        provider.contacts("islash").serve(1, "{\"id\": \"" + NAME + " " + PHONE + "\"}");
    }

    private void breakMapping() {
        for (String providerId : PROVIDERS.values()) {
            // JSLT's own message about this quotes the value.
            bundle.replace(
                    "routes/providers/" + providerId + ".jslt",
                    "\"sourceId\": source-id(.),",
                    "\"sourceId\": source-id([for (.) number(to-json(.value))]),");
        }
    }

    private void blockFiles() {
        PROVIDERS.keySet().forEach(accountName -> {
            LogGuard.expect(accountName + ": cannot write to contacts.files.directory");
            bundle.write("out/contacts/" + accountName, "a file where a folder should be");
        });
    }

    private void blockKafka() {
        KafkaBroker broker = KafkaBroker.shared();
        broker.createTopic("leak-test", 1, Map.of("cleanup.policy", "compact", "message.timestamp.before.max.ms", "0"));
        bundle.edit("application.properties", text -> text.lines()
                .map(line -> line.equals("contacts.sink = files") ? "contacts.sink = kafka" : line)
                .map(line -> line.startsWith("contacts.kafka.topic =") ? "contacts.kafka.topic = leak-test" : line)
                .map(line -> line.startsWith("camel.component.kafka.brokers =")
                        ? "camel.component.kafka.brokers = " + broker.bootstrapServers()
                        : line)
                .toList());
    }

    /** Once a page is asked for, the database has no contacts any more. */
    private void breakState() {
        PROVIDERS.keySet().forEach(accountName -> LogGuard.expect(accountName + ": The state database"));
        PROVIDERS
                .keySet()
                .forEach(accountName ->
                        provider.script(accountName, FaultScript.before(call -> bundle.files("state", ".db")
                                .forEach(LeakTest::dropContacts))));
    }

    private static void dropContacts(Path database) {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database);
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS routes_contact");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void serveMarked(int number, String name, String time, String seconds) {
        int id = number + 1;
        provider.contacts("99digital").serve(number, """
                {"id": %d, "name": %s, "email": "%s", "phone_number": "%s", "identifier": "%s", "blocked": false,
                 "thumbnail": "", "additional_attributes": {"city": "%s"}, "custom_attributes": {"note": "%s"},
                 "created_at": %s, "contact_inboxes": []}""".formatted(id, name, EMAIL, PHONE, NAME, NAME, LABEL, seconds));
        provider.contacts("eleapi").serve(number, """
                {"_id": "%024d", "profile": {"userDetails": {"name": %s, "contact": {"email": "%s",
                 "phone": {"prefix": "", "number": "%s"}}, "tags": ["%s"]}}, "createdAt": %s}""".formatted(id, name, EMAIL, PHONE, LABEL, time));
        provider.contacts("islash").serve(number, """
                {"id": %d, "first_name": %s, "last_name": "%s", "identity": "%s", "labels": "%s", "assigned_to": "%s"}""".formatted(id, name, NAME, PHONE, LABEL, NAME));
    }
}
