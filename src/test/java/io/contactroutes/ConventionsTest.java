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

    /** So that the three can be read side by side. */
    private static final Pattern ORDER_IN_FAMILY =
            Pattern.compile("loop:anotherLook to:direct:begin-sweep split:workers"
                    + " loop:nextPage setHeader:CamelHttpMethod setHeader:CamelHttpUri( setHeader:CamelHttpQuery)?"
                    + "( setHeader:(?!Camel)\\S+)+( setBody( convertBodyTo)?)?( setVariable:(signInAnswer|retryAnswer))*"
                    + " to:direct:request( setVariable:refusal)? setVariable:contacts setVariable:total setVariable:lastPage"
                    + " to:direct:page to:direct:finish-sweep");

    /** The end of every provider's parameters. */
    private static final List<String> SHARED_PARAMETERS = List.of(
            "defaultRegion", "every", "parallelPages", "requestsPerMinute", "maxPages", "firstTick", "configured");

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
                    && !(file.stem().startsWith("publish-") && from.equals("direct:publish"))) {
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
        String java = java();
        String mappings = RouteFile.providers().stream()
                .map(provider -> text(mapping(provider)))
                .collect(Collectors.joining());
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
                // What every provider has may be of use to some only.
                String known = SHARED_PARAMETERS.contains(name) ? mappings : mapping;
                if (!file.text().contains("{{" + name + "}}")
                        && !known.contains("$account." + name)
                        && !java.contains("\"" + name + "\"")) {
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

    @Test
    void providersSpeakOfTheSameParametersInTheSameWay() {
        List<Map<String, Object>> first = shared(RouteFile.providers().get(0));
        checkProviders((file, breaches) -> {
            List<String> names = file.parameters().stream()
                    .map(each -> (String) each.get("name"))
                    .toList();
            if (!names.get(0).equals("url")) {
                breaches.add("does not name url first");
            }
            if (!names.subList(Math.max(0, names.size() - SHARED_PARAMETERS.size()), names.size())
                    .equals(SHARED_PARAMETERS)) {
                breaches.add("does not end its parameters with " + SHARED_PARAMETERS);
            }
            for (int i = 0; i < shared(file).size(); i++) {
                if (!Objects.equals(
                        shared(file).get(i).get("description"), first.get(i).get("description"))) {
                    breaches.add("describes " + SHARED_PARAMETERS.get(i) + " otherwise than the other providers");
                }
            }
        });
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
            if (!ORDER_IN_FAMILY.matcher(order(file)).matches()) {
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
    void noStepNestsDeeperThanFamiliesDo() {
        check((file, breaches) -> {
            int deepest = depth(file.entries(), 0);
            int most = file.isProvider() ? 4 : 3;
            if (deepest > most) {
                breaches.add("has steps " + deepest + " deep, more than " + most);
            }
        });
    }

    @Test
    void filesAreShort() {
        check((file, breaches) -> {
            long lines = file.text().lines().count();
            long steps = file.isProvider() ? lines - file.parameters().size() * 2L : lines;
            int most = file.isProvider() ? 160 : 60;
            if (steps > most) {
                breaches.add("has " + lines + " lines, more than " + most
                        + (file.isProvider() ? " beside its parameters" : ""));
            }
        });
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

    private static List<Map<String, Object>> shared(RouteFile file) {
        return file.parameters().stream()
                .filter(each -> SHARED_PARAMETERS.contains(each.get("name")))
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
