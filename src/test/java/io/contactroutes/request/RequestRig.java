package io.contactroutes.request;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.tomakehurst.wiremock.WireMockServer;
import io.contactroutes.config.Account;
import io.contactroutes.config.Settings;
import io.contactroutes.database.JdbcState;
import io.contactroutes.http.ProviderHttp;
import io.contactroutes.state.State;
import io.contactroutes.support.LoopbackServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** The routes of the request step, their beans, one account, and its provider on a socket; in a time that passes at once. */
final class RequestRig implements AutoCloseable {

    static final String ACCOUNT = "acme-desk";

    final WireMockServer provider = LoopbackServer.create();
    final TickingClock clock = new TickingClock("2026-03-04T05:06:20Z");
    final State state = JdbcState.open("jdbc:sqlite::memory:");
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final Account account;
    private final RequestBeans beans;
    private final ProducerTemplate routes;

    /**
     * Starts the routes.
     *
     * @param parameters of the account; a path stands for an address of the provider
     * @param settings in which the defaults are changed
     */
    RequestRig(Map<String, String> parameters, Map<String, String> settings) throws Exception {
        provider.start();
        Map<String, String> complete = new HashMap<>(Map.of("requestsPerMinute", "100000000", "every", "15m"));
        parameters.forEach((name, value) -> complete.put(name, value.startsWith("/") ? url(value) : value));
        account = new Account(ACCOUNT, "acme", complete);
        Settings all = Settings.load(Path.of("").toAbsolutePath(), Map.of(), settings);
        beans = new RequestBeans(all, List.of(account), state, clock, clock, RequestListener.NONE);
        beans.byName().forEach(context.getRegistry()::bind);
        context.addComponent("http", new ProviderHttp());
        context.getPropertiesComponent().addInitialProperty("contact-routes.connect-timeout-millis", "10000");
        context.getPropertiesComponent().addInitialProperty("contact-routes.timeout-millis", "30000");
        context.setStreamCaching(false);
        for (String route : List.of("request", "attempt", "oauth2-token")) {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "file:routes/" + route + ".camel.yaml"));
        }
        context.start();
        routes = context.createProducerTemplate();
    }

    String url(String path) {
        return provider.baseUrl() + path;
    }

    Account account() {
        return account;
    }

    /** Asks for an address on behalf of page 1, and returns the exchange after {@code direct:request}. */
    Exchange send(String address, Consumer<Exchange> provider) {
        return routes.send("direct:request", exchange -> {
            exchange.setVariable("sweep", new Owner(account, clock));
            exchange.setVariable("page", 1);
            exchange.getMessage().setHeader("CamelHttpMethod", "GET");
            exchange.getMessage().setHeader("CamelHttpUri", address);
            provider.accept(exchange);
        });
    }

    Exchange get(String path) {
        return send(url(path), exchange -> {});
    }

    static JsonNode answer(Exchange exchange) {
        if (exchange.getException() != null) {
            throw new AssertionError("No answer", exchange.getException());
        }
        return (JsonNode) exchange.getMessage().getBody();
    }

    static RequestException failure(Exchange exchange) {
        return (RequestException) exchange.getException();
    }

    @Override
    public void close() {
        context.stop();
        beans.close();
        state.close();
        provider.stop();
    }

    /** Waits by setting the clock. */
    private record Owner(Account account, TickingClock clock) implements RequestOwner {

        @Override
        public void sending(int page) {}

        @Override
        public String id() {
            return "sweep-1";
        }

        @Override
        public void pause(int page, Duration duration) {
            clock.advance(duration);
        }
    }
}
