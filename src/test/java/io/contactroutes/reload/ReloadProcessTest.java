package io.contactroutes.reload;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.SinkFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Processes that load files: on SIGHUP, and killed while they do. */
@Timeout(240)
class ReloadProcessTest {

    private static final String MAPPING = "routes/providers/chatwoot.jslt";
    private static final int CONTACTS = 300;

    /** How often a process is killed; more with {@code -Dkills=}. */
    private static final int KILLS = Integer.getInteger("kills", 3);

    /** About the time that a reload takes, so that the kill falls into any part of it. */
    private static final int MOST_DELAY_NANOS = 1_500_000_000;

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;
    private String mapping;
    private Process process;
    private Path log;
    private Path temporary;
    private int starts;

    @BeforeEach
    void serve() throws IOException {
        provider = ProviderDouble.start(
                List.of(Served.of("a", "chatwoot")),
                Options.defaults().withPageSize(10).withContacts(CONTACTS).withLatency(Duration.ofMillis(30)));
        bundle = BundleFolder.withoutAccounts(home).withAccount("a", "chatwoot", provider.parameters("a"));
        temporary = home;
        bundle.append("application.properties", BundleFolder.key("a", "every") + " = 1h");
        bundle.append("application.properties", BundleFolder.key("a", "firstTick") + " = 1ms");
        mapping = Files.readString(home.resolve(MAPPING));
    }

    @AfterEach
    void stop() {
        if (process != null) {
            process.destroyForcibly();
        }
        provider.close();
    }

    @Test
    void loadsOnSighupAlsoWhereItDoesNotLookForChanges() throws Exception {
        bundle.replace("application.properties", "contacts.reload = on", "contacts.reload = off");
        start();
        await("the first sweep", () -> completed() == 1);

        edit("by hand");
        bundle.replace("application.properties", "contacts.log.format = text", "contacts.log.format = json");
        Process kill = new ProcessBuilder("kill", "-HUP", String.valueOf(process.pid())).start();
        assertThat(kill.waitFor()).isZero();

        await("the second sweep", () -> completed() == 2);
        assertOrganizations("by hand");
        assertThat(loads()).isEqualTo(1);
        assertThat(log()).as("a format is chosen at the start").doesNotContain("{\"time\"");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    void aTemporaryFolderThatCannotBeWrittenIsNamed() {
        temporary = home.resolve("none");

        start();

        await("the end", () -> !process.isAlive());
        assertThat(log()).contains("temporary folder " + temporary).doesNotContain("cannot be read");
    }

    @Test
    void nothingIsLostByKillsDuringALoad() {
        Random random = new Random(20_26);
        start();
        for (int kill = 1; kill <= KILLS; kill++) {
            provider.contacts("a").update(kill);
            provider.contacts("a").delete(CONTACTS - kill);
            await("the process", () -> log().contains("sweep "));
            edit("edition " + kill);
            await("the load", () -> loads() == 1);
            LockSupport.parkNanos(random.nextInt(MOST_DELAY_NANOS));
            process.destroyForcibly();
            await("the kill", () -> !process.isAlive());
            start();
        }
        long before = completed();

        await("a sweep of the last edition", () -> completed() > before);
        bundle.append("application.properties", "contacts.deletes.after-sweeps = 1");
        bundle.replace("application.properties", "contacts.deletes.after-sweeps = 2", "");
        bundle.append(MAPPING, "// The same, so that it is swept at once.");
        await("another one", () -> completed() > before + 1);

        assertOrganizations("edition " + KILLS);
        assertThat(contacts().keySet())
                .isEqualTo(provider.sourceIds("a").stream().map(id -> "a:" + id).collect(Collectors.toSet()));
    }

    private void start() {
        log = home.resolve("log-" + ++starts);
        process = CommandRun.jvm(home)
                .environment(Map.of("JAVA_TOOL_OPTIONS", "-Djava.io.tmpdir=" + temporary))
                .log(log)
                .start(List.of("run"));
    }

    private void edit(String organization) {
        bundle.write(MAPPING, mapping.replace("text($more.company_name)", "\"" + organization + "\""));
    }

    private void assertOrganizations(String organization) {
        assertThat(contacts().values())
                .isNotEmpty()
                .allMatch(contact -> contact.path("organization").asText().equals(organization));
    }

    private Map<String, JsonNode> contacts() {
        return new SinkFiles(home.resolve("out")).contacts("a");
    }

    private long completed() {
        return new SinkFiles(home.resolve("out"))
                .receipts("a", "ended").stream()
                        .filter(receipt -> receipt.path("status").asText().equals("complete"))
                        .count();
    }

    private int loads() {
        return log().split("Loading ", -1).length - 1;
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
