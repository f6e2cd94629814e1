package io.contactroutes.request;

import java.io.IOException;

/** The whole answer was not there in time, although bytes kept coming. */
class ResponseTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;
}
