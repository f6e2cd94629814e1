package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer as JSON, within limits on its size (after decompression), its depth and the time it takes. */
public final class AnswerReader {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");

    private final ObjectMapper json;
    private final int maxBytes;
    private final Duration timeout;

    public AnswerReader(int maxBytes, int maxDepth, Duration timeout) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(maxBytes)
                .build();
        json = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Reads to the end of the body.
     *
     * @param contentType may be null; then the body is tried as JSON
     * @throws UnreadableAnswerException when it is not JSON or breaks a limit
     * @throws IOException when the connection breaks or is too slow
     */
    JsonNode read(InputStream body, String contentType) throws IOException, UnreadableAnswerException {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.contains("html") || type.contains("xml")) {
            throw new UnreadableAnswerException("the provider answers with a web page instead of JSON; check the"
                    + " account's url, and whether a proxy stands in between.");
        }
        byte[] bytes = bytes(body);
        Charset charset = charset(type);
        try {
            JsonNode answer = charset == null ? json.readTree(bytes) : json.readTree(new String(bytes, charset));
            if (answer == null || answer.isMissingNode()) {
                throw new UnreadableAnswerException("the provider's answer is empty; check the account's url.");
            }
            return answer;
        } catch (StreamConstraintsException e) {
            throw new UnreadableAnswerException(
                    "the provider's answer is nested deeper than contacts.request.max-depth, or holds a number or name"
                            + " that is too long.");
        } catch (JsonProcessingException e) {
            throw new UnreadableAnswerException("the provider's answer is not JSON; check the account's url, and"
                    + " whether a proxy stands in between.");
        }
    }

    private byte[] bytes(InputStream body) throws IOException, UnreadableAnswerException {
        if (body == null) {
            return new byte[0];
        }
        long end = System.nanoTime() + timeout.toNanos();
        ByteArrayOutputStream all = new ByteArrayOutputStream(64 * 1024);
        byte[] part = new byte[16 * 1024];
        for (int n = body.read(part); n >= 0; n = body.read(part)) {
            all.write(part, 0, n);
            if (all.size() > maxBytes) {
                throw new UnreadableAnswerException(
                        "the provider's answer is larger than contacts.request.max-body; ask for smaller pages.");
            }
            if (System.nanoTime() - end > 0) {
                throw new AnswerTooSlowException();
            }
        }
        return all.toByteArray();
    }

    /** The charset that the content type names, when it is another than the Unicode ones that JSON tells by itself. */
    private static Charset charset(String contentType) throws UnreadableAnswerException {
        Matcher name = CHARSET.matcher(contentType);
        if (!name.find() || name.group(1).startsWith("utf")) {
            return null;
        }
        try {
            Charset charset = Charset.forName(name.group(1));
            return charset.equals(StandardCharsets.UTF_8) ? null : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableAnswerException("the provider's answer is in a charset that is not known here.");
        }
    }
}
