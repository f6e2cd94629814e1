package io.contactroutes.contact;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.jslt.MappingException;
import io.contactroutes.support.RecordedContacts;
import io.contactroutes.support.RecordedPage;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded pages in, canonical contacts out: byte for byte, so that the order of the fields is part of the promise. */
public class MappingTest {

    static List<Recording> recordings() {
        return Recording.all();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recordings")
    void mapsRecordedPages(Recording recording) {
        List<String> contacts = new ArrayList<>();
        List<String> deadLetters = new ArrayList<>();
        ContactMapper mapper = recording.contacts().mapper();
        int number = 0;
        for (RecordedPage page : recording.samples().all()) {
            number++;
            for (int index = 0; index < page.contacts().size(); index++) {
                try {
                    Contact contact = mapper.map(page.contacts().get(index), RecordedContacts.FETCHED_AT);
                    contacts.add(new String(contact.json(), UTF_8));
                } catch (RejectedContactException e) {
                    deadLetters.add(deadLetter(number, index, e));
                }
            }
        }
        assertThat(contacts).isNotEmpty();
        assertThat(text(contacts, deadLetters))
                .isEqualTo(text(
                        recording.contacts().expected(), recording.contacts().deadLetters()));
    }

    /** As they stand in their files, so that they can be copied from a report. */
    private static String text(List<String> contacts, List<String> deadLetters) {
        return "expected.ndjson:\n" + String.join("\n", contacts) + "\n\ndead-letters.ndjson:\n"
                + String.join("\n", deadLetters) + "\n";
    }

    private static String deadLetter(int page, int index, RejectedContactException e) {
        ObjectNode letter = JsonNodeFactory.instance.objectNode();
        return letter.put("index", index)
                .put("page", page)
                .put("pointer", e.pointer())
                .put("reason", e.reason())
                .toString();
    }

    @Test
    void needsAFunctionForTheSourceId(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("main.jslt"), "{\"sourceId\": \"1\"}");

        assertThatThrownBy(() -> Mapping.compile(file))
                .isInstanceOf(MappingException.class)
                .hasMessage(file + ": It declares no function source-id(contact).");
    }
}
