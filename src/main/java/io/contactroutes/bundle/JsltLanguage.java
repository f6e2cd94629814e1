package io.contactroutes.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.contactroutes.config.Account;
import io.contactroutes.jslt.Jslt;
import io.contactroutes.jslt.MappingException;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.Predicate;
import org.apache.camel.support.ExpressionAdapter;
import org.apache.camel.support.LanguageSupport;

/**
 * Evaluates inline JSLT in routes, such as {@code .data.contacts}. The body is the input; exchange variables are read as
 * {@code $page}. A text, number or boolean is returned as Java's own type, so that it can be a header. Camel's own camel-jslt
 * has a component for whole mappings, but no language.
 *
 * <p>An expression that does not compile stops the start, as it is compiled with its route.
 */
public final class JsltLanguage extends LanguageSupport {

    /** The variables that are null when they are not set; any other that is not set is an error. */
    private static final List<String> OPTIONAL = List.of("page", "next", "nextLink");

    @Override
    public Predicate createPredicate(String expression) {
        return (Predicate) createExpression(expression);
    }

    @Override
    public Expression createExpression(String expression) {
        Jslt compiled = compiled(expression);
        return new ExpressionAdapter() {
            @Override
            public Object evaluate(Exchange exchange) {
                Object body = exchange.getMessage().getBody();
                try {
                    return java(compiled.apply(body instanceof JsonNode json ? json : null, variables(exchange)));
                } catch (MappingException e) {
                    throw failure(e, expression, exchange);
                }
            }

            @Override
            public String toString() {
                return "jslt";
            }
        };
    }

    private Jslt compiled(String expression) {
        try {
            return Jslt.compile(expression, "expression");
        } catch (MappingException e) {
            throw placed(e, expression, null);
        }
    }

    /** Stops the sweep of an expression that fails on a page, as it would fail on the same page in every further sweep. */
    private RuntimeException failure(MappingException e, String expression, Exchange exchange) {
        Sweep sweep = exchange.getVariable("sweep", Sweep.class);
        if (sweep == null) {
            return e;
        }
        Account account = sweep.account();
        String file = account.provider() + ".camel.yaml";
        MappingException placed =
                placed(e.at("an expression of routes/providers/" + file, e.line(), e.column()), expression, file);
        return new SweepStopException(
                StopReason.ERROR,
                SweepStatus.FAILED,
                account.name() + ": " + placed.position() + ": the expression fails on page "
                        + exchange.getVariable("page") + "; correct it to fit the provider's answer.");
    }

    private MappingException placed(MappingException e, String expression, String file) {
        return e.line() < 1
                ? e
                : ExpressionPlace.of(getCamelContext(), expression, file)
                        .map(place -> place.of(e, expression))
                        .orElse(e);
    }

    private static Object java(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.textValue();
            case NUMBER -> value.numberValue();
            case BOOLEAN -> value.booleanValue();
            case NULL, MISSING -> null;
            default -> value;
        };
    }

    private static Map<String, JsonNode> variables(Exchange exchange) {
        Map<String, JsonNode> variables = new HashMap<>();
        OPTIONAL.forEach(name -> variables.put(name, NullNode.instance));
        exchange.getVariables().forEach((name, value) -> {
            if (value instanceof JsonNode json) {
                variables.put(name, json);
            } else if (value instanceof Integer number) {
                variables.put(name, IntNode.valueOf(number));
            } else if (value instanceof Long number) {
                variables.put(name, LongNode.valueOf(number));
            } else if (value instanceof Boolean truth) {
                variables.put(name, BooleanNode.valueOf(truth));
            } else if (value instanceof String text) {
                variables.put(name, TextNode.valueOf(text));
            }
        });
        return variables;
    }
}
