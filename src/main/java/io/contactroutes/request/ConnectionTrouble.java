package io.contactroutes.request;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;

/** Says what was wrong with a connection, without the exception's own words: they may hold the address asked for. */
final class ConnectionTrouble {

    private ConnectionTrouble() {}

    /** The rest of a sentence. */
    static String of(Exception cause) {
        if (cause instanceof UnknownHostException) {
            return "the host of the account's url is not known";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "the host does not take connections";
        }
        if (cause instanceof SocketTimeoutException || cause instanceof AnswerTooSlowException) {
            return "the host did not answer in time";
        }
        if (cause instanceof SSLException) {
            return "the host's certificate or TLS version is not acceptable";
        }
        return "the connection broke (" + cause.getClass().getSimpleName() + ")";
    }
}
