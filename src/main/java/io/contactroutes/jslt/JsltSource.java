package io.contactroutes.jslt;

import com.schibsted.spt.data.jslt.JsltException;
import com.schibsted.spt.data.jslt.ResourceResolver;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Resolves the imports of a JSLT expression, and names file, line and column of an error in them.
 *
 * <p>The parser gives a syntax error's true position only inside its message, and names no file at all when a character
 * is not JSLT; then it is the file opened last, because a file is read to its end before its imports are.
 */
final class JsltSource implements ResourceResolver {

    private static final Pattern POSITION = Pattern.compile("at line (\\d+), column (\\d+)");
    private static final Pattern UNEXPECTED =
            Pattern.compile("Encountered \" \\S+ \"(.*?) ?\"+$|Lexical error.*Encountered: \"(.*?)\" .*");
    private static final Pattern PREFIX = Pattern.compile("^Parse error: ");

    private final String name;
    private final Path shown;
    private final Path folder;
    private String openedLast;

    /**
     * @param name   the name of the file or of the expression
     * @param shown  the folder as messages show it; null for an inline expression, of which messages show the name alone
     * @param folder the folder that imports are read from; null when nothing can be imported
     */
    JsltSource(String name, Path shown, Path folder) {
        this.name = name;
        this.shown = shown;
        this.folder = folder;
        this.openedLast = name;
    }

    String name() {
        return name;
    }

    @Override
    public Reader resolve(String imported) {
        return new StringReader(text(imported));
    }

    /** Returns the text of an imported file. */
    String text(String imported) {
        if (folder == null) {
            throw new JsltException("an inline expression cannot import '" + imported + "'");
        }
        openedLast = imported;
        try {
            return Files.readString(folder.resolve(imported));
        } catch (IOException e) {
            throw new JsltException("the imported file '" + imported + "' cannot be read");
        }
    }

    MappingException compileError(Throwable e) {
        JsltException located = e instanceof JsltException jslt ? jslt : null;
        String text = located == null ? e.getMessage() : located.getMessageWithoutLocation();
        int line = located == null ? -1 : located.getLine();
        int column = located == null ? -1 : located.getColumn();
        Matcher inMessage = POSITION.matcher(text);
        if (inMessage.find()) {
            line = Integer.parseInt(inMessage.group(1));
            column = Integer.parseInt(inMessage.group(2));
        }
        String source = located == null || located.getSource() == null ? openedLast : located.getSource();
        return new MappingException(path(source), line, column, sentence(text));
    }

    MappingException runtimeError(RuntimeException e) {
        if (e instanceof JsltException jslt && jslt.getLine() > 0) {
            return new MappingException(
                    path(jslt.getSource()), jslt.getLine(), jslt.getColumn(), "The expression fails on this input.");
        }
        return new MappingException(
                path(name),
                -1,
                -1,
                "The expression fails on this input (" + e.getClass().getSimpleName() + ").");
    }

    /** Returns the file, or the name of an inline expression. */
    String path() {
        return path(name);
    }

    private String path(String source) {
        return shown == null || source == null ? name : shown.resolve(source).toString();
    }

    /** The first line of the parser's message, without the position, which the message has elsewhere. */
    private static String sentence(String text) {
        String first = PREFIX.matcher(text.lines().findFirst().orElse("It is not JSLT"))
                .replaceFirst("");
        String clean =
                POSITION.matcher(first).replaceFirst("").replaceAll("\\s+", " ").replaceAll("[ .]+$", "");
        clean = plain(clean);
        return Character.toUpperCase(clean.charAt(0)) + clean.substring(1) + ".";
    }

    /** Says in words what the parser generator says in signs: Encountered " &lt;IDENT&gt; "x "". */
    private static String plain(String message) {
        if (message.startsWith("Encountered \"<EOF>")) {
            return "The text ends where something is missing";
        }
        if (message.startsWith("Lexical error") && message.contains("Encountered: <EOF>")) {
            return "A text in quotes is not closed";
        }
        if (message.startsWith("Encountered \" <STRING>")) {
            return "A text in quotes is not expected here"; // it may be the value of a parameter
        }
        return UNEXPECTED.matcher(message).replaceFirst(found -> {
            String token = found.group(1) == null ? found.group(2) : found.group(1);
            return Matcher.quoteReplacement("\"" + token + "\" is not expected here");
        });
    }
}
