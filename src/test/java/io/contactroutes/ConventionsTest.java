package io.contactroutes;

import static io.contactroutes.support.RouteFile.list;
import static io.contactroutes.support.RouteFile.map;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.config.Account;
import io.contactroutes.support.RouteFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house rules for routes. A breach is a line that names the file. */
class ConventionsTest {

    private static final List<RouteFile> FILES = RouteFile.all();
    private static final Pattern SENTENCE_WITH_VERB = Pattern.compile("[A-Z][a-z]+s\\b.*\\.", Pattern.DOTALL);
    private static final Set<String> WITH_EXPRESSION =
            Set.of("setHeader", "setBody", "setVariable", "setProperty", "filter", "split", "loop");

    /** So that they can be read side by side. */
    private static final Pattern ORDER_OF_PROVIDER =
            Pattern.compile("setHeader:CamelHttpMethod setHeader:CamelHttpUri( setHeader:CamelHttpQuery)?"
                    + "( setHeader:(?!Camel)\\S+)*( setBody)?( setVariable:(oauth2|signInAnswer|retryAnswer))*"
                    + " to:direct:request setBody");

    /** The template of which every account has a route. */
    private static final RouteFile SWEEP = FILES.stream()
            .filter(file -> file.stem().equals("sweep"))
            .findFirst()
            .orElseThrow();

    @Test
    void aFileHoldsOneRouteUnderItsOwnName() {
        check((file, breaches) -> {
            if (!file.path().toString().endsWith(".camel.yaml")) {
                breaches.add("does not end in .camel.yaml");
            }
            if (file.entries().size() != 1 || file.entries().get(0).size() != 1) {
                breaches.add("holds more than one route, template or configuration");
            }
            Object id = file.declared().get("id");
            if (!file.stem().equals(id) && !file.kind().equals("routeConfiguration")) {
                breaches.add("declares " + id + ", which is not the file's name");
            }
            String from = String.valueOf(map(map(file.route()).get("from")).get("uri"));
            if (file.kind().equals("route")
                    && !from.equals("direct:" + file.stem())
                    && !(file.stem().startsWith("publish-") && from.equals("direct:publish"))
                    && !(file.path().startsWith("routes/management") && from.startsWith("platform-http:/"))) {
                breaches.add("starts at " + from + " and not at direct:" + file.stem());
            }
        });
    }

    @Test
    void whatAFileDeclaresSaysWhatItDoes() {
        check((file, breaches) -> {
            needSentence("the " + file.kind(), file.declared(), breaches);
            if (file.kind().equals("routeTemplate")) {
                needSentence("the route", file.route(), breaches);
            }
            file.visit((key, value) -> {
                if (!key.equals("parameters")
                        && map(value).containsKey("description")
                        && !map(value).containsKey("defaultValue")) {
                    needSentence(key, map(value), breaches);
                }
            });
        });
    }

    @Test
    void everyParameterIsDescribedAndUsed() {
        checkProviders((file, breaches) -> {
            String mapping = text(mapping(file));
            for (Map<String, Object> parameter : file.parameters()) {
                String name = String.valueOf(parameter.get("name"));
                String description = String.valueOf(parameter.get("description"));
                if (!description.matches("(?s)[A-Z].{9,}[^.]")) {
                    breaches.add("parameter " + name
                            + " has no description that begins with a capital and has no full stop");
                }
                if (!name.matches("_?[a-z][A-Za-z]*")) {
                    breaches.add("parameter " + name + " is not in camelCase");
                }
                boolean ownDefault = names(SWEEP).contains(name);
                if (!ownDefault
                        && !file.text().contains("{{" + name + "}}")
                        && !file.text().matches("(?s).*\\{\\{[a-z0-9]+:([A-Za-z]+:)*" + name + "[:}].*")
                        && !mapping.contains("$account." + name)) {
                    breaches.add("parameter " + name + " is used nowhere");
                }
                if (Boolean.TRUE.equals(parameter.get("required")) == parameter.containsKey("defaultValue")
                        && parameter.containsKey("required")) {
                    breaches.add("parameter " + name + " is both required and has a default");
                }
                if (Account.isSecret(name) && parameter.containsKey("defaultValue")) {
                    breaches.add("parameter " + name + " is a secret and has a default");
                }
            }
        });
    }

    /** The bounds are what a value is checked against, so that they cannot differ from what a reader is told. */
    @Test
    void aNumberSaysItsBounds() {
        check((file, breaches) -> file.parameters().stream()
                .filter(parameter ->
                        String.valueOf(parameter.get("defaultValue")).matches("\\d+"))
                .filter(parameter ->
                        !String.valueOf(parameter.get("description")).matches("(?s).*\\bfrom \\d+ (on|to \\d+)\\b.*"))
                .forEach(parameter -> breaches.add(
                        "parameter " + parameter.get("name") + " is a number and does not say its bounds")));
    }

    @Test
    void parametersOfEveryAccountAreUsed() {
        String others = java()
                + RouteFile.providers().stream()
                        .map(file -> text(mapping(file)))
                        .collect(Collectors.joining());
        check(List.of(SWEEP), (file, breaches) -> names(file).stream()
                .filter(name -> !file.text().contains("{{" + name + "}}")
                        && !others.contains("\"" + name + "\"")
                        && !others.contains("$account." + name))
                .forEach(name -> breaches.add("parameter " + name + " is used nowhere")));
    }

    /** A provider repeats a parameter of every account only to give it another default. */
    @Test
    void providersDeclareOnlyWhatIsTheirs() {
        checkProviders((file, breaches) -> {
            if (!names(file).get(0).equals("url")) {
                breaches.add("does not name url first");
            }
            for (Map<String, Object> parameter : file.parameters()) {
                SWEEP.parameters().stream()
                        .filter(shared -> shared.get("name").equals(parameter.get("name")))
                        .forEach(shared -> {
                            if (!shared.get("description").equals(parameter.get("description"))) {
                                breaches.add("describes " + shared.get("name") + " otherwise than sweep.camel.yaml");
                            }
                            if (Objects.equals(shared.get("defaultValue"), parameter.get("defaultValue"))) {
                                breaches.add("repeats " + shared.get("name") + " of sweep.camel.yaml");
                            }
                        });
            }
        });
    }

    /** A variable that is set is named in the description of its route, and one that Java sets in that of some route. */
    @Test
    void variablesAreNamedInDescriptions() {
        check((file, breaches) -> file.steps().stream()
                .filter(step -> step.getKey().equals("setVariable"))
                .map(step -> String.valueOf(map(step.getValue()).get("name")))
                .filter(name -> !names(String.valueOf(file.route().get("description")), name))
                .forEach(name -> breaches.add("sets the variable " + name + ", which its route's description lacks")));
        String descriptions = FILES.stream()
                .map(file -> file.declared().get("description") + " "
                        + (file.route() == null ? "" : file.route().get("description")))
                .collect(Collectors.joining(" "));
        Matcher set = Pattern.compile("setVariable\\(\\s*\"([^\"]+)\"").matcher(java());
        while (set.find()) {
            assertThat(names(descriptions, set.group(1)))
                    .as("a route describes the variable " + set.group(1))
                    .isTrue();
        }
    }

    private static boolean names(String text, String word) {
        return Pattern.compile("\\b" + word + "\\b").matcher(text).find();
    }

    @Test
    void yamlIsCanonical() {
        check((file, breaches) -> {
            file.visit((key, value) -> {
                if (key.equals("uri") && String.valueOf(value).contains("?")) {
                    breaches.add(value + " has parameters in its URI");
                }
            });
            for (Map.Entry<String, Object> step : file.steps()) {
                if (!(step.getValue() instanceof Map)) {
                    breaches.add("step " + step.getKey() + " is in shorthand: " + step.getValue());
                } else if (WITH_EXPRESSION.contains(step.getKey())) {
                    Object expression = map(step.getValue()).get("expression");
                    if (map(expression).size() != 1
                            || !(map(expression).values().iterator().next() instanceof Map)) {
                        breaches.add("step " + step.getKey() + " has no expression: wrapper");
                    }
                }
            }
            if (file.route() != null && !(map(file.route().get("from")).get("steps") instanceof List)) {
                breaches.add("has its steps not below from:");
            }
        });
    }

    @Test
    void everyRouteSaysWhoHandlesItsErrors() {
        Set<Object> configurations = new TreeSet<>();
        FILES.stream()
                .filter(file -> file.kind().equals("routeConfiguration"))
                .forEach(file -> configurations.add(file.declared().get("id")));
        check((file, breaches) -> {
            if (file.route() == null) {
                return;
            }
            Object configuration = file.route().get("routeConfigurationId");
            boolean none = map(file.route().get("errorHandler")).containsKey("noErrorHandler");
            if (none == (configuration != null)) {
                breaches.add("names neither a routeConfigurationId nor noErrorHandler, or both");
            }
            if (configuration != null && !configurations.contains(configuration)) {
                breaches.add("names the routeConfiguration " + configuration + ", which is not there");
            }
            file.visit((key, value) -> {
                if (key.equals("onException") || key.equals("onCompletion")) {
                    breaches.add("has " + key + " in a route");
                }
            });
        });
    }

    @Test
    void providersTakeTheSameSteps() {
        checkProviders((file, breaches) -> {
            if (!ORDER_OF_PROVIDER.matcher(order(file)).matches()) {
                breaches.add("does not take the steps of every provider in their order, but " + order(file));
            }
        });
    }

    @Test
    void noHeaderIsLeftBehind() {
        check((file, breaches) -> {
            boolean sets =
                    file.steps().stream().anyMatch(step -> step.getKey().equals("setHeader") && !file.isProvider());
            boolean removes = file.steps().stream()
                    .anyMatch(step -> step.getKey().equals("removeHeaders")
                            && "*".equals(map(step.getValue()).get("pattern")));
            if (sets && !removes) {
                breaches.add("sets headers and does not remove them");
            }
            if (file.stem().equals("request") && !removes) {
                breaches.add("leaves the headers of the providers' requests behind");
            }
        });
    }

    @Test
    void noMappingIsInYaml() {
        check((file, breaches) -> file.visit((key, value) -> {
            if (key.equals("language") && "jslt".equals(map(value).get("language"))) {
                String expression = String.valueOf(map(value).get("expression"));
                if (expression.matches("(?s).*\\b(def|import)\\b.*")
                        || expression.lines().count() > 12) {
                    breaches.add(
                            "maps in YAML: " + expression.lines().findFirst().orElse(""));
                }
            } else if (Set.of("groovy", "joor", "java", "mvel", "ognl", "python", "js", "xpath")
                    .contains(key)) {
                breaches.add("uses the language " + key);
            }
        }));
    }

    @Test
    void stepsAreShallow() {
        check((file, breaches) -> {
            int deepest = depth(file.entries(), 0);
            int most = file.isProvider() ? 1 : file.equals(SWEEP) ? 5 : 3;
            if (deepest > most) {
                breaches.add("has steps " + deepest + " deep, more than " + most);
            }
        });
    }

    @Test
    void filesAreShort() {
        check((file, breaches) -> {
            long lines = file.text().lines().count() - 3 * uncounted(file);
            int most = file.isProvider() ? 90 : 60;
            if (lines > most) {
                breaches.add("has " + lines + " lines, more than " + most);
            }
        });
    }

    /** Filters that a provider documents, and the parameters of every account, are as many as they are. */
    private static long uncounted(RouteFile file) {
        return file.equals(SWEEP)
                ? file.parameters().size()
                : file.parameters().stream()
                        .filter(each -> String.valueOf(each.get("description")).startsWith("Filter;"))
                        .count();
    }

    @Test
    void nothingMadeUpAnId() {
        check((file, breaches) -> file.visit((key, value) -> {
            if (key.equals("id") && String.valueOf(value).matches(".*-[0-9a-f]{3,}\\d*|[a-z]+\\d+")) {
                breaches.add("has an id that a tool made up: " + value);
            }
        }));
    }

    @Test
    void thereIsNothingButYamlAndJslt() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            assertThat(files.filter(Files::isRegularFile).map(Path::toString))
                    .allMatch(name -> name.endsWith(".camel.yaml") || name.endsWith(".jslt"));
        }
        assertThat(java()).doesNotContain("RouteBuilder", "groovy");
    }

    private static void needSentence(String what, Map<String, Object> node, List<String> breaches) {
        String description = String.valueOf(node.get("description"));
        if (!SENTENCE_WITH_VERB.matcher(description).matches()) {
            breaches.add(what + " has no description that is a sentence and begins with a verb: " + description);
        }
    }

    private static List<String> names(RouteFile file) {
        return file.parameters().stream()
                .map(each -> String.valueOf(each.get("name")))
                .toList();
    }

    /** The steps in the order in which they are taken, each as its kind and what tells it from others. */
    private static String order(RouteFile file) {
        return list(map(file.route().get("from")).get("steps")).stream()
                .flatMap(step -> map(step).entrySet().stream())
                .flatMap(ConventionsTest::inOrder)
                .collect(Collectors.joining(" "));
    }

    private static Stream<String> inOrder(Map.Entry<String, Object> step) {
        Map<String, Object> written = map(step.getValue());
        Object more = Stream.of(
                        written.get("uri"),
                        written.get("name"),
                        map(map(written.get("expression")).get("ref")).get("expression"),
                        map(map(written.get("expression")).get("method")).get("method"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
        String own = more == null ? step.getKey() : step.getKey() + ":" + more;
        return Stream.concat(
                Stream.of(own),
                list(written.get("steps")).stream()
                        .flatMap(inner -> map(inner).entrySet().stream())
                        .flatMap(ConventionsTest::inOrder));
    }

    private static int depth(Object node, int depth) {
        if (node instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .mapToInt(each -> depth(each.getValue(), "steps".equals(each.getKey()) ? depth + 1 : depth))
                    .max()
                    .orElse(depth);
        }
        return list(node).stream().mapToInt(item -> depth(item, depth)).max().orElse(depth);
    }

    private static Path mapping(RouteFile provider) {
        return provider.path().resolveSibling(provider.stem() + ".jslt");
    }

    private static void check(BiConsumer<RouteFile, List<String>> rule) {
        check(FILES, rule);
    }

    private static void checkProviders(BiConsumer<RouteFile, List<String>> rule) {
        check(RouteFile.providers(), rule);
    }

    private static void check(List<RouteFile> files, BiConsumer<RouteFile, List<String>> rule) {
        List<String> all = new ArrayList<>();
        for (RouteFile file : files) {
            List<String> breaches = new ArrayList<>();
            rule.accept(file, breaches);
            breaches.forEach(breach -> all.add(file + " " + breach));
        }
        assertThat(files).isNotEmpty();
        assertThat(String.join("\n", all)).isEmpty();
    }

    private static String java() {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(Files::isRegularFile).map(ConventionsTest::text).collect(Collectors.joining("\n"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
