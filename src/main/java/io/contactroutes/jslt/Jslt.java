package io.contactroutes.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Expression;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.Parser;
import com.schibsted.spt.data.jslt.ResourceResolver;
import com.schibsted.spt.data.jslt.parser.TokenMgrError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A compiled JSLT file or inline expression that knows this bundle's {@linkplain ContactFunctions functions}.
 *
 * <p>An object keeps every key but those whose value is null; {@code ""}, {@code {}} and {@code []} stay. (JSLT's own
 * rule drops empty objects and lists too, and a contact's empty list of labels has a meaning: it has none.)
 *
 * <p>Safe for use by several threads at once.
 */
public final class Jslt {

    private final Expression expression;
    private final String text;
    private final JsltSource source;
    private volatile Expression placed;

    private Jslt(Expression expression, String text, JsltSource source) {
        this.expression = expression;
        this.text = text;
        this.source = source;
    }

    /**
     * Compiles a file. Its {@code import "x.jslt" as x} is looked up in the folder of the file.
     *
     * @throws MappingException if the file or one that it imports cannot be read or is not JSLT
     */
    public static Jslt compile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        String name = file.getFileName().toString();
        JsltSource source = new JsltSource(name, file.resolveSibling(""), folder);
        try {
            return compile(Files.readString(file), source);
        } catch (IOException e) {
            throw new MappingException(
                    file.toString(),
                    -1,
                    -1,
                    "The file cannot be read (" + e.getClass().getSimpleName() + ").");
        }
    }

    /**
     * Compiles an inline expression, which imports nothing.
     *
     * @param name what error messages call the expression
     * @throws MappingException if it is not JSLT
     */
    public static Jslt compile(String text, String name) {
        return compile(text, new JsltSource(name, null, null));
    }

    /**
     * Compiles an inline expression whose imports are looked up in a folder.
     *
     * @param name what error messages call the expression
     * @throws MappingException if it or a file that it imports is not JSLT
     */
    public static Jslt compile(String text, String name, Path folder) {
        return compile(text, new JsltSource(name, null, folder));
    }

    private static Jslt compile(String text, JsltSource source) {
        try {
            return new Jslt(compile(text, source, ContactFunctions.ALL, source), text, source);
        } catch (JsltException | TokenMgrError e) {
            throw source.compileError(e);
        }
    }

    private static Expression compile(
            String text, JsltSource source, List<Function> functions, ResourceResolver imports) {
        return new Parser(new StringReader(text))
                .withSource(source.name())
                .withFunctions(functions)
                .withResourceResolver(imports)
                .withObjectFilter(value -> !value.isNull())
                .compile();
    }

    /**
     * Evaluates the expression.
     *
     * @param input null counts as JSON null
     * @return never Java's null
     * @throws MappingException if the expression fails on this input
     */
    public JsonNode apply(JsonNode input) {
        return apply(input, Map.of());
    }

    /**
     * Evaluates the expression with variables, {@code account} being read as {@code $account}.
     *
     * @throws MappingException if the expression fails on this input
     */
    public JsonNode apply(JsonNode input, Map<String, JsonNode> variables) {
        try {
            return expression.apply(variables, input);
        } catch (RuntimeException e) {
            throw source.runtimeError(withPlace(e, input, variables));
        } catch (StackOverflowError e) {
            throw new MappingException(source.path(), -1, -1, "A function calls itself without end.");
        }
    }

    /** Returns the same error with its place: JSLT does not know it when the error is in one of its functions. */
    private RuntimeException withPlace(RuntimeException e, JsonNode input, Map<String, JsonNode> variables) {
        if (e instanceof JsltException known && known.getLine() > 0) {
            return e;
        }
        try {
            if (placed == null) {
                CallPlaces calls = new CallPlaces();
                placed = compile(
                        calls.rewritten(text, source.name()),
                        source,
                        calls.functions(),
                        imported -> new StringReader(calls.rewritten(source.text(imported), imported)));
            }
            placed.apply(variables, input);
            return e;
        } catch (RuntimeException again) {
            return again;
        }
    }
}
