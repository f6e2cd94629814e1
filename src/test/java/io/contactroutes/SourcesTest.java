package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules for Java and for pages. A breach is a line that names the file. */
class SourcesTest {

    private static final int MOST_LINES = 200;
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]+)(#[^)]*)?\\)");
    private static final Pattern UNFINISHED = Pattern.compile("\\b(TO" + "DO|FIX" + "ME|X" + "XX)\\b");

    @Test
    void classesAreShort() {
        List<String> breaches = files("src/main/java", ".java")
                .filter(file -> text(file).lines().count() > MOST_LINES)
                .map(file -> file + " has " + text(file).lines().count() + " lines, more than " + MOST_LINES)
                .toList();

        assertThat(String.join("\n", breaches)).isEmpty();
    }

    @Test
    void classesAreNounsOfTheDomain() {
        assertThat(files("src", ".java").map(file -> file.getFileName().toString()))
                .noneMatch(name -> name.matches("(My|Foo).*|.*(Util|Utils|Helper|Manager|Impl)(Test)?\\.java"));
    }

    @Test
    void onlyCommandsWriteToATerminal() {
        assertThat(files("src/main/java", ".java")
                        .filter(file -> text(file).matches("(?s).*\\b(System\\.(out|err)|printStackTrace)\\b.*")))
                .allMatch(file -> file.getParent().endsWith("cli") || file.endsWith("sink/ConsoleRecords.java"));
    }

    @Test
    void testsWaitForWhatHappensAndNotForTime() {
        assertThat(files("src/test/java", ".java").filter(file -> text(file).contains("Thread.sl" + "eep")))
                .allMatch(file -> file.endsWith("Eventually.java"));
    }

    @Test
    void nothingIsLeftUnfinished() {
        assertThat(Stream.of("src", "routes", "schema", "docs", "deploy", "kafka-local/src")
                        .flatMap(folder -> files(folder, ""))
                        .filter(file -> !file.toString().matches(".*[.](json|png)"))
                        .filter(file -> UNFINISHED.matcher(text(file)).find()))
                .isEmpty();
    }

    /** What one language's regular expressions know, the next one's do not: subscribers validate in all of them. */
    @Test
    void schemasKeepToPatternsThatEveryLanguageKnows() {
        assertThat(files("schema", ".json").filter(file -> text(file).contains("\\\\p{")))
                .isEmpty();
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        List<String> breaches = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""))) {
            Stream.of(
                            top.filter(file -> file.toString().endsWith(".md")),
                            files("docs", ".md"),
                            files("deploy", ".md"),
                            files("kafka-local", ".md"))
                    .flatMap(pages -> pages)
                    .filter(page -> !page.toString().contains("target"))
                    .forEach(page -> {
                        Matcher link = LINK.matcher(text(page));
                        while (link.find()) {
                            String target = link.group(1);
                            if (!target.matches("(https?|mailto):.*")
                                    && !Files.exists(Path.of("")
                                            .toAbsolutePath()
                                            .resolve(page)
                                            .resolveSibling(target))) {
                                breaches.add(page + " links to " + target + ", which is not there");
                            }
                        }
                    });
        }

        assertThat(String.join("\n", breaches)).isEmpty();
    }

    private static Stream<Path> files(String folder, String ending) {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files
                    .filter(file -> Files.isRegularFile(file) && file.toString().endsWith(ending))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
