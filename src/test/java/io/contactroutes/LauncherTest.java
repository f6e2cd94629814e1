package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The distribution starts as its operations page says, from wherever it lies and with whatever Java there is. */
@Timeout(180)
class LauncherTest {

    private static final String MAIN = "io.contactroutes.cli.ContactRoutes";
    /** Of Vert.x and Netty, Camel's type converters name some types; what is useless is their event loop, and Camel's server. */
    private static final Pattern USELESS = Pattern.compile("org\\.apache\\.kafka\\.clients\\..*\\.Kafka.*"
            + "|org\\.postgresql\\.core\\..*|com\\.zaxxer\\..*"
            + "|io\\.vertx\\.core\\.(impl|http)\\..*|io\\.netty\\.(channel|handler|bootstrap)\\..*"
            + "|org\\.apache\\.camel\\.component\\.platform\\.http\\.main\\..*|io\\.micrometer\\.prometheusmetrics\\..*|io\\.contactroutes\\.sandbox\\.ProviderDouble.*"
            + "|me\\.tongfei\\..*|org\\.jline\\..*");

    @TempDir
    private static Path folder;

    private static Installation installation;

    @TempDir
    private Path elsewhere;

    @BeforeAll
    static void install() {
        installation = Installation.in(folder);
    }

    @AfterEach
    void forgetClasses() throws IOException {
        Files.deleteIfExists(classes());
    }

    @Test
    void startsThroughALinkFromAnyFolder() throws IOException {
        Path near = Files.createSymbolicLink(elsewhere.resolve("near"), installation.launcher());
        Path far = Files.createSymbolicLink(elsewhere.resolve("contact-routes"), near.getFileName());

        try {
            assertStarts(installation.run(far, Map.of(), "--version"));
        } finally {
            Files.delete(near);
        }
    }

    @Test
    void sweepsWithoutWritingIntoItsFolder() throws IOException {
        List<String> before = installation.files();

        CommandRun run = sweep(Map.of());

        assertThat(run.out()).contains("99digital: complete");
        assertThat(run.exit()).isZero();
        assertThat(run.err().lines()).as("the log and nothing else").allMatch(line -> line.matches("\\d{4}-.*"));
        assertThat(installation.files()).isEqualTo(before);
    }

    /** As on a temporary folder that is mounted noexec, which a container's often is. */
    @Test
    void saysWhereTheLibraryOfSqliteDoesNotLoad() throws IOException {
        Path nowhere = elsewhere.resolve("nowhere");

        CommandRun run = sweep(Map.of("JAVA_OPTS", "-Dorg.sqlite.tmpdir=" + nowhere));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> !line.contains(" INFO ")))
                .singleElement()
                .asString()
                .startsWith("contact-routes: ")
                .contains(nowhere.toString(), "noexec", "-Djava.io.tmpdir=");
    }

    /**
     * A sweep into files, with a state in SQLite and without a terminal, has no use for the clients of Kafka and PostgreSQL, for the
     * sandbox, or for progress bars.
     */
    @Test
    void loadsNothingThatASweepHasNoUseFor() throws IOException {
        Path log = elsewhere.resolve("classes.log");

        sweep(Map.of(
                "JAVA_OPTS", "-Xlog:class+load:file=" + log,
                "CAMEL_MANAGEMENT_ENABLED", "true",
                "CAMEL_MANAGEMENT_HOST", "127.0.0.1",
                "CAMEL_METRICS_ENABLED", "true"));

        List<String> loaded = Files.readAllLines(log).stream()
                .map(line -> line.replaceFirst("^(\\[[^]]*])* ", "").replaceFirst(" .*", ""))
                .toList();
        assertThat(loaded).contains("io.contactroutes.files.RecordFiles");
        assertThat(loaded.stream().filter(USELESS.asMatchPredicate())).isEmpty();
    }

    @ParameterizedTest(name = "{0} says {1}")
    @CsvSource({"release, 11.0.2", "release, 1.8.0_292", "java, 11.0.2", "java, 1.8.0_292"})
    void refusesAnOldJava(String who, String version) throws IOException {
        Path home = java(who, version);

        CommandRun run = installation.run(Map.of("JAVA_HOME", home.toString()), "run");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("contact-routes needs Java 17 or newer: set JAVA_HOME, or put java on the PATH.\n");
    }

    @ParameterizedTest(name = "{0} says {1}")
    @CsvSource({"release, 17.0.15", "release, 21", "release, 26-ea", "java, 17.0.15", "java, 26-ea"})
    void takesANewJavaAndStartsItOnce(String who, String version) throws IOException {
        Path home = java(who, version);

        CommandRun run = installation.run(Map.of("JAVA_HOME", home.toString()), "run", "--once");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).endsWith(MAIN + " run --once\n");
        assertThat(Files.readAllLines(home.resolve("starts"))).hasSize(who.equals("release") ? 1 : 2);
    }

    @Test
    void takesAHeapThatIsAShareOfTheMemory() throws IOException {
        Map<String, String> java =
                Map.of("JAVA_HOME", java("release", "17.0.15").toString());

        assertThat(installation.run(java, "run").out()).contains("-Xmx512m ");
        assertThat(installation
                        .run(Map.of("JAVA_HOME", java.get("JAVA_HOME"), "JAVA_OPTS", "-XX:MaxRAMPercentage=60"), "run")
                        .out())
                .contains(" -XX:MaxRAMPercentage=60 ")
                .doesNotContain("-Xmx");
    }

    @Test
    void saysSoWhenThereIsNoJava() {
        CommandRun run = installation.run(Map.of("JAVA_HOME", elsewhere.toString()), "run");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err())
                .startsWith("contact-routes needs Java 17 or newer")
                .hasLineCount(1);
    }

    @Test
    void startsWithSharedClassesUntilTheyDoNotFit() throws IOException {
        List<String> before = installation.files();
        CommandRun made = installation.run(installation.home().resolve("bin/share-classes"), Map.of());

        assertThat(made).isEqualTo(new CommandRun(0, "", ""));
        assertThat(installation.files()).containsAll(before).hasSize(before.size() + 1);
        assertThat(classes()).exists();
        assertStarts(version(), true);

        Path library = installation.home().resolve("lib/contact-routes.jar");
        FileTime time = Files.getLastModifiedTime(library);
        Files.setLastModifiedTime(library, FileTime.from(Instant.EPOCH));
        assertStarts(version(), false);

        Files.setLastModifiedTime(library, time);
        Optional<Path> another = anotherJava();
        if (another.isPresent()) {
            assertStarts(installation.run(Map.of("JAVA_HOME", another.get().toString()), "--version"));
        }
        Files.delete(classes());
        Files.writeString(classes(), "something else");
        assertStarts(version(), false);
    }

    @Test
    void leavesNothingBehindWhenClassesCannotBeShared() throws IOException {
        List<String> before = installation.files();

        CommandRun made =
                installation.run(installation.home().resolve("bin/share-classes"), Map.of("CONTACTS_EMIT", "some"));

        assertThat(made.exit()).isEqualTo(1);
        assertThat(made.err()).contains("contacts.emit");
        assertThat(installation.files()).isEqualTo(before);
    }

    private CommandRun version() {
        return installation.run(
                Map.of("JAVA_OPTS", "-Xlog:class+load:file=" + elsewhere.resolve("classes.log")), "--version");
    }

    private void assertStarts(CommandRun run, boolean shared) throws IOException {
        assertStarts(run);
        assertThat(Files.readAllLines(elsewhere.resolve("classes.log")))
                .filteredOn(line -> line.contains(" " + MAIN + " "))
                .singleElement()
                .matches(line -> line.contains("shared objects file") == shared, "shared: " + shared);
    }

    private static void assertStarts(CommandRun run) {
        assertThat(run).isEqualTo(new CommandRun(0, "contact-routes (not packaged)\n", ""));
    }

    private CommandRun sweep(Map<String, String> environment) {
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of("99digital", "chatwoot")), Options.defaults().withContacts(20))) {
            List<String> arguments = new ArrayList<>(List.of("run", "--once"));
            provider.parameters("99digital")
                    .forEach((name, value) ->
                            arguments.addAll(List.of("-p", BundleFolder.key("99digital", name) + "=" + value)));
            arguments.addAll(List.of("-p", "contacts.files.directory=" + elsewhere.resolve("out")));
            arguments.addAll(List.of("-p", "contacts.state.url=jdbc:sqlite:" + elsewhere.resolve("contacts.db")));
            return installation.run(environment, arguments.toArray(String[]::new));
        }
    }

    /** A Java that only tells how it was started; it has its version in a file, or says it when it is asked. */
    private Path java(String who, String version) throws IOException {
        Path bin = Files.createDirectories(elsewhere.resolve("jdk/bin"));
        Path home = bin.getParent();
        Files.writeString(bin.resolve("java"), """
                #!/bin/sh
                echo started >>"%s"
                case $1 in
                  -version) echo 'openjdk version "%s" 2026-01-01' >&2 ;;
                  *) echo "$@" ;;
                esac
                """.formatted(home.resolve("starts"), version));
        Files.setPosixFilePermissions(bin.resolve("java"), PosixFilePermissions.fromString("rwxr-xr-x"));
        if (who.equals("release")) {
            Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        }
        return home;
    }

    /** Another Java beside the one of this test, which its classes do not fit. */
    private static Optional<Path> anotherJava() throws IOException {
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> beside = Files.list(own.getParent())) {
            return beside.filter(java -> !Files.isSymbolicLink(java) && !java.equals(own))
                    .filter(java -> Files.isExecutable(java.resolve("bin/java")))
                    .findFirst();
        }
    }

    private static Path classes() {
        return installation.home().resolve("lib/classes.jsa");
    }
}
