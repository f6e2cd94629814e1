package io.contactroutes.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Reads a properties file in which no key is set twice. */
final class PropertiesFile {

    private PropertiesFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException when it cannot be read, is not UTF-8, or sets a key twice
     */
    static Map<String, String> read(Path file) {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (MalformedInputException e) {
            throw new ConfigurationException(file + " is not written in UTF-8; save it as UTF-8.", e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot read " + file + "; run the command in the bundle's folder, or put the file there.", e);
        }
        Map<String, String> values = new TreeMap<>();
        Set<String> twice = new TreeSet<>();
        try (Reader reader = new StringReader(text)) {
            new Properties() {
                @Override
                public synchronized Object put(Object key, Object value) {
                    if (values.put((String) key, (String) value) != null) {
                        twice.add((String) key);
                    }
                    return null;
                }
            }.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigurationException(file + " is not a properties file: " + e.getMessage(), e);
        }
        if (!twice.isEmpty()) {
            throw new ConfigurationException(file + " sets " + String.join(", ", twice)
                    + " twice; an account's name is used once, so give the second account another name.");
        }
        return values;
    }
}
