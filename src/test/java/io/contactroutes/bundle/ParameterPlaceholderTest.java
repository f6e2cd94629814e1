package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The placeholders that write a parameter in another form, in a route template as providers have it. */
class ParameterPlaceholderTest {

    private static final String TEMPLATE = """
            - routeTemplate:
                id: acme
                parameters:
                  - name: username
                  - name: password
                route:
                  from:
                    uri: direct:acme
                    steps:
                      - setHeader:
                          name: Authorization
                          expression:
                            constant:
                              expression: "Basic {{base64:username:password}}"
                      - setHeader:
                          name: CamelHttpQuery
                          expression:
                            constant:
                              expression: session={{query:password}}&a=b
                      - setVariable:
                          name: oauth2
                          expression:
                            language:
                              language: jslt
                              expression: |-
                                { "clientId": {{json:username}}, "clientSecret": {{json:password}} }
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            anna        | secret
            anna        | a:b:c
            anna        | ends with }
            {anna       | {}
            zo\u00eb  | \u00fc\u00f6\u00e4 \u05d3\u05e0\u05d4 \uD83D\uDE00
            ``          | ``
            anna        | ``
            anna        | back\\slash\\
            anna        | "quoted" 'twice'
            anna        | $(x) ${body} +&=%20#
            password    | username
            """)
    void takeEveryValue(String username, String password) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ParameterPlaceholder.all(context.getPropertiesComponent())
                    .forEach(context.getPropertiesComponent()::addPropertiesFunction);
            PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString("acme.camel.yaml", TEMPLATE));
            context.addRouteFromTemplate("acme", "acme", Map.of("username", username, "password", password));
            context.start();

            var sent = context.createFluentProducerTemplate().to("direct:acme").send();

            assertThat(sent.getMessage().getHeader("Authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder()
                                    .encodeToString((username + ":" + password).getBytes(StandardCharsets.UTF_8)));
            String query = sent.getMessage().getHeader("CamelHttpQuery", String.class);
            assertThat(query).matches("session=[A-Za-z0-9%._*-]*&a=b");
            assertThat(java.net.URLDecoder.decode(
                            query.substring("session=".length(), query.length() - "&a=b".length()),
                            StandardCharsets.UTF_8))
                    .isEqualTo(password);
            assertThat(new ObjectMapper().readTree(sent.getVariable("oauth2").toString()))
                    .isEqualTo(new ObjectMapper()
                            .createObjectNode()
                            .put("clientId", username)
                            .put("clientSecret", password));
        }
    }

    @Test
    void takeNamesAndNoValues() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            ParameterPlaceholder.all(context.getPropertiesComponent())
                    .forEach(context.getPropertiesComponent()::addPropertiesFunction);
            context.getPropertiesComponent().addInitialProperty("session", "planted");

            assertThatThrownBy(() -> context.resolvePropertyPlaceholders("{{query:{{session}}}}"))
                    .hasMessageContaining("takes the names of parameters without braces, such as {{query:session}}")
                    .hasMessageNotContaining("planted");
        }
    }
}
