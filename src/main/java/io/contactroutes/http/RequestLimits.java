package io.contactroutes.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.util.concurrent.CamelThreadFactory;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Limits the time and the size of every response. Bean {@code requestLimits}.
 *
 * <p>HttpClient's own timeouts start again with each byte, and its streams read the rest of a body when they are closed, so
 * that both a slow and an endless response would hold a thread for ever. Here the connection is cut instead.
 */
public final class RequestLimits implements HttpClientConfigurer, AutoCloseable {

    private final Duration timeout;
    private final int maxBytes;
    private final LargeResponses large;
    private final ScheduledThreadPoolExecutor clock;

    /**
     * @param timeout from the start of a request to the last byte of its response
     * @param maxBytes the size of the largest response, after decompression
     */
    public RequestLimits(Duration timeout, int maxBytes) {
        this.timeout = timeout;
        this.maxBytes = maxBytes;
        large = new LargeResponses(maxBytes);
        clock = new ScheduledThreadPoolExecutor(1, new CamelThreadFactory("#name#", "request-deadlines", true));
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .addExecInterceptorFirst("requestLimits", this::execute);
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = new Deadline(scope.execRuntime::discardEndpoint, timeout, clock);
        try {
            ClassicHttpResponse response = chain.proceed(request, scope);
            HttpEntity body = response.getEntity();
            if (body == null) {
                deadline.met();
            } else {
                response.setEntity(new BoundedBody(body, deadline, maxBytes, large));
            }
            return response;
        } catch (IOException | HttpException | RuntimeException e) {
            deadline.met();
            if (deadline.hasPassed()) {
                throw new ResponseTimeoutException();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
