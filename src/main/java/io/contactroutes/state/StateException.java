package io.contactroutes.state;

/** The state database did not do its part. The message is one sentence for the operator, without contact data or secrets. */
public class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateException(String sentence) {
        super(sentence);
    }

    public StateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
