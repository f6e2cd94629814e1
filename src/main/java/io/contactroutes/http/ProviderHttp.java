package io.contactroutes.http;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.annotations.Component;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.socket.ConnectionSocketFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.config.Registry;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.pool.PoolConcurrencyPolicy;
import org.apache.hc.core5.util.TimeValue;

/** Adds a limit on the headers of a response to Camel's HTTP component, which has no option for it. */
@Component("http,https")
public final class ProviderHttp extends HttpComponent {

    private static final int MAX_HEADERS = 200;
    private static final int MAX_LINE = 16 * 1024;

    @Override
    protected HttpClientConnectionManager createConnectionManager(
            Registry<ConnectionSocketFactory> sockets, int connections, int perHost, SocketConfig defaults) {
        Http1Config limits = Http1Config.custom()
                .setMaxHeaderCount(MAX_HEADERS)
                .setMaxLineLength(MAX_LINE)
                .build();
        PoolingHttpClientConnectionManager manager = new PoolingHttpClientConnectionManager(
                sockets,
                PoolConcurrencyPolicy.STRICT,
                TimeValue.ofMilliseconds(getConnectionTimeToLive()),
                ManagedHttpClientConnectionFactory.builder().http1Config(limits).build());
        manager.setDefaultSocketConfig(defaults);
        manager.setMaxTotal(connections > 0 ? connections : getMaxTotalConnections());
        manager.setDefaultMaxPerRoute(perHost > 0 ? perHost : getConnectionsPerRoute());
        return manager;
    }
}
