package io.contactroutes.http;

import java.io.IOException;

/** The response did not end in time, although bytes kept coming. */
public class ResponseTimeoutException extends IOException {

    private static final long serialVersionUID = 1L;
}
