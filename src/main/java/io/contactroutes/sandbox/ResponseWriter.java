package io.contactroutes.sandbox;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;

/** The connection that an answer goes out on, down to the ways in which it may not go out. */
public final class ResponseWriter {

    private final Vertx vertx;
    private final HttpServerRequest request;
    private final HttpServerResponse response;

    ResponseWriter(Vertx vertx, HttpServerRequest request) {
        this.vertx = vertx;
        this.request = request;
        this.response = request.response();
    }

    /** Sends an answer whole. */
    public void send(Response answer) {
        begin(answer).end(Buffer.buffer(answer.body()));
    }

    /** Sends status and headers of an answer that is to be sent bit by bit, as long as its body. */
    HttpServerResponse begin(Response answer) {
        response.setStatusCode(answer.status());
        answer.headers().forEach(response::putHeader);
        return response.putHeader("Content-Length", String.valueOf(answer.body().length));
    }

    /** Sends status and headers of an answer whose length is not said. */
    HttpServerResponse beginUnending(Response answer) {
        response.setStatusCode(answer.status()).setChunked(true);
        answer.headers().forEach(response::putHeader);
        return response;
    }

    /** Does something again and again until the answer is complete or its client is gone. */
    void every(long millis, Runnable step) {
        vertx.setPeriodic(millis, timer -> {
            if (response.ended() || response.closed()) {
                vertx.cancelTimer(timer);
            } else {
                step.run();
            }
        });
    }

    /** Ends the connection in good order (FIN), whatever was promised on it. */
    void close() {
        request.connection().close();
    }

    /** Ends the connection at once (RST). */
    void reset() {
        ConnectionBase connection = (ConnectionBase) request.connection();
        connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
        connection.channel().close();
    }

    /** Address and URI of the request under another name of this host. */
    String sameUnder(String host) {
        return request.scheme() + "://" + host + ":" + request.localAddress().port() + request.uri();
    }
}
