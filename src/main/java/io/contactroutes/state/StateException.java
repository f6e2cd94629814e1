package io.contactroutes.state;

/** Reports that the state database failed. The message is one sentence for the operator, without contact data or secrets. */
public class StateException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public StateException(String sentence) {
        super(sentence);
    }

    public StateException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
