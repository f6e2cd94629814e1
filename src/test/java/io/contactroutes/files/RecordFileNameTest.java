package io.contactroutes.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A path sorts after the path before it, whatever the clock does. */
class RecordFileNameTest {

    private static final String LAST = "2026-01-02/030405.678901-000007.ndjson";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
            a later time                     | 2026-01-02T03:04:05.678902Z    | 2026-01-02/030405.678902-000001.ndjson
            the next day                     | 2026-01-03T00:00:00Z           | 2026-01-03/000000.000000-000001.ndjson
            the same microsecond             | 2026-01-02T03:04:05.678901999Z | 2026-01-02/030405.678901-000008.ndjson
            a clock set back by an hour      | 2026-01-02T02:04:05Z           | 2026-01-02/030405.678901-000008.ndjson
            a clock set back by a day        | 2026-01-01T23:59:59Z           | 2026-01-02/030405.678901-000008.ndjson
            """)
    void comesAfterTheNewest(String clock, Instant now, String path) {
        assertThat(RecordFileName.after(LAST, now)).isEqualTo(path).isGreaterThan(LAST);
    }

    @Test
    void isNamedAfterTheTimeWhenItIsTheFirst() {
        assertThat(RecordFileName.after(null, Instant.parse("2026-01-02T03:04:05Z")))
                .isEqualTo("2026-01-02/030405.000000-000001.ndjson")
                .hasSize(RecordFileName.LENGTH);
    }

    @Test
    void takesTheNextMicrosecondWhenASequenceIsUsedUp() {
        assertThat(RecordFileName.after("2026-12-31/235959.999999-999999.ndjson", Instant.EPOCH))
                .isEqualTo("2027-01-01/000000.000000-000001.ndjson");
    }

    @Test
    void pathsSortAsTheyFollowEachOther() {
        Instant start = Instant.parse("2026-01-02T23:59:59.999990Z");
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Instant now = start.plusNanos(i % 7 == 0 ? -i * 1_000_000L : i * 500L);
            paths.add(RecordFileName.after(i == 0 ? null : paths.get(i - 1), now));
        }

        assertThat(paths).isSorted().doesNotHaveDuplicates().allMatch(RecordFileName::matches);
    }
}
