package io.contactroutes.management;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.ManagementClient;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What Kubernetes and Prometheus read, over a real socket. */
class HealthAndMetricsTest extends AccountSweepTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final ManagementClient client = new ManagementClient();

    @Test
    void anAccountThatIsNotFreshDoesNotStopReadiness() throws Exception {
        serveAccount(RunMode.untilStopped());

        assertThat(client.get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(client.get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(client.check("contacts-account-a").path("status").asText()).isEqualTo("DOWN");
        assertThat(client.check("contacts-account-a").path("message").asText())
                .isEqualTo("a is not fresh; see contact-routes status.");
        rig.sweep("a");

        await(
                "the account",
                () -> client.check("contacts-account-a").path("status").asText().equals("UP"));

        assertThat(client.get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aSinkThatCannotBeUsedStopsReadinessAndNotLiveness() throws Exception {
        serveAccount(RunMode.untilStopped());
        assertThat(client.check("contacts-sink").path("status").asText()).isEqualTo("UP");
        Files.writeString(folder.resolve("out/contacts"), "no folder");

        await("the check", () -> client.status("/observe/health/ready") == 503);

        assertThat(client.check("contacts-sink").path("message").asText()).contains("contacts.files.directory");
        assertThat(client.check("contacts-state").path("status").asText()).isEqualTo("UP");
        assertThat(client.get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatIsPublishedAndRequested() throws Exception {
        serveAccount(RunMode.untilStopped());
        assertThat(client.metric("contacts_published_total{account=\"a\",op=\"created\"}"))
                .isZero();
        assertThat(client.metric("contacts_sweep_age_seconds{account=\"a\"}")).isNaN();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        rig.sweep("a");
        provider.script("a", FaultScript.none());
        rig.sweep("a");
        provider.contacts("a").update(3);
        provider.contacts("a").delete(5);
        rig.set("contacts.deletes.after-sweeps", "1");
        rig.sweep("a");

        await("the state", () -> client.metric("contacts_sweep_age_seconds{account=\"a\"}") >= 0);

        assertThat(client.metric("contacts_published_total{account=\"a\",op=\"created\"}"))
                .isEqualTo(40);
        assertThat(client.metric("contacts_published_total{account=\"a\",op=\"updated\"}"))
                .isEqualTo(1);
        assertThat(client.metric("contacts_requests_total{account=\"a\",outcome=\"failed\"}"))
                .isEqualTo(1);
        assertThat(client.metric("contacts_requests_total{account=\"a\",outcome=\"success\"}"))
                .isEqualTo(provider.requests("a").count() - 1.0);
        assertThat(client.metric("contacts_rate_limit_wait_seconds_count{account=\"a\"}"))
                .isEqualTo(provider.requests("a").count());
        assertThat(client.metric("contacts_dead_letters{account=\"a\"}")).isZero();
        assertThat(client.metric("contacts_deletes_held{account=\"a\"}")).isZero();
        assertThat(client.metric("contacts_sweep_pages{account=\"a\"}")).isZero();
    }

    @Test
    void prometheusAcceptsAllNames() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL),
                "Skipped: names of metrics are checked only where Debian's package prometheus has put promtool.");
        serveAccount(RunMode.untilStopped());
        rig.sweep("a");
        Path scraped = folder.resolve("metrics.txt");
        Files.writeString(scraped, client.get("/observe/metrics").body());

        CommandRun lint = CommandRun.of(
                new ProcessBuilder(PROMTOOL.toString(), "check", "metrics").redirectInput(scraped.toFile()),
                Duration.ofMinutes(1));

        assertThat(lint.out() + lint.err()).isEmpty();
        assertThat(lint.exit()).isZero();
    }

    @Test
    void prometheusAcceptsTheAlertRules() {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL),
                "Skipped: alert rules are checked only where Debian's package prometheus has put promtool.");

        CommandRun check = CommandRun.of(
                new ProcessBuilder(PROMTOOL.toString(), "check", "rules", "deploy/monitoring/alerts.yml"),
                Duration.ofMinutes(1));

        assertThat(check.exit()).as(check.out() + check.err()).isZero();
    }

    @Test
    void alertsAndDashboardUseOnlyMetricsThatThereAre() throws Exception {
        serveAccount(RunMode.untilStopped());
        rig.sweep("a");
        Set<String> scraped = names(client.get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .collect(Collectors.joining("\n")));

        assertThat(scraped)
                .containsAll(names(Files.readString(Path.of("deploy/monitoring/alerts.yml"))))
                .containsAll(names(Files.readString(Path.of("deploy/monitoring/grafana-dashboard.json"))));
    }

    private static Set<String> names(String text) {
        return Pattern.compile("\\bcontacts_[a-z_]+")
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    @Test
    void holdNothingPersonalAndNoSecret() throws Exception {
        serveAccount(RunMode.untilStopped());
        provider.contacts("a")
                .serve(3, "{\"id\": 4, \"name\": {\"first\": \"Marker\"}, \"email\": \"marker@example.com\"}");
        rig.sweep("a");

        await("the rejected contact", () -> client.metric("contacts_dead_letters{account=\"a\"}") == 1);
        for (String path : List.of(
                "/observe/health",
                "/observe/health?exposureLevel=full&stackTrace=true&data=true",
                "/observe/metrics")) {
            assertThat(client.get(path).body()).doesNotContain("Marker", "marker@", "sandbox-token", provider.url("a"));
        }
    }

    @Test
    void nothingListensWhenARunEndsByItself() {
        serveAccount(RunMode.oneSweep());

        assertThatThrownBy(() -> client.get("/observe/health")).hasCauseInstanceOf(ConnectException.class);
    }

    private void serveAccount(RunMode mode) {
        serve("chatwoot", 40);
        client.enable(rig);
        rig.start(mode);
    }
}
