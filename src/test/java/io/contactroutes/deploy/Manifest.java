package io.contactroutes.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A document of a YAML file below {@code deploy/}, as it is written.
 *
 * @param source the file, and what a failure calls it
 */
record Manifest(String source, Map<String, Object> content) {

    static List<Manifest> of(Path file) {
        try {
            return of(file.toString(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Manifest> of(String source, String text) {
        Iterable<Object> documents =
                new Load(LoadSettings.builder().setLabel(source).build()).loadAllFromString(text);
        return StreamSupport.stream(documents.spliterator(), false)
                .map(document -> new Manifest(source, map(document)))
                .toList();
    }

    String kind() {
        return String.valueOf(content.get("kind"));
    }

    String name() {
        return String.valueOf(at("metadata.name"));
    }

    /** Returns what is at the end of a path of keys, such as {@code spec.replicas}; null when it is not there. */
    Object at(String path) {
        return at(content, path);
    }

    static Object at(Object from, String path) {
        Object value = from;
        for (String key : path.split("\\.")) {
            value = value instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return value;
    }

    /** Returns the same of a list. */
    List<Map<String, Object>> listAt(String path) {
        return list(at(path));
    }

    static List<Map<String, Object>> list(Object value) {
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(Manifest::map).toList();
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    /** Returns every value of a key, at whatever depth. */
    List<Object> every(String key) {
        return every(content, key).toList();
    }

    private static Stream<Object> every(Object from, String key) {
        List<Object> values = new ArrayList<>();
        if (from instanceof Map<?, ?> map) {
            map.forEach((name, value) -> {
                if (name.equals(key)) {
                    values.add(value);
                }
                values.addAll(every(value, key).toList());
            });
        } else if (from instanceof List<?> list) {
            list.forEach(value -> values.addAll(every(value, key).toList()));
        }
        return values.stream();
    }
}
