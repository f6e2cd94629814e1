package io.contactroutes.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes the bean {@code responseMapper}, which reads one JSON value of limited depth, length and number of values. */
public final class ResponseMapper {

    private static final int BYTES_PER_VALUE = 128;
    private static final int LONGEST_TEXT = 4 << 20;
    private static final int LONGEST_NUMBER = 1000;
    private static final int FEW_VALUES = 10_000;

    private ResponseMapper() {}

    public static ObjectMapper of(int maxBytes, int maxDepth) {
        StreamReadConstraints constraints = StreamReadConstraints.builder()
                .maxDocumentLength(maxBytes)
                .maxNestingDepth(maxDepth)
                .maxStringLength(Math.min(maxBytes, LONGEST_TEXT))
                .maxNumberLength(LONGEST_NUMBER)
                .maxTokenCount(Math.max(FEW_VALUES, maxBytes / BYTES_PER_VALUE))
                .build();
        return new ObjectMapper(JsonFactory.builder()
                        .streamReadConstraints(constraints)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .build())
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    }
}
