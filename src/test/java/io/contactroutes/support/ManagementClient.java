package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** Asks the management server of a bundle, like a probe of Kubernetes and like Prometheus. */
public final class ManagementClient {

    /** A probe that has no answer by then has failed. It is far longer than an answer takes. */
    private static final Duration TIMEOUT = Duration.ofSeconds(6);

    private final HttpClient http = HttpClient.newHttpClient();
    private final int port = LoopbackPort.free();

    public int port() {
        return port;
    }

    /** Switches the server on, at the next start. */
    public void enable(SweepRig rig) {
        rig.set("camel.management.enabled", "true").set("camel.management.port", String.valueOf(port));
    }

    public int status(String path) {
        return get(path).statusCode();
    }

    /** A check in the answer to a look at everything. */
    public JsonNode check(String name) {
        JsonNode checks =
                Recording.json(get("/observe/health?data=true").body()).path("checks");
        return StreamSupport.stream(checks.spliterator(), false)
                .filter(check -> check.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not among " + checks));
    }

    /** @param name with labels, as Prometheus writes it */
    public double metric(String name) {
        return get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no " + name));
    }

    public HttpResponse<String> get(String path) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .timeout(TIMEOUT)
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
