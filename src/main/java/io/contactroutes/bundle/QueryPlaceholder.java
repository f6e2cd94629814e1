package io.contactroutes.bundle;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Makes a parameter's value fit for a query: <code>{{query:{{session}}}}</code>. Without it a {@code +} or {@code &} in a
 * key would reach the provider as something else.
 */
final class QueryPlaceholder implements PropertiesFunction {

    @Override
    public String getName() {
        return "query";
    }

    @Override
    public String apply(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
