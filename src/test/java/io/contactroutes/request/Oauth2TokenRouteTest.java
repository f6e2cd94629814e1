package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.support.RouteTest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.Test;

/** {@code oauth2-token}: the request of RFC 6749, 4.4, with the client's credentials encoded by 2.3.1. */
class Oauth2TokenRouteTest extends RouteTest {

    private Map<String, Object> headers;
    private String body;

    Oauth2TokenRouteTest() {
        super("oauth2-token");
    }

    @Override
    protected void neighbours(CamelContext context) throws Exception {
        route(context, "direct:request", exchange -> {
            headers = Map.copyOf(exchange.getMessage().getHeaders());
            body = exchange.getMessage().getBody(String.class);
            assertThat(exchange.getVariable("signInAnswer")).isNotNull();
        });
    }

    @Test
    void asksAsTheStandardSays() {
        ObjectNode client = JsonNodeFactory.instance
                .objectNode()
                .put("tokenUrl", "https://auth.example.com/token")
                .put("clientId", "id:1")
                .put("clientSecret", "s+e/c=r%")
                .put("scope", "read all");

        Exchange done = send(null, Map.of("client", client));

        assertThat(failure(done)).isNull();
        assertThat(headers)
                .containsEntry("CamelHttpMethod", "POST")
                .containsEntry("CamelHttpUri", "https://auth.example.com/token")
                .containsEntry("Content-Type", "application/x-www-form-urlencoded");
        String basic = headers.get("Authorization").toString().substring("Basic ".length());
        assertThat(new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8))
                .isEqualTo("id%3A1:s%2Be%2Fc%3Dr%25");
        assertThat(body).isEqualTo("grant_type=client_credentials&scope=read%20all");
        assertThat(done.getMessage().getHeaders()).isEmpty();
    }

    @Test
    void leavesOutAScopeThatIsNotSet() {
        ObjectNode client = JsonNodeFactory.instance
                .objectNode()
                .put("tokenUrl", "https://auth.example.com/token")
                .put("clientId", "1")
                .put("clientSecret", "2");

        send(null, Map.of("client", client));

        assertThat(body).isEqualTo("grant_type=client_credentials");
    }
}
