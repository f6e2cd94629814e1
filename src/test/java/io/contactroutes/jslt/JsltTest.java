package io.contactroutes.jslt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsltTest {

    @TempDir
    Path folder;

    @Test
    void evaluatesAnInlineExpression() throws IOException {
        Jslt contacts = Jslt.compile(".data.contacts", "islash contacts");
        assertThat(contacts.apply(json("{\"data\":{\"contacts\":[1]}}"))).isEqualTo(json("[1]"));
        assertThat(contacts.apply(json("{}"))).isEqualTo(json("null"));
        assertThat(contacts.apply(null)).isEqualTo(json("null"));
    }

    @Test
    void bindsVariables() throws IOException {
        Jslt expression = Jslt.compile("$account.channel", "channel");
        assertThat(expression.apply(json("{}"), Map.of("account", json("{\"channel\":\"sms\"}"))))
                .isEqualTo(json("\"sms\""));
    }

    @Test
    void keepsEveryKeyButThoseThatAreNull() throws IOException {
        Jslt object = Jslt.compile("{\"a\": .x, \"b\": \"\", \"c\": {}, \"d\": []}", "object");
        assertThat(object.apply(json("{}"))).isEqualTo(json("{\"b\":\"\",\"c\":{},\"d\":[]}"));
    }

    @Test
    void importsFromTheFolderOfTheFile() throws IOException {
        write("shared.jslt", "def twice(x) $x + $x\n");
        Path file = write("main.jslt", "import \"shared.jslt\" as shared\nshared:twice(.)");
        assertThat(Jslt.compile(file).apply(json("2")).intValue()).isEqualTo(4);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": 1,,}              | 1 | 9  | "," is not expected here.
            {"a": 1 "b": 2}         | 1 | 9  | A text in quotes is not expected here.
            {"a": .x y}             | 1 | 10 | "y" is not expected here.
            {"a":                   | 1 | 5  | The text ends where something is missing.
            {"a": nope(.)}          | 1 | 7  | No such function: 'nope'.
            {"a": %}                | 1 | 7  | "%" is not expected here.
            {"a": "x}               | 1 | 10 | A text in quotes is not closed.
            """)
    void namesThePlaceOfAnError(String source, int line, int column, String problem) throws IOException {
        Path file = write("broken.jslt", "\n" + source);
        MappingException e = catchThrowableOfType(MappingException.class, () -> Jslt.compile(file));
        assertThat(e.file()).isEqualTo(file.toString());
        assertThat(e.line()).isEqualTo(line + 1);
        assertThat(e.column()).isEqualTo(column);
        assertThat(e.getMessage()).isEqualTo(file + ", line " + (line + 1) + ", column " + column + ": " + problem);
    }

    @Test
    void namesTheImportedFileOfAnError() throws IOException {
        write("shared.jslt", "def twice(x)\n  $x + %\n");
        Path file = write("main.jslt", "import \"shared.jslt\" as shared\nshared:twice(.)");
        MappingException e = catchThrowableOfType(MappingException.class, () -> Jslt.compile(file));
        assertThat(e.file()).isEqualTo(folder.resolve("shared.jslt").toString());
        assertThat(e.line()).isEqualTo(2);
    }

    @Test
    void namesWhatCannotBeRead() throws IOException {
        assertThatThrownBy(() -> Jslt.compile(folder.resolve("none.jslt")))
                .hasMessage(folder.resolve("none.jslt") + ": The file cannot be read (NoSuchFileException).");
        Path file = write("main.jslt", "import \"none.jslt\" as none\n1");
        assertThatThrownBy(() -> Jslt.compile(file))
                .isInstanceOf(MappingException.class)
                .hasMessageEndingWith("The imported file 'none.jslt' cannot be read.");
        assertThatThrownBy(() -> Jslt.compile("import \"x.jslt\" as x 1", "inline"))
                .hasMessage("inline: An inline expression cannot import 'x.jslt'.");
    }

    @Test
    void failsWithoutTheValueThatItFailedOn() throws IOException {
        Jslt expression = Jslt.compile("{\n  \"a\": [for (.name) .]\n}", "inline");
        JsonNode input = json("{\"name\":\"SECRET-55\"}");
        MappingException e = catchThrowableOfType(MappingException.class, () -> expression.apply(input));
        assertThat(e)
                .hasMessage("inline, line 2, column 8: The expression fails on this input.")
                .hasNoCause();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"a": number(.name)}                                | 1 | 7
            {"a": "number(x)", "b": round(.name)}               | 1 | 25
            {"a": number(1), "b": [for (.list) number(.)]}      | 1 | 36
            let n = round(.name) {"a": $n}                      | 1 | 9
            def size(x) round($x) size(.name)                   | 1 | 13
            {"a": lowercase (parse-time(.name, "y"))}           | 1 | 18
            """)
    void namesThePlaceOfACallThatFails(String text, int line, int column) throws IOException {
        Path file = write("failing.jslt", "// number(.name)\n\n" + text);
        Jslt mapping = Jslt.compile(file);
        JsonNode input = json("{\"name\":\"SECRET-55\",\"list\":[\"x\"]}");
        for (int each = 0; each < 2; each++) {
            MappingException e = catchThrowableOfType(MappingException.class, () -> mapping.apply(input));
            assertThat(e)
                    .hasMessage(file + ", line " + (line + 2) + ", column " + column
                            + ": The expression fails on this input.")
                    .hasNoCause();
        }
        assertThat(mapping.apply(json("{\"name\":null}"))).isNotNull();
    }

    @Test
    void namesTheImportedFileOfACallThatFails() throws IOException {
        write("shared.jslt", "def whole(x)\n  round($x)\n");
        Path file = write("main.jslt", "import \"shared.jslt\" as shared\nshared:whole(.)");
        Jslt mapping = Jslt.compile(file);
        MappingException e = catchThrowableOfType(MappingException.class, () -> mapping.apply(json("\"x\"")));
        assertThat(e)
                .hasMessage(folder.resolve("shared.jslt") + ", line 2, column 3: The expression fails on this input.");
    }

    @Test
    void namesAFunctionThatCallsItselfWithoutEnd() throws IOException {
        Path file = write("endless.jslt", "def again(x) 1 + again($x)\nagain(.)");
        Jslt mapping = Jslt.compile(file);
        assertThatThrownBy(() -> mapping.apply(json("1")))
                .isInstanceOf(MappingException.class)
                .hasMessage(file + ": A function calls itself without end.");
    }

    private Path write(String name, String source) throws IOException {
        return Files.writeString(folder.resolve(name), source);
    }

    private static JsonNode json(String text) throws IOException {
        return new ObjectMapper().readTree(text);
    }
}
