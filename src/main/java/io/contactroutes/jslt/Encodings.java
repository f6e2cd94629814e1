package io.contactroutes.jslt;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes text in the forms that requests need. */
public final class Encodings {

    private Encodings() {}

    /** Returns the text percent-encoded as a value of a query. */
    public static String percentEncoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Returns the text's UTF-8 in Base64. */
    public static String base64(String value) {
        return Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    }
}
