package io.contactroutes.sandbox.fault;

import static io.contactroutes.sandbox.SandboxClient.send;
import static io.contactroutes.sandbox.SandboxClient.sendForBytes;
import static io.contactroutes.sandbox.SandboxClient.stream;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.Eventually;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ConnectionFaultsTest {

    private final ProviderDouble provider = ProviderDouble.start(List.of(Served.of("inbox", "chatwoot")));
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aTruncatedBodyIsShorterThanItsLength() throws Exception {
        int whole = send(client.chatwoot("inbox", "page=1")).body().length();
        provider.script("inbox", FaultScript.always(ConnectionFaults.truncated()));
        assertThatThrownBy(() -> send(client.chatwoot("inbox", "page=1"))).isInstanceOf(IOException.class);
        try (InputStream raw = rawAnswer()) {
            assertThat(new String(raw.readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200 OK")
                    .contains("\"payload\":[{")
                    .hasSizeBetween(whole / 4, whole);
        }
    }

    @Test
    void aResetIsAReset() throws Exception {
        provider.script("inbox", FaultScript.always(ConnectionFaults.reset()));
        try (InputStream raw = rawAnswer()) {
            assertThatThrownBy(raw::read).isInstanceOf(SocketException.class).hasMessageContaining("reset");
        }
        provider.script("inbox", FaultScript.none());
        assertThat(send(client.chatwoot("inbox", "page=1")).statusCode()).isEqualTo(200);
    }

    @Test
    void aHangLastsUntilTheClientGivesUp() {
        provider.script("inbox", FaultScript.always(ConnectionFaults.hang()));
        CompletableFuture<?> call = SandboxClient.sendAsync(client.chatwoot("inbox", "page=1"));
        Eventually.await("1 request in flight", () -> provider.requests("inbox").inFlight() == 1);
        assertThat(call).isNotDone();
        call.cancel(true);
        assertThat(provider.requests("inbox").count()).isEqualTo(1);
        Eventually.await(
                "0 requests in flight", () -> provider.requests("inbox").inFlight() == 0);
    }

    @Test
    void aHangDoesNotKeepTheDoubleFromClosing() throws Exception {
        provider.script("inbox", FaultScript.always(ConnectionFaults.hang()));
        try (InputStream raw = rawAnswer()) {
            Eventually.await(
                    "1 requests in flight", () -> provider.requests("inbox").inFlight() == 1);
            provider.close();
            assertThat(raw.read()).isEqualTo(-1);
        }
    }

    @Test
    void aDripComesByteByByteAndArrivesWhole() throws Exception {
        String whole = send(client.chatwoot("inbox", "page=99")).body();
        provider.script("inbox", FaultScript.always(ConnectionFaults.drip(Duration.ofMillis(1))));
        long start = System.nanoTime();
        assertThat(send(client.chatwoot("inbox", "page=99")).body()).isEqualTo(whole);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(whole.length() - 5));
    }

    @Test
    void aSlowDripOutlivesAClientThatOnlyTimesTheFirstByte() throws Exception {
        provider.script("inbox", FaultScript.always(ConnectionFaults.drip(Duration.ofMillis(50))));
        long start = System.nanoTime();
        try (InputStream body = stream(client.chatwoot("inbox", "page=1")).body()) {
            assertThat(body.readNBytes(21)).asString(StandardCharsets.UTF_8).isEqualTo("{\"meta\":{\"count\":100,");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(900));
            assertThat(provider.requests("inbox").inFlight()).isEqualTo(1);
        }
        Eventually.await(
                "0 requests in flight", () -> provider.requests("inbox").inFlight() == 0);
    }

    @Test
    void anEndlessBodyIsReadForAsLongAsItIsRead() throws Exception {
        provider.script("inbox", FaultScript.always(ConnectionFaults.endless()));
        try (InputStream body = stream(client.chatwoot("inbox", "page=1")).body()) {
            assertThat(body.readNBytes(9)).asString(StandardCharsets.UTF_8).isEqualTo("{\"data\":[");
            body.skipNBytes(64L << 20);
        }
        Eventually.await(
                "0 requests in flight", () -> provider.requests("inbox").inFlight() == 0);
    }

    @Test
    void aGzipBombIsSmallAndUnpacksLarge() throws Exception {
        provider.script("inbox", FaultScript.always(ConnectionFaults.gzipBomb(64)));
        HttpResponse<byte[]> answer = sendForBytes(client.chatwoot("inbox", "page=1"));
        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.body()).hasSizeLessThan(100_000);
        try (InputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(unpacked.transferTo(OutputStream.nullOutputStream())).isGreaterThan(64L << 20);
        }
    }

    /** The answer as it comes from the socket, headers and all. */
    private InputStream rawAnswer() throws IOException {
        Socket socket = new Socket("127.0.0.1", provider.port());
        socket.getOutputStream().write("""
                GET /inbox/api/v1/accounts/1/contacts?page=1 HTTP/1.1\r
                Host: 127.0.0.1\r
                Api-Access-Token: sandbox-token-inbox\r
                \r
                """.getBytes(StandardCharsets.US_ASCII));
        return socket.getInputStream();
    }
}
