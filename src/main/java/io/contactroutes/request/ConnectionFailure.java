package io.contactroutes.request;

import io.contactroutes.config.Account;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.NoHttpResponseException;

/** Says what was wrong with a connection, without the exception's own words: they may hold the address asked for. */
final class ConnectionFailure {

    private ConnectionFailure() {}

    /** Whether another try cannot help: whoever answers is not known to be the provider, or breaks a limit. */
    static boolean isFinal(Exception cause) {
        return isUntrusted(cause) || has(cause, MessageConstraintException.class);
    }

    /** The rest of a sentence. */
    static String of(Account account, Exception cause) {
        if (isUntrusted(cause)) {
            return "the host's certificate is not trusted or is another host's; check " + account.key("url") + ".";
        }
        if (has(cause, MessageConstraintException.class)) {
            return "the headers of the provider's answer are too long; check " + account.key("url") + ".";
        }
        if (cause instanceof UnknownHostException) {
            return "the host is not known; check " + account.key("url") + ".";
        }
        if (cause instanceof SocketTimeoutException || cause instanceof ResponseTimeoutException) {
            return "the whole answer was not there within contacts.request.timeout.";
        }
        if (cause instanceof ConnectException || cause instanceof NoRouteToHostException) {
            return "the host does not take connections.";
        }
        if (cause instanceof SSLException) {
            return "the secure connection failed.";
        }
        if (isCut(cause)) {
            return "the answer ended in the middle.";
        }
        if (cause instanceof ZipException) {
            return "the answer could not be unpacked.";
        }
        if (cause instanceof ClientProtocolException) {
            return "the answer is not HTTP as it should be.";
        }
        return "the connection broke.";
    }

    private static boolean isCut(Exception cause) {
        return cause instanceof TruncatedResponseException
                || cause instanceof java.io.EOFException
                || cause instanceof MalformedChunkCodingException
                || cause instanceof ConnectionClosedException && !(cause instanceof NoHttpResponseException);
    }

    private static boolean isUntrusted(Exception cause) {
        return cause instanceof SSLPeerUnverifiedException
                || cause instanceof SSLException && has(cause, CertificateException.class);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }
}
