package io.contactroutes.sandbox;

import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.HonestResponse;
import io.contactroutes.sandbox.fault.ResponseWriter;
import io.contactroutes.sandbox.list.PageRequest;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Routes each request to its account, logs it, and sends the response. */
final class RequestHandler implements Handler<HttpServerRequest> {

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandler.class);

    private final Vertx vertx;
    private final Duration latency;
    private final Map<String, ServedAccount> accounts;
    private final RequestLog everything;

    RequestHandler(Vertx vertx, Duration latency, Map<String, ServedAccount> accounts, RequestLog everything) {
        this.vertx = vertx;
        this.latency = latency;
        this.accounts = accounts;
        this.everything = everything;
    }

    @Override
    public void handle(HttpServerRequest request) {
        String[] path = request.path().split("/", 3);
        ServedAccount account = path.length == 3 ? accounts.get(path[1]) : null;
        if (account == null) {
            request.response().setStatusCode(404).end("The sandbox serves no such account\n");
            return;
        }
        request.body()
                .onSuccess(body -> guarded(request, () -> {
                    Call call = new Call(
                            account.nextCall(),
                            request.method().name(),
                            "/" + path[2],
                            request.params(),
                            request.headers(),
                            body.getBytes(),
                            1);
                    answer(account, call, request);
                }));
    }

    private void answer(ServedAccount account, Call received, HttpServerRequest request) {
        PageRequest page = account.asked(received);
        Call call = received.asking(page.number());
        log(account, call, request.response());
        Fault.Reply reply = account.fault(call).reply();
        HonestResponse honest = account.honest(call, page);
        ResponseWriter wire = new ResponseWriter(vertx, request);
        if (latency.isZero()) {
            reply.send(honest, wire);
        } else {
            vertx.setTimer(latency.toMillis(), timer -> guarded(request, () -> reply.send(honest, wire)));
        }
    }

    private void log(ServedAccount account, Call call, HttpServerResponse response) {
        RequestLog.Seen seen =
                new RequestLog.Seen(account.served().name(), call.method(), call.path(), call.page(), Instant.now());
        List<RequestLog> logs = List.of(everything, account.requests());
        logs.forEach(log -> log.arrived(seen));
        response.endHandler(ended -> logs.forEach(RequestLog::ended));
    }

    /** Responds with 599 when a script or a fault throws, as an assertion in a test does: no response would look like a hanging provider. */
    private static void guarded(HttpServerRequest request, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException | AssertionError broken) {
            LOG.error("The sandbox failed to answer {}", request.path(), broken);
            request.response()
                    .setStatusCode(599)
                    .end("The sandbox failed: " + broken.getClass().getName() + "\n");
        }
    }
}
