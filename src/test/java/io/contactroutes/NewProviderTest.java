package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.contact.MappingTest;
import io.contactroutes.request.ProviderBatteryTest;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.ChildJvm;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Sweeps;
import io.contactroutes.support.TestClasses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be written for one account more, and for one provider more: no Java, and no existing file changes. */
class NewProviderTest {

    private static final Path PAGE = Path.of("docs/adding-a-provider.md");
    private static final Path COMPLETE = Path.of("src/test/resources/new-providers");

    /** The examples; a reader who tried one out may have left it in the repository. */
    private static final List<String> EXAMPLES = List.of("acme", "globex", "initech");

    /** A file of the page: its path in backticks and a colon, then a block of code. */
    private static final Pattern FILE =
            Pattern.compile("^`([^`\\n]+)`:\\n\\n(`{3,})\\w*\\n(.*?\\n)\\2$", Pattern.MULTILINE | Pattern.DOTALL);

    /** What the tests of a provider read of the repository. */
    private static final List<Path> READ = List.of(
            Path.of("application.properties"),
            Path.of("routes"),
            Path.of("schema"),
            Path.of("docs"),
            Path.of("src/main/java"),
            Path.of("src/test/resources/providers"));

    @TempDir
    private Path home;

    @Test
    void aSixthAccountIsABlockOfProperties() {
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of("islash-hk", "islash")), Options.defaults().withContacts(20))) {
            BundleFolder bundle = BundleFolder.shipped(home);
            Map<String, String> given = provider.parameters("islash-hk");
            List.of(
                            "template-id = islash",
                            "route-id = islash-hk",
                            "url = " + given.get("url"),
                            "token = " + given.get("token"),
                            "session = " + given.get("session"),
                            "channel = whatsapp")
                    .forEach(property ->
                            bundle.append("application.properties", "camel.route-template[islash-hk]." + property));

            Sweeps sweeps = bundle.sweep();

            assertThat(sweeps.all()).hasSize(1);
            assertThat(sweeps.of("islash-hk").status()).isEqualTo(SweepStatus.COMPLETE);
            assertThat(bundle.contacts("islash-hk")).hasSize(20);
        }
    }

    @Test
    void aFourthProviderIsThreeFilesAndAFolder() throws IOException {
        Path repository = home.resolve("repository");
        Map<Path, String> before = existing();
        before.keySet().removeIf(path -> EXAMPLES.stream().anyMatch(path.toString()::contains));
        before.forEach((path, text) -> add(repository.resolve(path), text));
        Map<Path, String> added = added();
        added.forEach((path, text) -> add(repository.resolve(path), text));

        CommandRun run = ChildJvm.of(TestClasses.class)
                .options(List.of(
                        "-Xmx512m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Dbattery.providers=" + String.join(",", EXAMPLES)))
                .in(repository)
                .within(Duration.ofMinutes(5))
                .run(Stream.of(ProviderTest.class, MappingTest.class, ConventionsTest.class, ProviderBatteryTest.class)
                        .map(Class::getName)
                        .toList());

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        for (String provider : EXAMPLES) {
            assertThat(run.lines())
                    .contains(
                            TestClasses.passed(ProviderTest.class, "publishesTheContacts", provider),
                            TestClasses.passed(MappingTest.class, "mapsRecordedPages", provider),
                            TestClasses.passed(ProviderBatteryTest.class, "meets", provider + ": 500 from page 2 on"))
                    .allMatch(line -> line.startsWith("passed ") || line.isEmpty(), "logs nothing");
        }
        before.forEach((path, text) -> assertThat(repository.resolve(path)).hasContent(text));
    }

    private static Map<Path, String> existing() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        for (Path root : READ) {
            files.putAll(files(Path.of(""), root));
        }
        return files;
    }

    /** The files of the page, and those of the two examples that it points to. */
    private static Map<Path, String> added() throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        Matcher file = FILE.matcher(Files.readString(PAGE));
        while (file.find()) {
            files.put(Path.of(file.group(1)), file.group(3));
        }
        assertThat(files).hasSize(10);
        for (String example : EXAMPLES.subList(1, EXAMPLES.size())) {
            assertThat(PAGE).content().contains("`" + COMPLETE + "/" + example + "/`");
            files.putAll(files(COMPLETE.resolve(example), Path.of("")));
        }
        return files;
    }

    /** The texts below a folder, by their path relative to the root. */
    private static Map<Path, String> files(Path root, Path below) throws IOException {
        Map<Path, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.walk(root.resolve(below))) {
            for (Path file : all.filter(Files::isRegularFile)
                    .filter(each -> !each.toString().endsWith(".png"))
                    .toList()) {
                files.put(root.relativize(file), Files.readString(file));
            }
        }
        return files;
    }

    /** Adds a file; one that exists is not changed. */
    private static void add(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text, StandardOpenOption.CREATE_NEW);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
