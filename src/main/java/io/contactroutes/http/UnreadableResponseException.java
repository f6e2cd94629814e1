package io.contactroutes.http;

import java.io.IOException;

/** A response with a good status is not the JSON that it should be. The message is the end of a
 * sentence that begins with who answered. */
public final class UnreadableResponseException extends IOException {

    private static final long serialVersionUID = 1L;

    public UnreadableResponseException(String message) {
        super(message);
    }
}
