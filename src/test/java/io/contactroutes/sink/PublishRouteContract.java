package io.contactroutes.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every route that offers {@code direct:publish} promises to the routes that call it. */
@Timeout(60)
public abstract class PublishRouteContract extends CamelTestSupport {

    /** The sink as {@code contacts.sink} names it. */
    protected abstract String sink();

    /** The beans and components that the route refers to. */
    protected abstract Map<String, Object> beans(CamelContext context);

    /** The settings that the route refers to, but for {@code contacts.sink}. */
    protected Map<String, String> settings() {
        return Map.of();
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        return context(sink(), settings(), this::beans);
    }

    /** The beans of a context. */
    protected interface Beans {
        Map<String, Object> of(CamelContext context);
    }

    /** A context with one publish route, that of the sink, to be started. */
    protected static CamelContext context(String sink, Map<String, String> settings, Beans beans) throws Exception {
        CamelContext context = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.putAll(settings);
        properties.setProperty("contacts.sink", sink);
        context.getPropertiesComponent().setOverrideProperties(properties);
        beans.of(context).forEach(context.getRegistry()::bind);
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context)
                        .resolveResource("file:routes/publish-" + sink + ".camel.yaml"));
        return context;
    }

    @Test
    void leavesTheMessageAsItWas() {
        assertIsLeftAsItWas(Publication.of(List.of(contact("a", "1"), tombstone("a", "2"), receipt("a"))));
    }

    @Test
    void leavesAnEmptyPublicationAsItWas() {
        assertIsLeftAsItWas(Publication.of(List.of()));
    }

    private void assertIsLeftAsItWas(Object body) {
        Exchange published = publish(body, Map.of("ours", 1));

        assertThat(published.getException()).isNull();
        assertThat(published.getMessage().getBody()).isSameAs(body);
        assertThat(published.getMessage().getHeaders()).isEqualTo(Map.of("ours", 1));
        assertThat(published.getVariables()).isEmpty();
    }

    protected final Exchange publish(Object body) {
        return publish(body, Map.of());
    }

    private Exchange publish(Object body, Map<String, Object> headers) {
        return template.send("direct:publish", exchange -> {
            exchange.getMessage().setBody(body);
            exchange.getMessage().setHeaders(new java.util.HashMap<>(headers));
        });
    }

    protected static Throwable rootCause(Throwable failure) {
        return failure.getCause() == null ? failure : rootCause(failure.getCause());
    }

    public static SinkRecord contact(String account, String id) {
        byte[] json = ("{\"uid\":\"" + account + ":" + id + "\"}").getBytes(StandardCharsets.UTF_8);
        return new SinkRecord(
                Stream.CONTACTS,
                account,
                "s1",
                account + ":" + id,
                json,
                SinkRecord.CREATED,
                "s1/" + id,
                Instant.EPOCH);
    }

    protected static SinkRecord tombstone(String account, String id) {
        return SinkRecord.deleted(account, "s1", id, Instant.EPOCH);
    }

    protected static SinkRecord receipt(String account) {
        return SinkRecord.receipt(
                account, "s1", "started", "{\"event\":\"started\"}".getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
    }
}
