package io.contactroutes.request;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an answer as JSON, within limits on its size (after decompression), its depth and the number of its values. */
public final class ResponseReader {

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");
    private static final int BYTES_PER_VALUE = 128;
    private static final int LONGEST_TEXT = 4 << 20;
    private static final int FEW_VALUES = 10_000;

    private final ObjectMapper json;
    private final int maxBytes;
    private final LargeResponses large;

    public ResponseReader(int maxBytes, int maxDepth, LargeResponses large) {
        this.maxBytes = maxBytes;
        this.large = large;
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxNestingDepth(maxDepth)
                .maxStringLength(Math.min(maxBytes, LONGEST_TEXT))
                .maxTokenCount(Math.max(FEW_VALUES, maxBytes / BYTES_PER_VALUE))
                .build();
        json = new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }

    /**
     * Reads to the end of the body and closes it.
     *
     * @param body null when there is none
     * @param contentType may be null; then the body is tried as JSON
     * @throws UnreadableResponseException when it is not JSON or breaks a limit
     * @throws IOException when the connection breaks or is too slow, or the answer ends in the middle
     */
    JsonNode read(InputStream body, String contentType) throws IOException, UnreadableResponseException {
        String type = contentType == null ? "" : contentType.toLowerCase(Locale.ROOT);
        if (type.contains("html") || type.contains("xml")) {
            throw new UnreadableResponseException("the provider answers with a web page instead of JSON; check the"
                    + " account's url, and whether a proxy stands in between.");
        }
        if (body == null) {
            throw empty();
        }
        Charset charset = charset(type);
        try (MeasuredBody measured = new MeasuredBody(body, maxBytes, large)) {
            return read(measured, charset);
        }
    }

    private JsonNode read(MeasuredBody body, Charset charset) throws IOException, UnreadableResponseException {
        try {
            JsonNode answer =
                    charset == null ? json.readTree(body) : json.readTree(new InputStreamReader(body, charset));
            if (answer == null || answer.isMissingNode()) {
                throw empty();
            }
            return answer;
        } catch (JsonEOFException e) {
            throw new TruncatedResponseException();
        } catch (OversizedResponseException e) {
            throw new UnreadableResponseException(
                    "the provider's answer is larger than contacts.request.max-body; ask for smaller pages.");
        } catch (StreamConstraintsException e) {
            throw new UnreadableResponseException(
                    "the provider's answer is nested deeper than"
                            + " contacts.request.max-depth, or holds more values, or longer ones, than contacts.request.max-body has room for.");
        } catch (JsonProcessingException e) {
            if (body.isCutOff(e.getLocation() == null ? -1 : e.getLocation().getByteOffset())) {
                throw new TruncatedResponseException();
            }
            throw notJson();
        } catch (CharConversionException e) {
            throw notJson();
        }
    }

    private static UnreadableResponseException notJson() {
        return new UnreadableResponseException(
                "the provider's answer is not JSON; check the account's url, and whether a"
                        + " proxy stands in between.");
    }

    private static UnreadableResponseException empty() {
        return new UnreadableResponseException("the provider's answer is empty; check the account's url.");
    }

    /** The charset that the content type names, when it is another than the Unicode ones that JSON tells by itself. */
    private static Charset charset(String contentType) throws UnreadableResponseException {
        Matcher name = CHARSET.matcher(contentType);
        if (!name.find() || name.group(1).startsWith("utf")) {
            return null;
        }
        try {
            Charset charset = Charset.forName(name.group(1));
            return charset.equals(StandardCharsets.UTF_8) ? null : charset;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new UnreadableResponseException("the provider's answer is in a charset that is not known here.");
        }
    }
}
