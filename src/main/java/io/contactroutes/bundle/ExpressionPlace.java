package io.contactroutes.bundle;

import io.contactroutes.jslt.MappingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Resource;

/**
 * The place of an inline expression in a route file: Camel passes on its text alone, so that an error knows only the line within
 * the expression.
 *
 * @param file as messages show it, from {@code routes/} on
 * @param lines of the file
 * @param first the index of the line that the expression begins in
 */
record ExpressionPlace(String file, List<String> lines, int first) {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{.*?}}|(?:(?!\\{\\{).)+");
    private static final Pattern BEFORE = Pattern.compile("^\\s*(expression:\\s+)?");

    /**
     * Finds an expression in the route files of a context.
     *
     * @param expression with the values of parameters in the place of placeholders
     * @param file the name of the file if several have the expression; null when it is not known
     * @return empty when no file has it as a block or line of its own, or several have
     */
    static Optional<ExpressionPlace> of(CamelContext context, String expression, String file) {
        if (!(context instanceof ModelCamelContext model)) {
            return Optional.empty();
        }
        List<ExpressionPlace> places = Stream.concat(
                        model.getRouteTemplateDefinitions().stream().map(template -> template.getResource()),
                        model.getRouteDefinitions().stream().map(route -> route.getResource()))
                .filter(Objects::nonNull)
                .distinct()
                .flatMap(resource -> in(resource, expression.lines().toList()))
                .toList();
        return places.stream()
                .filter(place -> places.size() == 1 || place.file.endsWith("/" + file))
                .findFirst();
    }

    /** Returns an error in the expression with its place in the file. */
    MappingException of(MappingException inExpression, String expression) {
        int line = first + inExpression.line() - 1;
        String written = expression.lines().toList().get(inExpression.line() - 1);
        int indent = indent(lines.get(line))
                - (written.length() - written.stripLeading().length());
        return inExpression.at(file, line + 1, inExpression.column() + indent);
    }

    private static Stream<ExpressionPlace> in(Resource resource, List<String> expression) {
        List<String> lines = lines(resource);
        String file = resource.getLocation().replaceFirst("^.*\\b(?=routes/)", "");
        return IntStream.rangeClosed(0, lines.size() - expression.size())
                .filter(first -> IntStream.range(0, expression.size())
                        .allMatch(each -> fits(lines.get(first + each), expression.get(each))))
                .mapToObj(first -> new ExpressionPlace(file, lines, first));
    }

    private static boolean fits(String line, String expression) {
        String pattern = PLACEHOLDER
                .matcher(line.substring(indent(line)).stripTrailing())
                .results()
                .map(MatchResult::group)
                .map(part -> part.startsWith("{{") ? ".*" : Pattern.quote(part))
                .reduce("", String::concat);
        return Pattern.matches("(?s)" + pattern, expression.strip());
    }

    /** Returns how many characters stand before an expression in its line. */
    private static int indent(String line) {
        return BEFORE.matcher(line).results().findFirst().orElseThrow().end();
    }

    private static List<String> lines(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
