package io.contactroutes.request;

/** An answer with a good status is not the JSON that it should be. The message is the rest of a sentence. */
class UnreadableResponseException extends Exception {

    private static final long serialVersionUID = 1L;

    UnreadableResponseException(String message) {
        super(message);
    }
}
