package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ServerSocketFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong before there is an answer at all. The retry timeout leaves time for one try. */
@Timeout(120)
class ConnectionTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
    private static final String SETTING = "camel.route-template[here].url";

    @TempDir
    private Path home;

    @Test
    void drippingHeadersEndAtTheDeadline() throws Exception {
        try (RawServer server = RawServer.start(to -> RawServer.drip(to, HEAD + "X: " + "x".repeat(10_000), 50))) {
            Receipt receipt = sweep("http://127.0.0.1:" + server.port(), "2s");

            assertThat(receipt.status()).isEqualTo(SweepStatus.DEFERRED);
            assertThat(receipt.message()).contains("was not there within contacts.request.timeout");
            assertThat(receipt.duration()).isLessThan(Duration.ofMinutes(1));
        }
    }

    @Test
    void headersWithoutEndAreCutOff() throws Exception {
        try (RawServer server = RawServer.start(to -> pour(to, HEAD, "X-More: " + "x".repeat(1000) + "\r\n"))) {
            Receipt receipt = sweep("http://127.0.0.1:" + server.port());

            assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
            assertThat(receipt.message()).contains("the headers of the provider's answer are too long", SETTING);
        }
    }

    @Test
    void aBodyOfARefusalThatNeverEndsIsNotRead() throws Exception {
        String head = "HTTP/1.1 401 Unauthorized\r\nContent-Length: 999999999999\r\n\r\n";
        try (RawServer server = RawServer.start(to -> pour(to, head, "x".repeat(1000)))) {
            Receipt receipt = sweep("http://127.0.0.1:" + server.port());

            assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
            assertThat(receipt.message()).contains("refused to sign in (401)", "camel.route-template[here].token");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void whoDoesNotSpeakHttpIsABrokenConnection() throws Exception {
        try (RawServer server = RawServer.start(to -> to.write("SSH-2.0-OpenSSH\r\n".getBytes()))) {
            Receipt receipt = sweep("http://127.0.0.1:" + server.port());

            assertThat(receipt.status()).isEqualTo(SweepStatus.DEFERRED);
            assertThat(receipt.message()).contains("the connection broke");
        }
    }

    @Test
    void aClosedPortAndAnUnknownHostAreNamed() throws Exception {
        int port;
        try (RawServer closed = RawServer.start(to -> {})) {
            port = closed.port();
        }

        assertThat(sweep("http://127.0.0.1:" + port).message()).contains("the host does not take connections");
    }

    @Test
    void anUnknownHostIsNamed() throws Exception {
        Receipt receipt = sweep("http://no-such-host.invalid");

        assertThat(receipt.status()).isEqualTo(SweepStatus.DEFERRED);
        assertThat(receipt.message()).contains("the host is not known", SETTING);
    }

    @Test
    void aSelfSignedCertificateIsRefusedBeforeAnythingIsSent() throws Exception {
        StringBuilder sent = new StringBuilder();
        try (RawServer server = RawServer.start(selfSigned(), to -> sent.append("request"))) {
            Receipt receipt = sweep("https://localhost:" + server.port());

            assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
            assertThat(receipt.message()).contains("certificate is not trusted", SETTING);
            assertThat(sent).isEmpty();
        }
    }

    private Receipt sweep(String url) {
        return sweep(url, "1m");
    }

    private Receipt sweep(String url, String timeout) {
        return BundleFolder.withoutAccounts(home)
                .with("contacts.request.timeout", timeout)
                .with("contacts.request.connect-timeout", timeout)
                .with("contacts.request.retry-timeout", "1ms")
                .withAccount(
                        "here",
                        "chatwoot",
                        Map.of("url", url, "accountId", "1", "token", "planted-token", "parallelPages", "1"))
                .sweep()
                .of("here");
    }

    private static void pour(OutputStream to, String begin, String again) throws IOException {
        to.write(begin.getBytes(StandardCharsets.US_ASCII));
        while (true) {
            to.write(again.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private ServerSocketFactory selfSigned() throws Exception {
        Path keys = home.resolve("keys.p12");
        String command =
                "-genkeypair -alias here -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12"
                        + " -storepass changeit -keystore " + keys;
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.add(
                0, Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        assertThat(CommandRun.of(new ProcessBuilder(arguments), Duration.ofMinutes(1))
                        .exit())
                .isZero();
        KeyStore store = KeyStore.getInstance(keys.toFile(), "changeit".toCharArray());
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context.getServerSocketFactory();
    }
}
