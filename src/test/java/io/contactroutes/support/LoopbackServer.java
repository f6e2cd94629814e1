package io.contactroutes.support;

import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;

/** A WireMock server on 127.0.0.1, with one acceptor: Jetty warns of more on a small machine. */
public final class LoopbackServer {

    private LoopbackServer() {}

    /** A server that is still to be started. */
    public static WireMockServer create() {
        return new WireMockServer(
                options().bindAddress("127.0.0.1").dynamicPort().jettyAcceptors(1));
    }
}
