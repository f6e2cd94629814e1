package io.contactroutes.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A file of routes, as YAML without Camel: what is written, not what Camel makes of it.
 *
 * @param entries what the file lists: one route, template or configuration each
 */
public record RouteFile(Path path, String text, List<Map<String, Object>> entries) {

    private static final String ENDING = ".camel.yaml";

    /** All route files of the bundle. */
    public static List<RouteFile> all() {
        try (Stream<Path> files = Files.walk(Path.of("routes"))) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .map(RouteFile::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of the providers. */
    public static List<RouteFile> providers() {
        return all().stream().filter(RouteFile::isProvider).toList();
    }

    static RouteFile read(Path path) {
        try {
            return of(path, Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    public static RouteFile of(Path path, String text) {
        Object root = new Load(LoadSettings.builder().build()).loadFromString(text);
        return new RouteFile(path, text, (List<Map<String, Object>>) root);
    }

    public boolean isProvider() {
        return path.getParent().endsWith("providers");
    }

    /** The file's name without its ending. */
    public String stem() {
        String name = path.getFileName().toString();
        return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
    }

    /** {@code route}, {@code routeTemplate} or {@code routeConfiguration}. */
    public String kind() {
        return entries.get(0).keySet().iterator().next();
    }

    /** What the file declares. */
    public Map<String, Object> declared() {
        return map(entries.get(0).get(kind()));
    }

    /** The route, that of a template included; null in a configuration. */
    public Map<String, Object> route() {
        return switch (kind()) {
            case "route" -> declared();
            case "routeTemplate" -> map(declared().get("route"));
            default -> null;
        };
    }

    /** A template's parameters. */
    public List<Map<String, Object>> parameters() {
        List<Map<String, Object>> parameters = new ArrayList<>();
        list(declared().get("parameters")).forEach(each -> parameters.add(map(each)));
        return parameters;
    }

    /** Every step in the order of the file, those within steps included, as its name and what is written below it. */
    public List<Map.Entry<String, Object>> steps() {
        List<Map.Entry<String, Object>> steps = new ArrayList<>();
        visit(entries, (key, value) -> {
            if (key.equals("steps")) {
                list(value).forEach(step -> steps.addAll(map(step).entrySet()));
            }
        });
        return steps;
    }

    /** Calls for each key of the file with what is below it, in the order of the file. */
    public void visit(BiConsumer<String, Object> visitor) {
        visit(entries, visitor);
    }

    private static void visit(Object node, BiConsumer<String, Object> visitor) {
        if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                visitor.accept((String) key, value);
                visit(value, visitor);
            });
        } else if (node instanceof List<?> list) {
            list.forEach(item -> visit(item, visitor));
        }
    }

    @SuppressWarnings("unchecked")
    public static Map<String, Object> map(Object node) {
        return node instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    public static List<?> list(Object node) {
        return node instanceof List<?> list ? list : List.of();
    }

    @Override
    public String toString() {
        return path.toString();
    }
}
