package io.contactroutes.request;

import java.io.IOException;

/** The answer ends in the middle of its JSON. */
class TruncatedResponseException extends IOException {

    private static final long serialVersionUID = 1L;
}
