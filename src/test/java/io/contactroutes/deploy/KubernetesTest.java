package io.contactroutes.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.support.CommandRun;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of {@code deploy/kubernetes} are what Kubernetes reads, fit each other, and fit the bundle. */
class KubernetesTest {

    private static final Path FOLDER = Path.of("deploy/kubernetes");
    private static final Path DEPLOYMENT = FOLDER.resolve("base/deployment.yaml");
    private static final String POD = "spec.template.spec";

    @TempDir
    private Path own;

    static Stream<Path> wholeManifests() throws IOException {
        try (Stream<Path> base = Files.list(FOLDER.resolve("base"))) {
            return Stream.concat(
                    base,
                    Stream.of(
                            FOLDER.resolve("sqlite/persistentvolumeclaim.yaml"), FOLDER.resolve("secret.example.yaml")))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("wholeManifests")
    void isReadAsItsKind(Path file) {
        assertThat(Manifest.of(file).stream().flatMap(manifest -> KubernetesTypes.mistake(manifest).stream()))
                .isEmpty();
    }

    /** What the test above would find. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            kind: Deployment             | kind: Deploymend              | no such kind
            apps/v1                      | v1                            | no such kind
            replicas: 2                  | replica: 2                    | replica
            replicas: 2                  | replicas: two                 | two
            periodSeconds: 2             | periodSecond: 2               | periodSecond
            name: CONTACTS_STATE_USER    | name: 17                      | is read as
            memory: 768Mi                | memory: much                  | quantity
            selector:                    | selectors:                    | selector
            """)
    void isNotReadWithAMistake(String part, String by, String sentence) throws IOException {
        String text = Files.readString(DEPLOYMENT);
        assertThat(text).contains(part);

        assertThat(KubernetesTypes.mistake(
                        Manifest.of("it", text.replace(part, by)).get(0)))
                .get()
                .asString()
                .containsIgnoringCase(sentence);
    }

    @Test
    void everyFileIsInAKustomization() throws IOException {
        Set<Path> named = new TreeSet<>(Set.of(FOLDER.resolve("secret.example.yaml")));
        Set<Path> there = new TreeSet<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                there.add(file);
                if (file.endsWith("kustomization.yaml")) {
                    named.add(file);
                    Manifest kustomization = Manifest.of(file).get(0);
                    Stream.concat(strings(kustomization.at("resources")), paths(kustomization))
                            .map(name -> file.resolveSibling(name).normalize())
                            .filter(path -> !Files.isDirectory(path))
                            .forEach(named::add);
                }
            }
        }

        assertThat(there).isEqualTo(named);
    }

    @Test
    void theBaseFitsItself() throws IOException {
        assertThat(PodReferences.mistakes(base("", ""))).isEmpty();
    }

    /** What the test above would find. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            port: management                   | port: metrics                    | there is no port metrics
            serviceAccountName: contact-routes | serviceAccountName: routes       | there is no ServiceAccount routes
            key: password                      | key: pass                        | the Secret contact-routes-postgresql has no pass
            name: contact-routes-postgresql    | name: postgresql                 | there is no Secret postgresql
            volumeMounts                       | volumes                          | the volume tmp is mounted nowhere
            io/name: contact-routes            | io/name: routes                  | there is no labels {app.kubernetes.io/name=contact-routes}
            """)
    void theBaseDoesNotFitWithAMistake(String part, String by, String sentence) throws IOException {
        assertThat(PodReferences.mistakes(base(part, by))).contains(sentence);
    }

    /** The manifests of the base, with a part of the Deployment replaced. */
    private static List<Manifest> base(String part, String by) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        for (Path file : wholeManifests()
                .filter(file -> file.startsWith(FOLDER.resolve("base")))
                .toList()) {
            String text = Files.readString(file);
            if (file.equals(DEPLOYMENT)) {
                assertThat(text).contains(part);
                text = text.replace(part, by);
            }
            manifests.addAll(Manifest.of(file.toString(), text));
        }
        manifests.add(
                new Manifest("generated", Map.of("kind", "ConfigMap", "metadata", Map.of("name", "contact-routes"))));
        return manifests;
    }

    @Test
    void thePodFitsTheBundle() {
        Manifest deployment = Manifest.of(DEPLOYMENT).get(0);
        Map<String, Object> container = deployment.listAt(POD + ".containers").get(0);

        assertThat(Manifest.at(Manifest.list(container.get("ports")).get(0), "containerPort"))
                .hasToString(DeployedSettings.shipped().getProperty("camel.management.port"));
        assertThat(Stream.of("startup", "liveness", "readiness")
                        .map(probe -> Manifest.at(container, probe + "Probe.httpGet.path")))
                .containsExactly("/observe/health/live", "/observe/health/live", "/observe/health/ready");
        assertThat((Integer) deployment.at(POD + ".terminationGracePeriodSeconds"))
                .isGreaterThan(DeployedSettings.secondsToStop());
    }

    /** As the profile "restricted" of Pod Security Standards wants it, with a root file system that cannot be written. */
    @Test
    void thePodHasNoRights() {
        Manifest deployment = Manifest.of(DEPLOYMENT).get(0);
        Map<String, Object> container = deployment.listAt(POD + ".containers").get(0);

        assertThat(deployment.at(POD + ".securityContext"))
                .isEqualTo(Map.of(
                        "runAsNonRoot",
                        true,
                        "runAsUser",
                        10001,
                        "runAsGroup",
                        10001,
                        "seccompProfile",
                        Map.of("type", "RuntimeDefault")));
        assertThat(container.get("securityContext"))
                .isEqualTo(Map.of(
                        "allowPrivilegeEscalation",
                        false,
                        "readOnlyRootFilesystem",
                        true,
                        "capabilities",
                        Map.of("drop", List.of("ALL"))));
        assertThat(deployment.at(POD + ".automountServiceAccountToken")).isEqualTo(false);
    }

    @Test
    void settingsAreThoseOfTheBundle() {
        Map<String, String> base = literals("base");
        Map<String, String> sqlite = new LinkedHashMap<>(base);
        sqlite.putAll(literals("sqlite"));
        Set<String> names = new HashSet<>(sqlite.keySet());
        Manifest.list(Manifest.of(DEPLOYMENT)
                        .get(0)
                        .listAt(POD + ".containers")
                        .get(0)
                        .get("env"))
                .forEach(variable -> names.add(String.valueOf(variable.get("name"))));
        names.addAll(Manifest.map(secret("contact-routes").at("stringData")).keySet());

        assertThat(DeployedSettings.unknown(names)).isEmpty();
        assertThat(DeployedSettings.unknown(List.of("CONTACTS_SINKS", "CONTACTS_SINK")))
                .containsExactly("CONTACTS_SINKS");
        Settings two = DeployedSettings.with(base);
        assertThat(two.text(Setting.SINK)).isEqualTo("kafka");
        assertThat(two.value("camel.management.host")).isEqualTo("0.0.0.0");
        Settings one = DeployedSettings.with(sqlite);
        assertThat(one.text(Setting.SINK)).isEqualTo("files");
        assertThat(one.text(Setting.FILES_DIRECTORY)).startsWith("/data/");
        assertThat(one.text(Setting.STATE_URL)).startsWith("jdbc:sqlite:/data/");
    }

    @Test
    void filesHoldNoSecret() {
        assertThat(Manifest.of(FOLDER.resolve("secret.example.yaml"))).allSatisfy(secret -> assertThat(
                        Manifest.map(secret.at("stringData")).values())
                .isNotEmpty()
                .allMatch(value -> value.toString().contains("<")));
        assertThat(literals("base").keySet()).noneMatch(name -> name.matches(".*(TOKEN|KEY|SECRET|SESSION|PASSWORD)"));
    }

    @Test
    void theImageIsThatOfThisRelease() {
        Manifest base = Manifest.of(FOLDER.resolve("base/kustomization.yaml")).get(0);

        assertThat(base.listAt("images")).singleElement().satisfies(image -> {
            assertThat(image.get("newTag")).isEqualTo(DeployedSettings.inPom("version"));
            assertThat(image.get("name"))
                    .isEqualTo(Manifest.of(DEPLOYMENT)
                            .get(0)
                            .listAt(POD + ".containers")
                            .get(0)
                            .get("image"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"base", "sqlite", "own"})
    void kustomizeMakesManifestsThatFit(String name) throws IOException {
        copyWithAnOverlayOfOnesOwn();

        List<Manifest> made = kustomize(name);

        assertThat(made.stream().flatMap(manifest -> KubernetesTypes.mistake(manifest).stream()))
                .isEmpty();
        assertThat(PodReferences.mistakes(made)).isEmpty();
        Manifest deployment = made.stream()
                .filter(manifest -> manifest.kind().equals("Deployment"))
                .findFirst()
                .orElseThrow();
        boolean alone = name.equals("sqlite");
        assertThat(deployment.at("spec.replicas")).isEqualTo(alone ? 1 : 2);
        assertThat(deployment.at("spec.strategy.type")).isEqualTo(alone ? "Recreate" : "RollingUpdate");
        assertThat(deployment.every("mountPath"))
                .isEqualTo(
                        switch (name) {
                            case "sqlite" -> List.of("/data", "/tmp");
                            case "own" ->
                                List.of(
                                        "/opt/contact-routes/routes/providers",
                                        "/opt/contact-routes/application.properties",
                                        "/tmp");
                            default -> List.of("/tmp");
                        });
        assertThat(made.stream().map(Manifest::kind).anyMatch("PodDisruptionBudget"::equals))
                .as("a budget, which would keep the only pod of one from being moved")
                .isNotEqualTo(alone);
    }

    /** As {@code deploy/README.md} says. */
    private void copyWithAnOverlayOfOnesOwn() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = own.resolve(FOLDER.relativize(file));
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        String page = Files.readString(Path.of("deploy/README.md"));
        String block = page.substring(page.indexOf("```yaml\n") + 8);
        Files.createDirectory(own.resolve("own"));
        Files.writeString(own.resolve("own/kustomization.yaml"), block.substring(0, block.indexOf("```")));
    }

    private List<Manifest> kustomize(String name) {
        boolean isHere = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "kubectl")));
        assumeTrue(isHere, "Skipped: overlays are made only where kubectl is on the PATH.");
        CommandRun run = CommandRun.of(
                new ProcessBuilder("kubectl", "kustomize", own.resolve(name).toString()), Duration.ofMinutes(1));
        assertThat(run.exit()).as(run.err()).isZero();
        return Manifest.of(name, run.out());
    }

    private static Manifest secret(String name) {
        return Manifest.of(FOLDER.resolve("secret.example.yaml")).stream()
                .filter(secret -> secret.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> literals(String folder) {
        Map<String, String> literals = new LinkedHashMap<>();
        Manifest.of(FOLDER.resolve(folder).resolve("kustomization.yaml"))
                .get(0)
                .listAt("configMapGenerator")
                .forEach(map -> strings(map.get("literals"))
                        .map(line -> line.split("=", 2))
                        .forEach(pair -> literals.put(pair[0], pair[1])));
        return literals;
    }

    private static Stream<String> paths(Manifest kustomization) {
        return kustomization.listAt("patches").stream().map(patch -> String.valueOf(patch.get("path")));
    }

    private static Stream<String> strings(Object list) {
        return list == null ? Stream.of() : ((List<?>) list).stream().map(Objects::toString);
    }
}
