package io.contactroutes.sink;

import java.util.Map;
import org.apache.camel.CamelContext;

/** {@code publish-none} does nothing to what it is given. */
class PublishNoneRouteTest extends PublishRouteContract {

    @Override
    protected String sink() {
        return "none";
    }

    @Override
    protected Map<String, Object> beans(CamelContext context) {
        return Map.of();
    }
}
