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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a properties file in which no key is set twice. */
final class PropertiesFile {

    /** A space, colon or equals sign ends a key, so that all lines of such an account would have the same key. */
    private static final Pattern CUT_NAME =
            Pattern.compile("(?m)^[ \\t]*camel\\.route-template\\[([^\\]\\\\\\r\\n]*[ \\t:=][^\\]\\\\\\r\\n]*)]");

    private PropertiesFile() {}

    /**
     * Reads a file.
     *
     * @throws ConfigurationException when it cannot be read, is not UTF-8, has an account's name that no key can hold, or sets
     *     a key twice
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
        refuseCutName(file, text);
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
            boolean account = twice.stream().anyMatch(key -> key.startsWith("camel.route-template["));
            throw new ConfigurationException(file + " sets " + String.join(", ", twice) + " twice; "
                    + (account
                            ? "an account's name is used once, so give the second account another name."
                            : "remove one of the lines."));
        }
        return values;
    }

    private static void refuseCutName(Path file, String text) {
        Matcher name = CUT_NAME.matcher(text);
        if (name.find()) {
            long line = text.substring(0, name.start(1)).lines().count();
            throw new ConfigurationException(file + ", line " + line + ": the account name \"" + name.group(1)
                    + "\" has other characters than letters, digits, - and _; rename the account.");
        }
    }
}
