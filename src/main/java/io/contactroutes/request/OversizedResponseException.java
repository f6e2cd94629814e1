package io.contactroutes.request;

import java.io.IOException;

/** The answer goes on behind the limit of its size. */
class OversizedResponseException extends IOException {

    private static final long serialVersionUID = 1L;
}
