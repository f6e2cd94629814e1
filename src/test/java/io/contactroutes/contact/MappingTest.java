package io.contactroutes.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded pages in, canonical contacts out: byte for byte, so that the order of the fields is part of the promise. */
class MappingTest {

    private static final Instant FETCHED_AT = Instant.parse("2026-01-02T03:04:05Z");

    static Stream<ProviderFixture> fixtures() throws IOException {
        return ProviderFixture.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void mapsRecordedPages(ProviderFixture fixture) throws IOException {
        List<String> contacts = new ArrayList<>();
        List<String> deadLetters = new ArrayList<>();
        ContactMapper mapper = fixture.mapper();
        List<List<JsonNode>> pages = fixture.pages();
        for (int page = 1; page <= pages.size(); page++) {
            for (int index = 0; index < pages.get(page - 1).size(); index++) {
                try {
                    contacts.add(new String(
                            mapper.map(pages.get(page - 1).get(index), FETCHED_AT)
                                    .json(),
                            UTF_8));
                } catch (RejectedContactException e) {
                    deadLetters.add(deadLetter(page, index, e));
                }
            }
        }
        assertThat(contacts).containsExactlyElementsOf(fixture.expected());
        assertThat(deadLetters).containsExactlyElementsOf(fixture.deadLetters());
    }

    private static String deadLetter(int page, int index, RejectedContactException e) {
        ObjectNode letter = ProviderFixture.JSON.createObjectNode();
        return letter.put("index", index)
                .put("page", page)
                .put("pointer", e.pointer())
                .put("reason", e.reason())
                .toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("fixtures")
    void hasContactsToShow(ProviderFixture fixture) throws IOException {
        assertThat(fixture.expected()).isNotEmpty();
        assertThat(fixture.pages()).isNotEmpty();
    }
}
