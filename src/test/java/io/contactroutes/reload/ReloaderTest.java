package io.contactroutes.reload;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Settings;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.Browser;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.ManagementClient;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.Recording;
import io.contactroutes.support.SinkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.chrome.ChromeDriver;
import sun.misc.Signal;

/** Files of a bundle that change while it runs. Its accounts {@code a} and {@code b} have four pages of ten contacts. */
@Timeout(120)
class ReloaderTest {

    private static final String MAPPING = "routes/providers/chatwoot.jslt";
    private static final String STOPPED = "the bundle's files have changed; the sweep continues with the new ones.";
    private static final String REFUSED = "The files have changed, but are not used: ";

    private static final String OWN = """
            - route:
                id: own
                from:
                  uri: direct:page
                  steps:
                    - log:
                        message: never
            """;

    @TempDir
    private Path home;

    private final ManagementClient client = new ManagementClient();
    private final LogCapture log = LogCapture.open();
    private ProviderDouble provider;
    private BundleFolder bundle;
    private RunningReloader running;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of("a", "chatwoot"), Served.of("b", "botpenguin")),
                Options.defaults().withPageSize(10).withContacts(40));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.replace("application.properties", "camel.management.enabled = false", "camel.management.enabled = true");
        bundle.replace("application.properties", "management.port = 9876", "management.port = " + client.port());
        account("a", "chatwoot");
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (running != null) {
            running.close();
        }
        log.close();
        provider.close();
    }

    @Test
    void anEditedMappingIsUsedFromTheNextPageOn() {
        HeldResponses held = new HeldResponses();
        provider.script("a", call -> call.page() == 3 ? Optional.of(held.of(HeldResponses.HONEST)) : Optional.empty());
        LogGuard.expect(STOPPED);
        run();
        await("page 3", () -> provider.requests("a").pages().contains(3));

        bundle.replace(MAPPING, "text($more.company_name)", "\"Edited\"");
        await("the reload", () -> log.lines().stream().anyMatch(line -> line.contains("Loading " + MAPPING + ":")));
        held.release();
        await("the end", () -> receipts("a").contains("complete"));

        assertThat(receipts("a")).containsExactly("deferred", "complete");
        assertThat(sweeps("a")).hasSize(1);
        assertThat(provider.requests("a").pages()).startsWith(1, 2, 3).containsOnlyOnce(1, 2);
        Map<String, JsonNode> contacts = contacts("a");
        assertThat(contacts).hasSize(40);
        assertThat(contacts.values())
                .filteredOn(contact -> contact.path("organization").asText().equals("Edited"))
                .hasSizeBetween(10, 20);
        assertThat(new SinkFiles(home.resolve("out")).records("a")).hasSizeBetween(40, 50);
        assertThat(log.lines()).anyMatch(line -> line.contains("Loaded; sweeps went on after"));
    }

    @Test
    void aBrokenMappingIsRefusedWithItsPlaceUntilItIsMended() {
        LogGuard.expect(REFUSED);
        run();
        await("the end", () -> receipts("a").contains("complete"));

        String before = lines(MAPPING).collect(Collectors.joining("\n"));
        bundle.append(MAPPING, "{ \"x\": ");
        await("the refusal", () -> configuration().has("refused"));

        assertThat(configuration().path("refused").asText())
                .isEqualTo(home + "/" + MAPPING + ", line 70, column 1: \"{\" is not expected here.");
        assertThat(log.warnings()).singleElement().asString().startsWith(REFUSED + home + "/" + MAPPING + ", line 70,");
        assertThat(client.metric("contacts_config_last_reload_successful")).isZero();
        assertThat(client.status("/observe/health/ready")).isEqualTo(200);

        bundle.write(MAPPING, before);
        await("the corrected file", () -> !configuration().has("refused"));

        assertThat(client.metric("contacts_config_last_reload_successful")).isEqualTo(1);
        assertThat(receipts("a")).containsExactly("complete");
    }

    @Test
    void theStatusPageShowsWhatIsRefused() {
        ChromeDriver browser = Browser.start();
        try {
            LogGuard.expect(REFUSED);
            run();
            browser.get("http://127.0.0.1:" + client.port() + "/");
            await("the page", () -> !browser.findElements(By.cssSelector("li.account"))
                    .isEmpty());
            assertThat(browser.findElement(By.id("refused")).getText()).isEmpty();

            bundle.append(MAPPING, "{ \"x\": ");

            await("the sentence", () -> browser.findElement(By.id("refused"))
                    .getText()
                    .endsWith("/" + MAPPING + ", line 70, column 1: \"{\" is not expected here."));
        } finally {
            browser.quit();
        }
    }

    @Test
    void eachPartIsCheckedWithTheSentenceOfAStart() {
        run();
        await("the end", () -> receipts("a").contains("complete"));

        refuses("application.properties", "contacts.emit =", "contacts.emti =", "did you mean contacts.emit?");
        refuses("routes/page.camel.yaml", "direct:contact", "direct:contakt", "direct:contakt");
        refuses("routes/providers/chatwoot.camel.yaml", "language: jslt", "language: jstl", "jstl");
        refuses("schema/contact.schema.json", "{", "", "contact.schema.json");
        refuses("application.properties", "jdbc:sqlite:", "jdbc:postgresql://127.0.0.1:1/", "contacts.state.url");
        refuses("application.properties", "].token = ", "].token = \n#", "No account is configured");
        assertThat(receipts("a")).containsExactly("complete");
    }

    /** Two consumers of one address are found only when the second one starts. */
    @Test
    void theFormerFilesGoOnWhenTheNewOnesDoNotStart() {
        LogGuard.expect(REFUSED);
        run();
        await("the end", () -> receipts("a").contains("complete"));

        bundle.write("routes/own.camel.yaml", OWN);
        await("the refusal", () -> log.warnings().size() == 1);
        await("the former files", () -> client.status("/observe/health/ready") == 200);

        assertThat(log.warnings().get(0)).startsWith(REFUSED).contains("direct://page");
        assertThat(configuration().path("refused").asText()).contains("direct://page");
        delete("routes/own.camel.yaml");
        await("the corrected files", () -> !configuration().has("refused"));
    }

    /** The lock of the state is the running bundle's own. */
    @Test
    void theSameDatabaseIsReachedInAnotherWay() {
        String url = PostgresServer.shared().jdbcUrl();
        bundle.replace("application.properties", "jdbc:sqlite:state/contacts.db", url);
        run();
        await("the end", () -> receipts("a").contains("complete"));

        bundle.replace("application.properties", url, url + "&ApplicationName=other");

        await("the other address", () -> loads() == 1);
        assertThat(receipts("a")).containsExactly("complete");
    }

    @Test
    void aPageThatOutlivesTheStopIsReadAgainAtOnce() {
        account("b", "botpenguin");
        bundle.replace("application.properties", "shutdown-timeout = 45", "shutdown-timeout = 1");
        LogGuard.tolerate("Timeout occurred during graceful shutdown");
        LogGuard.tolerate("Interrupted while waiting during graceful shutdown");
        LogGuard.tolerate("deferred (stopping)");
        HeldResponses held = new HeldResponses();
        provider.script("a", call -> call.page() == 3 ? Optional.of(held.of(HeldResponses.HONEST)) : Optional.empty());
        run();
        await(
                "page 3",
                () -> provider.requests("a").pages().contains(3)
                        && receipts("b").contains("complete"));

        bundle.append("routes/providers/botpenguin.jslt", "// Edited.");
        await("the reload", () -> loads() == 1);
        held.release();

        await("the end", () -> receipts("a").contains("complete"));
        assertThat(contacts("a")).hasSize(40);
    }

    @Test
    void aStopDuringALoadStartsNothingMore() throws InterruptedException {
        HeldResponses held = new HeldResponses();
        provider.script("a", call -> call.page() == 3 ? Optional.of(held.of(HeldResponses.HONEST)) : Optional.empty());
        LogGuard.expect(STOPPED);
        run();
        await("page 3", () -> provider.requests("a").pages().contains(3));
        bundle.append(MAPPING, "// Edited.");
        await("the reload", () -> log.lines().stream().anyMatch(line -> line.contains("Loading " + MAPPING + ":")));

        Thread stop = new Thread(running.reloader()::close);
        stop.start();
        await("the stop", () -> stop.getState() == Thread.State.BLOCKED);
        held.release();
        stop.join();

        assertThat(loads()).isZero();
        assertThat(provider.requests("a").pages()).doesNotContain(4);
    }

    /** One that is not taken ends the process: here the test takes those. */
    @Test
    void takesASignalWhileTheBundleStarts() {
        LogGuard.tolerate("deferred (stopping)");
        Signal hangUp = new Signal("HUP");
        Signal.handle(hangUp, signal -> {});
        AtomicBoolean raised = new AtomicBoolean();
        running = new RunningReloader(new Reloader(home, () -> Settings.load(home, Map.of(), Map.of()), started -> {
            if (!raised.getAndSet(true)) {
                Signal.raise(hangUp);
            }
        }));

        await("the load", () -> loads() == 1);
    }

    @Test
    void aStopDoesNotWaitForACheck() throws InterruptedException {
        CountDownLatch checking = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        AtomicInteger reads = new AtomicInteger();
        running = new RunningReloader(new Reloader(
                home,
                () -> {
                    if (reads.incrementAndGet() == 2) {
                        checking.countDown();
                        waitFor(stopped);
                    }
                    return Settings.load(home, Map.of(), Map.of());
                },
                started -> {}));
        await("the end", () -> receipts("a").contains("complete"));
        bundle.append(MAPPING, "// Edited.");
        waitFor(checking);

        Thread stop = new Thread(running.reloader()::close);
        stop.start();
        try {
            await("the stop", () -> !stop.isAlive());
        } finally {
            stopped.countDown();
        }
        running.awaitEnd();

        assertThat(loads()).isZero();
    }

    private static void waitFor(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anAccountThatDidNotChangeIsSweptWhenItIsDue() {
        account("b", "botpenguin");
        run();
        await("both", () -> receipts("a").contains("complete") && receipts("b").contains("complete"));
        provider.requests("a").clear();

        bundle.append("application.properties", BundleFolder.key("b", "defaultRegion") + " = HK");
        await("b again", () -> receipts("b").size() == 2);
        bundle.append("application.properties", "contacts.deletes.after-sweeps = 3");
        bundle.replace("application.properties", "contacts.deletes.after-sweeps = 2", "");
        await("the setting", () -> loads() == 2);
        bundle.append("routes/providers/botpenguin.jslt", "// Edited.");
        await("b once more", () -> receipts("b").size() == 3);

        assertThat(receipts("b")).containsOnly("complete");
        assertThat(receipts("a")).containsExactly("complete");
        assertThat(provider.requests("a").count()).isZero();
    }

    /** Kubernetes has a file as a link to one in ..data, a link to a folder that it replaces as a whole. */
    @Test
    void followsTheLinksOfAConfigMap() throws IOException {
        Path providers = home.resolve("routes/providers");
        Path first = Files.createDirectory(home.resolve("first"));
        try (Stream<Path> files = Files.list(providers)) {
            for (Path file : files.toList()) {
                Files.move(file, first.resolve(file.getFileName()));
                Files.createSymbolicLink(file, Path.of("..data").resolve(file.getFileName()));
            }
        }
        Files.move(first, providers.resolve("..first"));
        Files.createSymbolicLink(providers.resolve("..data"), Path.of("..first"));
        run();
        await("the end", () -> receipts("a").contains("complete"));

        Path second = Files.createDirectory(providers.resolve("..second"));
        try (Stream<Path> files = Files.list(providers.resolve("..first"))) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                Files.writeString(
                        second.resolve(file.getFileName()), text.replace("text($more.company_name)", "\"Edited\""));
            }
        }
        Files.createSymbolicLink(providers.resolve("..data_tmp"), Path.of("..second"));
        Files.move(providers.resolve("..data_tmp"), providers.resolve("..data"), StandardCopyOption.ATOMIC_MOVE);
        await("the next sweep", () -> receipts("a").size() == 2);

        assertThat(contacts("a").values())
                .hasSize(40)
                .allMatch(contact -> contact.path("organization").asText().equals("Edited"));
    }

    @Test
    void aStartThatIsRefusedNamesTheUsersFile() {
        bundle.append(MAPPING, "{ \"x\": ");

        assertThatThrownBy(() -> RunningReloader.of(home))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(home + "/" + MAPPING + ", line 70,");
    }

    /** Each try would stop sweeps for a moment. */
    @Test
    void filesThatDidNotStartAreNotTriedAgainUntilTheyChange() throws InterruptedException {
        LogGuard.expect(REFUSED);
        LogGuard.tolerate("deferred (stopping)");
        Reloader reloader =
                new Reloader(home, () -> Settings.load(home, Map.of(), Map.of()), started -> {}, Duration.ZERO);
        try {
            await("the end", () -> receipts("a").contains("complete"));
            bundle.write("routes/own.camel.yaml", OWN);
            for (int look = 0; look < 4; look++) {
                reloader.look(false);
            }
            assertThat(log.lines())
                    .filteredOn(line -> line.contains("Loading "))
                    .hasSize(1);

            delete("routes/own.camel.yaml");
            reloader.look(false);
            reloader.look(false);
            assertThat(configuration().has("refused")).isFalse();
        } finally {
            reloader.close();
        }
    }

    private void refuses(String file, String part, String by, String sentence) {
        LogGuard.expect(REFUSED);
        String before = lines(file).collect(Collectors.joining("\n"));
        bundle.replace(file, part, by);
        await(sentence, () -> configuration().path("refused").asText().contains(sentence));
        bundle.write(file, before);
        await("the former " + file, () -> !configuration().has("refused"));
    }

    private void account(String name, String providerId) {
        bundle.withAccount(name, providerId, provider.parameters(name))
                .append("application.properties", BundleFolder.key(name, "every") + " = 1h");
        bundle.append("application.properties", BundleFolder.key(name, "firstTick") + " = 1ms");
        bundle.append("application.properties", BundleFolder.key(name, "parallelPages") + " = 1");
    }

    private void run() {
        running = new RunningReloader(RunningReloader.of(home));
    }

    private JsonNode configuration() {
        return Recording.json(client.get("/api/accounts").body()).path("configuration");
    }

    private long loads() {
        return log.lines().stream().filter(line -> line.contains("Loaded; ")).count();
    }

    private List<String> receipts(String account) {
        return new SinkFiles(home.resolve("out"))
                .receipts(account, "ended").stream()
                        .map(receipt -> receipt.path("status").asText())
                        .toList();
    }

    private Set<String> sweeps(String account) {
        return new SinkFiles(home.resolve("out"))
                .receipts(account, "ended").stream()
                        .map(receipt -> receipt.path("sweep").asText())
                        .collect(Collectors.toSet());
    }

    private Map<String, JsonNode> contacts(String account) {
        return new SinkFiles(home.resolve("out")).contacts(account);
    }

    private Stream<String> lines(String file) {
        try {
            return Files.readAllLines(home.resolve(file)).stream();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void delete(String file) {
        try {
            Files.delete(home.resolve(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
