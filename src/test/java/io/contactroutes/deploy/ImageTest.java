package io.contactroutes.deploy;

import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LoopbackPort;
import io.contactroutes.support.LoopbackServer;
import io.contactroutes.support.ManagementClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The {@code Dockerfile} fits the distribution, and its health check says what it should. */
class ImageTest extends AccountSweepTest {

    private static final String DOCKERFILE = text("deploy/Dockerfile").replace("\\\n", "");
    private static final String HOME = "/opt/contact-routes";

    /** An account whose provider is down, or that was not swept yet, is no reason to end a process. */
    @Test
    void aProcessThatLivesIsHealthyAlsoWhenAnAccountIsNotFresh() throws IOException {
        ManagementClient client = new ManagementClient();
        serve("chatwoot", 10);
        client.enable(rig);
        rig.start(RunMode.untilStopped());

        assertThat(client.check("contacts-account-a").path("status").asText()).isEqualTo("DOWN");
        assertThat(healthCheck(client.port())).isZero();
    }

    @Test
    void aProcessThatDoesNotAnswerIsNotHealthy() throws IOException {
        assertThat(healthCheck(LoopbackPort.free())).isNotZero();
    }

    @Test
    void aProcessWhoseRoutesDoNotRunIsNotHealthy() throws IOException {
        WireMockServer server = LoopbackServer.create();
        server.start();
        try {
            server.stubFor(get(anyUrl()).willReturn(status(503)));
            assertThat(healthCheck(server.port())).isNotZero();
            server.stubFor(get("/observe/health/live").willReturn(status(200)));
            assertThat(healthCheck(server.port())).isZero();
        } finally {
            server.stop();
        }
    }

    @Test
    void labelsAreThoseOfThisRelease() {
        assertThat(DOCKERFILE)
                .contains("\nARG VERSION=" + DeployedSettings.inPom("version") + "\n")
                .contains("org.opencontainers.image.version=\"${VERSION}\"")
                .contains("org.opencontainers.image.revision=\"${REVISION}\"")
                .contains("org.opencontainers.image.licenses=\"Apache-2.0\"");
        assertThat(DeployedSettings.inPom("name"))
                .isEqualTo(one("image\\.title=\"([^\"]+)\"").group(1));
    }

    @Test
    void startsTheDistributionWhereItLies() {
        assertThat(DOCKERFILE)
                .contains("COPY --from=build /src/target/" + DeployedSettings.inPom("artifactId") + " " + HOME + "\n")
                .contains("\nWORKDIR " + HOME + "\n")
                .contains("\nENTRYPOINT [\"" + HOME + "/bin/contact-routes\"]\n")
                .contains("\nCMD [\"run\"]\n");
        assertThat(Path.of("src/dist/bin/contact-routes")).isExecutable();
        assertThat(Path.of("src/dist/bin/share-classes")).isExecutable();
    }

    /** The user of the pods too, and the one whose folder it is. */
    @Test
    void runsAsAUserWithANumber() {
        assertThat(one("\nUSER (\\S+)\n").group(1))
                .isEqualTo(one("chown (\\S+) /data").group(1))
                .isEqualTo(Manifest.of(Path.of("deploy/kubernetes/base/deployment.yaml"))
                                .get(0)
                                .at("spec.template.spec.securityContext.runAsUser")
                        + ":10001");
    }

    @Test
    void theLinesThatItReplacesAreInTheFile() {
        List<String> lines = text("application.properties").lines().toList();

        assertThat(Pattern.compile("s\\|\\^(.*?)\\$\\|(.*?)\\|'")
                        .matcher(DOCKERFILE)
                        .results())
                .hasSize(2)
                .allSatisfy(line -> {
                    assertThat(lines).contains(line.group(1));
                    assertThat(line.group(2)).contains(" = ").contains("/data/");
                });
    }

    @Test
    void whatItIsBuiltFromIsNotIgnored() {
        List<String> ignored = text(".dockerignore").lines().toList();

        assertThat(ignored).contains("*");
        assertThat(Stream.concat(
                        Stream.of("pom.xml", "src"),
                        Pattern.compile("<include>([a-zA-Z.]+)(/\\*\\*)?</include>")
                                .matcher(text("src/assembly/bundle.xml"))
                                .results()
                                .map(found -> found.group(1))))
                .contains("application.properties", "LICENSE", "README.md", "routes", "schema")
                .allSatisfy(needed -> assertThat(ignored).contains("!" + needed));
    }

    private static int healthCheck(int port) throws IOException {
        List<?> command = new ObjectMapper()
                .readValue(one("HEALTHCHECK .*?CMD (\\[.*])\n").group(1), List.class);
        ProcessBuilder check =
                new ProcessBuilder(command.stream().map(Object::toString).toList());
        check.environment().put("CAMEL_MANAGEMENT_PORT", String.valueOf(port));
        return CommandRun.of(check, Duration.ofSeconds(30)).exit();
    }

    private static MatchResult one(String pattern) {
        return Pattern.compile(pattern)
                .matcher(DOCKERFILE)
                .results()
                .findFirst()
                .orElseThrow();
    }

    private static String text(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
