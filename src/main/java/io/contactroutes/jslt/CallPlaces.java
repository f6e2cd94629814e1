package io.contactroutes.jslt;

import com.fasterxml.jackson.databind.JsonNode;
import com.schibsted.spt.data.jslt.Function;
import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.impl.BuiltinFunctions;
import com.schibsted.spt.data.jslt.impl.Location;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Gives each call of one of JSLT's own functions a function of its own, which knows its place: JSLT's errors in operators and
 * loops have a place, those in functions such as {@code number} have none. Used only to explain an error.
 */
final class CallPlaces {

    private static final String NAME = "[\\w\\-\\x80-\\uffff]+";

    /** Texts and comments are matched so that what looks like a call in them is passed over. */
    private static final Pattern CALL = Pattern.compile(
            "\"[^\"\\\\]*(?:\\\\.[^\"\\\\]*)*\"|//.*|(?<![\\w:$.\\-\\x80-\\uffff])(" + NAME + ")(?=\\s*\\()");

    private static final Pattern DECLARED = Pattern.compile("\\bdef\\s+(" + NAME + ")");

    private final List<Function> functions = new ArrayList<>(ContactFunctions.ALL);

    /** Returns the functions of all texts that were rewritten so far; the list grows with the next one. */
    List<Function> functions() {
        return functions;
    }

    /** Returns a text in which every call has a name of its own. */
    String rewritten(String text, String source) {
        Set<String> declared = new HashSet<>();
        DECLARED.matcher(text).results().map(name -> name.group(1)).forEach(declared::add);
        return CALL.matcher(text)
                .replaceAll(call -> Matcher.quoteReplacement(
                        call.group(1) == null || declared.contains(call.group(1))
                                ? call.group()
                                : named(call, text, source)));
    }

    private String named(MatchResult call, String text, String source) {
        Function own = BuiltinFunctions.functions.get(call.group(1));
        if (own == null) {
            return call.group();
        }
        String before = text.substring(0, call.start());
        int line = 1 + (int) before.chars().filter(c -> c == '\n').count();
        int column = call.start() - before.lastIndexOf('\n');
        String name = "call-" + functions.size();
        functions.add(new Placed(name, own, new Location(source, line, column)));
        return name;
    }

    private record Placed(String getName, Function function, Location place) implements Function {

        @Override
        public int getMinArguments() {
            return function.getMinArguments();
        }

        @Override
        public int getMaxArguments() {
            return function.getMaxArguments();
        }

        /** The message is left out, as it quotes values. */
        @Override
        public JsonNode call(JsonNode input, JsonNode[] arguments) {
            try {
                return function.call(input, arguments);
            } catch (RuntimeException e) {
                throw new JsltException("", place);
            }
        }
    }
}
