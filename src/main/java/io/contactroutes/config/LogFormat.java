package io.contactroutes.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Chooses the form of log lines: text or JSON. Log4j's configuration reads it from the system property that has the name of the
 * setting {@code contacts.log.format}, and that only this class sets.
 */
public final class LogFormat {

    private static final String KEY = Setting.LOG_FORMAT.key();
    private static final String JSON = "json";

    private LogFormat() {}

    /**
     * Applies the setting before all others are read, so that what is wrong with those is said in its form.
     *
     * @param home the bundle's folder
     * @param environment the environment variables
     * @param overrides {@code key=value} from the command line
     * @throws ConfigurationException when {@code application.properties} is asked and cannot be read
     */
    public static void choose(Path home, Map<String, String> environment, Map<String, String> overrides) {
        Environment variables = new Environment(environment);
        String value = overrides.getOrDefault(KEY, variables.override(KEY));
        if (value == null) {
            value = PropertiesFile.read(home.resolve("application.properties"))
                    .getOrDefault(KEY, Setting.LOG_FORMAT.defaultValue());
        }
        System.setProperty(KEY, variables.resolved(value));
    }

    /** Returns whether log lines are JSON. */
    public static boolean isJson() {
        return JSON.equals(System.getProperty(KEY));
    }
}
