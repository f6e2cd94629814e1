package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inline JSLT in routes. */
class JsltLanguageTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @AfterEach
    void close() {
        context.stop();
    }

    private Object evaluate(String expression, Map<String, Object> variables) throws Exception {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage()
                .setBody(new ObjectMapper().readTree("{\"text\":\"a b\",\"n\":7,\"list\":[1],\"nil\":null}"));
        variables.forEach(exchange::setVariable);
        return new JsltLanguage().createExpression(expression).evaluate(exchange, Object.class);
    }

    @Test
    void valuesComeOutAsHeadersTakeThem() throws Exception {
        assertThat(evaluate(".text", Map.of())).isEqualTo("a b");
        assertThat(evaluate(".n", Map.of())).isEqualTo(7);
        assertThat(evaluate(".n == 7", Map.of())).isEqualTo(true);
        assertThat(evaluate(".nil", Map.of())).isNull();
        assertThat(evaluate(".list", Map.of())).isInstanceOf(JsonNode.class).hasToString("[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "next", "nextLink"})
    void whatAProviderMayNotSetIsNull(String variable) throws Exception {
        String expression = "if ($" + variable + ") \"at \" + $" + variable + " else \"first\"";

        assertThat(evaluate(expression, Map.of())).isEqualTo("first");
        assertThat(evaluate(expression, Map.of(variable, "x"))).isEqualTo("at x");
    }

    @Test
    void anyOtherVariableThatIsNotSetIsAnError() {
        assertThatThrownBy(() -> evaluate("$nextlink", Map.of())).isInstanceOf(RuntimeException.class);
    }

    @Test
    void valuesAreEncodedForRequests() throws Exception {
        assertThat(evaluate("\"cursor=\" + query($next)", Map.of("next", "a+b/=&\u00fc d")))
                .isEqualTo("cursor=a%2Bb%2F%3D%26%C3%BC%20d");
        assertThat(evaluate("query(.nil)", Map.of())).isNull();
        assertThat(evaluate("query(.n)", Map.of())).isEqualTo("7");
        assertThat(evaluate("base64(.text)", Map.of())).isEqualTo("YSBi");
    }
}
