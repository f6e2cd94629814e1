package io.contactroutes.sandbox.fault;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** Sends a response on its connection, whole, in parts or not at all. */
public final class ResponseWriter {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    public ResponseWriter(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
    }

    /** Sends a whole response. */
    public void send(Response answer) {
        begin(answer).end(Buffer.buffer(answer.body()));
    }

    /** Sends status and headers of a response whose body follows in parts, with the length of the body. */
    HttpServerResponse begin(Response answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.putHeader("Content-Length", String.valueOf(answer.body().length));
    }

    /** Sends status and headers of a response without a length. */
    HttpServerResponse beginUnending(Response answer) {
        response.setStatusCode(answer.status()).setChunked(true);
        answer.headers().forEach(response::putHeader);
        return response;
    }

    /** Repeats a step until the response is complete or its client is gone. */
    void every(long millis, Runnable step) {
        vertx.setPeriodic(millis, timer -> {
            if (response.ended() || response.closed()) {
                vertx.cancelTimer(timer);
            } else {
                step.run();
            }
        });
    }

    /** Closes the connection in order (FIN), even before the announced length. */
    void close() {
        request.connection().close();
    }

    /** Resets the connection (RST). */
    void reset() {
        ConnectionBase connection = (ConnectionBase) request.connection();
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.channel().close();
    }

    /** Returns address and URI of the request under another name of this host. */
    String sameUnder(String host) {
        return request.scheme() + "://" + host + ":" + request.localAddress().port() + request.uri();
    }
}
