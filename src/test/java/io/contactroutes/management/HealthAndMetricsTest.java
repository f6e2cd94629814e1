package io.contactroutes.management;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LoopbackPort;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What Kubernetes and Prometheus are told, over a real socket. */
class HealthAndMetricsTest extends AccountSweepTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackPort.free();

    @Test
    void anAccountThatIsNotFreshDoesNotStopReadiness() throws Exception {
        serveAccount(RunMode.untilStopped());

        assertThat(get("/observe/health/ready").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        assertThat(check("contacts-account-a").path("status").asText()).isEqualTo("DOWN");
        assertThat(check("contacts-account-a").path("message").asText())
                .isEqualTo("a is not fresh; see contact-routes status.");
        rig.sweep("a");

        await(
                "the account",
                () -> check("contacts-account-a").path("status").asText().equals("UP"));

        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    }

    @Test
    void aSinkThatCannotBeUsedStopsReadinessAndNotLiveness() throws Exception {
        serveAccount(RunMode.untilStopped());
        assertThat(check("contacts-sink").path("status").asText()).isEqualTo("UP");
        Path contacts = folder.resolve("out/contacts");
        Files.move(contacts, folder.resolve("moved"));
        Files.writeString(contacts, "no folder");

        await("the check", () -> status("/observe/health/ready") == 503);

        assertThat(check("contacts-sink").path("message").asText()).startsWith("The sink cannot be used (");
        assertThat(check("contacts-state").path("status").asText()).isEqualTo("UP");
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void countsWhatIsPublishedAndRequested() throws Exception {
        serveAccount(RunMode.untilStopped());
        assertThat(metric("contacts_published_total{account=\"a\",op=\"created\"}"))
                .isZero();
        assertThat(metric("contacts_sweep_age_seconds{account=\"a\"}")).isNaN();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        rig.sweep("a");
        provider.script("a", FaultScript.none());
        rig.sweep("a");
        provider.contacts("a").update(3);
        provider.contacts("a").delete(5);
        rig.set("contacts.deletes.after-sweeps", "1");
        rig.sweep("a");

        await("the state", () -> metric("contacts_sweep_age_seconds{account=\"a\"}") >= 0);

        assertThat(metric("contacts_published_total{account=\"a\",op=\"created\"}"))
                .isEqualTo(40);
        assertThat(metric("contacts_published_total{account=\"a\",op=\"updated\"}"))
                .isEqualTo(1);
        assertThat(metric("contacts_requests_total{account=\"a\",outcome=\"failed\"}"))
                .isEqualTo(1);
        assertThat(metric("contacts_requests_total{account=\"a\",outcome=\"success\"}"))
                .isEqualTo(provider.requests("a").count() - 1.0);
        assertThat(metric("contacts_rate_limit_wait_seconds_count{account=\"a\"}"))
                .isEqualTo(provider.requests("a").count());
        assertThat(metric("contacts_dead_letters{account=\"a\"}")).isZero();
        assertThat(metric("contacts_deletes_held{account=\"a\"}")).isZero();
        assertThat(metric("contacts_sweep_pages{account=\"a\"}")).isZero();
    }

    @Test
    void prometheusAcceptsAllNames() throws Exception {
        Assumptions.assumeTrue(
                Files.isExecutable(PROMTOOL),
                "Skipped: names of metrics are checked only where Debian's package prometheus has put promtool.");
        serveAccount(RunMode.untilStopped());
        rig.sweep("a");
        Path scraped = folder.resolve("metrics.txt");
        Files.writeString(scraped, get("/observe/metrics").body());

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
        Set<String> scraped = names(get("/observe/metrics")
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

        for (String path : List.of("/observe/health", "/observe/metrics")) {
            assertThat(get(path).body()).doesNotContain("Marker", "marker@", "sandbox-token", provider.url("a"));
        }
    }

    @Test
    void nothingListensWhenARunEndsByItself() {
        serveAccount(RunMode.oneSweep());

        assertThatThrownBy(() -> get("/observe/health")).hasCauseInstanceOf(ConnectException.class);
    }

    private void serveAccount(RunMode mode) {
        serve("chatwoot", 40);
        rig.set("camel.management.enabled", "true").set("camel.management.port", String.valueOf(port));
        rig.start(mode);
    }

    private JsonNode check(String name) {
        JsonNode checks = Recording.json(get("/observe/health").body()).path("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + checks));
    }

    private double metric(String name) {
        return get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name));
    }

    private int status(String path) {
        return get(path).statusCode();
    }

    private HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
