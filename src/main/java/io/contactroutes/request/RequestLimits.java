package io.contactroutes.request;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;

/**
 * Ends every exchange with a provider in time, whatever it sends and however slowly. Bean {@code limits}.
 *
 * <p>The client's own time-outs begin anew with each byte, and its streams read what is left of a body when they are
 * closed, so that both a dripping and an endless answer would hold a thread for ever. Here the connection is cut instead.
 */
public final class RequestLimits implements HttpClientConfigurer, AutoCloseable {

    private final Duration timeout;
    private final ScheduledThreadPoolExecutor clock;

    /** @param timeout from the start of a request to the last byte of its answer */
    public RequestLimits(Duration timeout) {
        this.timeout = timeout;
        clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "request-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries().disableRedirectHandling().addExecInterceptorFirst("limits", this::execute);
    }

    private ClassicHttpResponse execute(ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain)
            throws IOException, HttpException {
        Deadline deadline = new Deadline(scope.execRuntime::discardEndpoint, timeout, clock);
        try {
            ClassicHttpResponse answer = chain.proceed(request, scope);
            HttpEntity body = answer.getEntity();
            if (body == null) {
                deadline.met();
            } else {
                answer.setEntity(new BoundedBody(body, deadline));
            }
            return answer;
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
