package io.contactroutes.jslt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = '|', textBlock = """
            1712123233                      | "2024-04-03T05:47:13Z"
            "1712123233"                    | "2024-04-03T05:47:13Z"
            0                               | "1970-01-01T00:00:00Z"
            "2024-06-05T19:05:50.875Z"      | "2024-06-05T19:05:50.875Z"
            "2024-06-05T19:05:50.000Z"      | "2024-06-05T19:05:50Z"
            "2024-06-05T21:05:50+02:00"     | "2024-06-05T19:05:50Z"
            " 2024-06-05T19:05:50Z "        | "2024-06-05T19:05:50Z"
            ""                              | null
            null                            | null
            "yesterday"                     | "yesterday"
            "2024-02-30T00:00:00Z"          | "2024-02-30T00:00:00Z"
            {"at":1}                        | {"at":1}
            99999999999999999999            | 99999999999999999999
            9223372036854775807             | 9223372036854775807
            """)
    void writesUtc(String value, String expected) throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode time = Times.utc(json.readTree(value));
        assertThat(time).isEqualTo(json.readTree(expected));
    }
}
