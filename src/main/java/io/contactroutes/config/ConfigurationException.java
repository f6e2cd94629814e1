package io.contactroutes.config;

/**
 * Describes why the bundle cannot start, or an account cannot be swept, when the user can correct it.
 *
 * <p>The message is one sentence that names the setting, the account or the file and says what to do. It never contains the
 * value of a secret.
 */
public class ConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ConfigurationException(String sentence) {
        super(sentence);
    }

    public ConfigurationException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
