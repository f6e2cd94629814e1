package io.contactroutes.request;

/**
 * Ends a request without an answer.
 *
 * <p>The message is a sentence that names the account and what to do; it holds nothing of a request or an answer.
 */
public class RequestException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final Kind kind;

    /** What the failure means for whoever asked. */
    public enum Kind {
        /** No further request can help before a setting or the provider is corrected. */
        REFUSED,
        /** The provider fails for longer than the retry timeout; a later request may succeed. */
        PUT_OFF,
        /** The provider asks for a pause that is longer than the retry timeout. */
        RATE_LIMITED
    }

    public RequestException(Kind kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
