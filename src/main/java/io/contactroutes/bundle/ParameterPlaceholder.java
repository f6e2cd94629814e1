package io.contactroutes.bundle;

import com.fasterxml.jackson.databind.node.TextNode;
import io.contactroutes.jslt.Encodings;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.spi.PropertiesFunction;

/**
 * Writes the value of a parameter in another form: <code>{{query:session}}</code> percent-encoded as a value of a query,
 * <code>{{base64:username:password}}</code> in Base64 with a colon between the values, <code>{{json:clientSecret}}</code> as a
 * JSON string.
 *
 * <p>It accepts names, not values: Camel would search a value in <code>{{query:{{session}}}}</code> for braces and backslashes,
 * cut it there, and print it in an error message.
 */
final class ParameterPlaceholder implements PropertiesFunction {

    private final String name;
    private final UnaryOperator<String> form;
    private final PropertiesComponent parameters;

    private ParameterPlaceholder(String name, UnaryOperator<String> form, PropertiesComponent parameters) {
        this.name = name;
        this.form = form;
        this.parameters = parameters;
    }

    static List<PropertiesFunction> all(PropertiesComponent parameters) {
        return List.of(
                new ParameterPlaceholder("query", Encodings::percentEncoded, parameters),
                new ParameterPlaceholder("base64", Encodings::base64, parameters),
                new ParameterPlaceholder(
                        "json", value -> TextNode.valueOf(value).toString(), parameters));
    }

    @Override
    public String getName() {
        return name;
    }

    @Override
    public String apply(String names) {
        return form.apply(Arrays.stream(names.split(":")).map(this::value).collect(Collectors.joining(":")));
    }

    private String value(String parameter) {
        return Optional.ofNullable(parameters.getLocalProperties())
                .map(ofTemplate -> ofTemplate.getProperty(parameter))
                .or(() -> parameters.resolveProperty(parameter))
                .orElseThrow(() -> new IllegalArgumentException("The placeholder " + name
                        + ": takes the names of parameters without braces, such as {{query:session}}, and there is none of"
                        + " the name given"));
    }
}
