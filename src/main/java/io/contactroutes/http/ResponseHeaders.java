package io.contactroutes.http;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.Exchange;
import org.apache.camel.component.http.HttpConstants;

/** Status and headers of a response, by names without regard to case. */
public record ResponseHeaders(Map<?, ?> byName) {

    /** What the names of the variables begin with in which Camel keeps the headers of the variable {@code response}. */
    public static final String PREFIX = "header:response.";

    private static final Pattern CHARSET = Pattern.compile("charset\\s*=\\s*\"?([^\\s;\"]+)");

    public static ResponseHeaders of(Exchange exchange) {
        return new ResponseHeaders(exchange.getVariable("header:response", Map.class));
    }

    public int status() {
        return (Integer) byName.get(HttpConstants.HTTP_RESPONSE_CODE);
    }

    /** The values of a header, a line of the response each. */
    public List<String> all(String name) {
        Object value = byName.get(name);
        return value instanceof List<?> lines
                ? lines.stream().map(String::valueOf).toList()
                : value == null ? List.of() : List.of(value.toString());
    }

    /** The first value of a header; null when there is none. */
    public String first(String name) {
        return all(name).stream().findFirst().orElse(null);
    }

    /** Whether it is a web page, or another document that is not JSON. */
    public boolean isMarkup() {
        return contentType().contains("html") || contentType().contains("xml");
    }

    /**
     * The charset that the content type names, when it is none of the Unicode ones, which Jackson finds out by itself; else
     * null.
     */
    public Charset foreignCharset() throws UnreadableResponseException {
        Matcher name = CHARSET.matcher(contentType());
        if (!name.find() || name.group(1).startsWith("utf")) {
            return null;
        }
        try {
            Charset charset = Charset.forName(name.group(1));
            return charset.equals(StandardCharsets.UTF_8) ? null : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableResponseException("'s answer is in a charset that is not known here.");
        }
    }

    private String contentType() {
        String type = first(HttpConstants.CONTENT_TYPE);
        return type == null ? "" : type.toLowerCase(Locale.ROOT);
    }
}
