package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.contactroutes.http.BoundedBody;
import io.contactroutes.http.ResponseTimeoutException;
import io.contactroutes.http.UnreadableResponseException;
import java.io.CharConversionException;
import java.io.EOFException;
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

/**
 * Why a try brought no JSON, without the exception's own message: that may hold the address or a part of the body.
 *
 * @param isFinal whether another try cannot help
 * @param sentence the end of a sentence
 */
record AttemptFailure(boolean isFinal, String sentence) {

    static AttemptFailure of(Exception failure, Request request) {
        String answer = request.peer() + "'s answer is ";
        if (failure instanceof UnreadableResponseException) {
            return refusal(request.peer() + failure.getMessage());
        }
        if (failure instanceof StreamConstraintsException) {
            return refusal(answer + "nested deeper than contacts.request.max-depth, or holds more values, or"
                    + " longer ones, than contacts.request.max-body has room for.");
        }
        if (isCutOff(failure, request.body())) {
            return passing("the answer ended in the middle.");
        }
        if (failure instanceof JsonProcessingException
                && request.body() != null
                && request.body().isBlank()) {
            return refusal(answer + "empty; check " + request.addressKey() + ".");
        }
        if (failure instanceof JsonProcessingException || failure instanceof CharConversionException) {
            return refusal(
                    answer + "not JSON; check " + request.addressKey() + ", and whether a proxy stands in between.");
        }
        return ofConnection(failure, request);
    }

    private static AttemptFailure ofConnection(Exception failure, Request request) {
        if (failure instanceof SSLPeerUnverifiedException
                || failure instanceof SSLException && has(failure, CertificateException.class)) {
            return refusal(
                    "the host's certificate is not trusted or is another host's; check " + request.addressKey() + ".");
        }
        if (has(failure, MessageConstraintException.class)) {
            return refusal(
                    "the headers of " + request.peer() + "'s answer are too long; check " + request.addressKey() + ".");
        }
        if (failure instanceof UnknownHostException) {
            return passing("the host is not known; check " + request.addressKey() + ".");
        }
        if (failure instanceof SocketTimeoutException || failure instanceof ResponseTimeoutException) {
            return passing("the whole answer was not there within contacts.request.timeout.");
        }
        if (failure instanceof ConnectException || failure instanceof NoRouteToHostException) {
            return passing("the host does not take connections.");
        }
        if (failure instanceof SSLException) {
            return passing("the secure connection failed.");
        }
        if (failure instanceof ZipException) {
            return passing("the answer could not be unpacked.");
        }
        if (failure instanceof ClientProtocolException) {
            return passing("the answer is not HTTP as it should be.");
        }
        return passing("the connection broke.");
    }

    private static boolean isCutOff(Exception failure, BoundedBody.Content body) {
        if (failure instanceof JsonProcessingException json) {
            return json instanceof JsonEOFException
                    || body != null
                            && json.getLocation() != null
                            && body.isCutOff(json.getLocation().getByteOffset());
        }
        return failure instanceof EOFException
                || failure instanceof MalformedChunkCodingException
                || failure instanceof ConnectionClosedException && !(failure instanceof NoHttpResponseException);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> kind) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static AttemptFailure refusal(String sentence) {
        return new AttemptFailure(true, sentence);
    }

    private static AttemptFailure passing(String sentence) {
        return new AttemptFailure(false, sentence);
    }
}
