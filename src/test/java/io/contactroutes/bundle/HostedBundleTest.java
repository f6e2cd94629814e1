package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.ChildJvm;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Eventually;
import io.contactroutes.support.ManagementClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Camel runtimes that know nothing of the bundle but its jar, its routes and its settings. */
class HostedBundleTest {

    private static final int CONTACTS = 25;

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot")), Options.defaults().withContacts(CONTACTS));
        bundle = BundleFolder.withoutAccounts(home);
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void camelsOwnMainSweeps() throws Exception {
        bundle.withAccount("99digital", "chatwoot", provider.parameters("99digital"))
                .withAccount(
                        "other",
                        "chatwoot",
                        Map.of("url", "http://localhost", "accountId", "1", "token", "{{env:NO_SUCH_TOKEN:}}"));
        Path log = home.resolve("child.log");

        Process camel = ChildJvm.of(Main.class).in(home).log(log).start(List.of("-pl", "file:application.properties"));
        try {
            Eventually.await(
                    "a sweep of plain Camel",
                    () -> !camel.isAlive() || Files.readString(log).contains("99digital: complete"));
            assertThat(log)
                    .content()
                    .contains("other is skipped, as it has no token; set the environment variable NO_SUCH_TOKEN.");
            assertThat(bundle.contacts("99digital")).hasSize(CONTACTS);
        } finally {
            camel.destroy();
            assertThat(camel.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void camelsOwnMainHasItsChecksAndMetrics() throws Exception {
        ManagementClient client = new ManagementClient();
        bundle.withAccount("99digital", "chatwoot", provider.parameters("99digital"));
        bundle.replace("application.properties", "camel.management.enabled = false", "camel.management.enabled = true");
        bundle.replace("application.properties", "port = 9876", "port = " + client.port());
        bundle.append("application.properties", "camel.metrics.enabled = true");
        Path log = home.resolve("child.log");

        Process camel = ChildJvm.of(Main.class).in(home).log(log).start(List.of("-pl", "file:application.properties"));
        try {
            Eventually.await(
                    "a sweep of plain Camel",
                    () -> !camel.isAlive() || Files.readString(log).contains("99digital: complete"));

            Eventually.await("the account", () -> client.check("contacts-account-99digital")
                    .path("status")
                    .asText()
                    .equals("UP"));
            assertThat(client.status("/observe/health/ready")).isEqualTo(200);
            assertThat(client.metric("contacts_published_total{account=\"99digital\",op=\"created\"}"))
                    .isEqualTo(CONTACTS);
        } finally {
            camel.destroy();
            assertThat(camel.waitFor(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            contacts.snik = kafka                      | There is no setting contacts.snik; did you mean contacts.sink?
            camel.main.stream-caching-enabled = true   | set camel.main.stream-caching-enabled = false.
            camel.route-template[99digital].every = 15 | camel.route-template[99digital].every
            """)
    void whatIsWrongStopsTheContextWithASentence(String line, String sentence) {
        bundle.withAccount("99digital", "chatwoot", provider.parameters("99digital"))
                .edit("application.properties", text -> Stream.concat(
                                text.lines().filter(other -> !other.startsWith(line.replaceFirst(" =.*", ""))),
                                Stream.of(line))
                        .toList());

        CommandRun run = ChildJvm.of(Main.class).in(home).run(List.of("-pl", "file:application.properties"));

        assertThat(run.exit()).isNotZero();
        assertThat(run.out() + run.err()).contains(sentence);
    }

    @Test
    void withoutAnAccountThatIsConfiguredItSaysThatNothingRuns() {
        bundle.withAccount(
                "99digital", "chatwoot", Map.of("url", "{{env:NO_SUCH_URL:}}", "accountId", "1", "token", "planted"));

        CommandRun run =
                ChildJvm.of(Main.class).in(home).run(List.of("-pl", "file:application.properties", "-duration", "1"));

        assertThat(run.out() + run.err())
                .contains("99digital is skipped, as it has no url;", "WARN  No account is configured, so nothing runs.")
                .doesNotContain("planted");
    }

    @Test
    void aContextWithoutItsRoutesIsLeftAlone() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            context.start();

            assertThat(context.getRegistry().lookupByName("sweeps")).isNull();
            assertThat(context.getRegistry().lookupByName("http")).isNull();
        }
    }
}
