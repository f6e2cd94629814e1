package io.contactroutes.sandbox.fault;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;

/** Makes faults of the connection: responses that end too early, too late or never. */
public final class ConnectionFaults {

    private static final int CHUNK = 64 * 1024;

    private ConnectionFaults() {}

    /** Sends half of the honest body, then ends the connection. */
    public static Fault truncated() {
        return new Fault("truncated", (honest, wire) -> {
            Response answer = honest.answer();
            wire.begin(answer)
                    .write(Buffer.buffer(answer.body()).slice(0, answer.body().length / 2))
                    .onComplete(written -> wire.close());
        });
    }

    /** Resets the connection before the first byte. */
    public static Fault reset() {
        return new Fault("reset", (honest, wire) -> wire.reset());
    }

    /** Never responds; the connection stays open. */
    public static Fault hang() {
        return new Fault("hang", (honest, wire) -> {});
    }

    /** Sends the honest body a byte at a time. */
    public static Fault drip(Duration between) {
        return new Fault("drip", (honest, wire) -> {
            Response answer = honest.answer();
            Buffer body = Buffer.buffer(answer.body());
            HttpServerResponse response = wire.begin(answer);
            AtomicInteger next = new AtomicInteger();
            wire.every(Math.max(1, between.toMillis()), () -> {
                int at = next.getAndIncrement();
                response.write(body.slice(at, at + 1));
                if (next.get() == body.length()) {
                    response.end();
                }
            });
        });
    }

    /** Sends a JSON body that never ends, as fast as it is read. */
    public static Fault endless() {
        return new Fault("endless", (honest, wire) -> {
            HttpServerResponse response = wire.beginUnending(Response.json(200, ""));
            Buffer blanks = Buffer.buffer(blanks());
            response.write("{\"data\":[");
            pour(response, blanks);
        });
    }

    private static void pour(HttpServerResponse response, Buffer chunk) {
        response.write(chunk).onSuccess(written -> pour(response, chunk));
    }

    /** Sends a small body that unpacks to so many mebibytes of JSON. */
    public static Fault gzipBomb(int mebibytes) {
        byte[] packed = packed(mebibytes);
        return ResponseFaults.answer(
                "gzip bomb of " + mebibytes + " MiB",
                Response.json(200, "").withBody(packed).withHeader("Content-Encoding", "gzip"));
    }

    private static byte[] packed(int mebibytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write("{\"data\":[".getBytes(StandardCharsets.US_ASCII));
            byte[] blanks = blanks();
            for (int chunk = 0; chunk < mebibytes * 16; chunk++) {
                gzip.write(blanks);
            }
            gzip.write("]}".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException impossible) {
            throw new UncheckedIOException("Packing in memory failed", impossible);
        }
        return packed.toByteArray();
    }

    private static byte[] blanks() {
        byte[] blanks = new byte[CHUNK];
        Arrays.fill(blanks, (byte) ' ');
        return blanks;
    }
}
