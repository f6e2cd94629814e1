package io.contactroutes.receipt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HaltingProcess;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.ReceiptSchema;
import io.contactroutes.support.SinkFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What receipts say, that it is so, and that it is said even after a crash. */
class ReceiptsTest extends AccountSweepTest {

    // --- counts ---

    @Test
    void countsTheFirstSweep() {
        serve("chatwoot", Options.defaults().withContacts(100).withBrokenContacts());

        rig.sweep("a");

        assertThat(counts(ended().get(0)))
                .isEqualTo(
                        "walks 1, pages 11, requests 11, contacts 100, distinct 99, declaredTotal 100, created 99, updated 0, deleted 0,"
                                + " unchanged 0, deadLettered 1, repeats 0, heldDeletes 0");
        assertThat(rig.files().deadLetters("a")).hasSize(1);
        assertThat(ended().get(0).path("status").textValue()).isEqualTo("complete");
        assertThat(ended().get(0).path("whole").booleanValue())
                .as("one contact is missing in the sink")
                .isFalse();
    }

    @Test
    void countsWhatChanged() {
        serve("chatwoot", Options.defaults().withContacts(60));
        rig.sweep("a");
        ContactList list = provider.contacts("a");
        list.insert();
        list.insert();
        List.of(3L, 4L, 5L).forEach(list::update);
        List.of(6L, 7L).forEach(list::touch);
        list.delete(50);
        rig.sweep("a");

        rig.sweep("a");

        assertThat(counts(ended().get(1)))
                .isEqualTo(
                        "walks 1, pages 8, requests 8, contacts 61, distinct 61, declaredTotal 61, created 2, updated 3, deleted 0,"
                                + " unchanged 56, deadLettered 0, repeats 0, heldDeletes 0");
        assertThat(counts(ended().get(2)))
                .isEqualTo(
                        "walks 1, pages 8, requests 8, contacts 61, distinct 61, declaredTotal 61, created 0, updated 0, deleted 1,"
                                + " unchanged 61, deadLettered 0, repeats 0, heldDeletes 0");
        assertThat(rig.files().records("a")).hasSize(60 + 2 + 3 + 1);
    }

    @Test
    void countsRepeats() {
        serve("botpenguin", Options.defaults().withContacts(40));
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3) {
                provider.contacts("a").insert();
                provider.contacts("a").insert();
            }
        }));

        rig.sweep("a");

        assertThat(counts(ended().get(0)))
                .isEqualTo(
                        "walks 1, pages 6, requests 6, contacts 42, distinct 40, created 40, updated 0, deleted 0, unchanged 2,"
                                + " deadLettered 0, repeats 2, heldDeletes 0");
    }

    @Test
    void countsOverAllRunsOfASweep() {
        serve("chatwoot", Options.defaults().withContacts(60));
        provider.script("a", FaultScript.onPage(5, ResponseFaults.serverError()));
        rig.sweep("a");
        provider.script("a", FaultScript.none());

        rig.sweep("a");

        assertThat(counts(ended().get(1)))
                .as("page 4 is read twice")
                .isEqualTo(
                        "walks 1, pages 8, requests 9, contacts 70, distinct 60, declaredTotal 60, created 60, updated 0, deleted 0,"
                                + " unchanged 10, deadLettered 0, repeats 10, heldDeletes 0");
    }

    // --- whole ---

    @Test
    void onlyACompleteSweepIsWhole() {
        serve("chatwoot", Options.defaults().withContacts(40));
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        rig.sweep("a");
        provider.script("a", FaultScript.onPage(3, ResponseFaults.status(404)));
        rig.sweep("a");
        provider.script("a", FaultScript.onPage(3, ShapeFaults.emptyList()));
        rig.tick("a");
        provider.script("a", FaultScript.none());
        rig.sweep("a");

        assertThat(ended())
                .extracting(receipt -> receipt.path("status").textValue() + " "
                        + receipt.path("whole").booleanValue())
                .containsExactly("deferred false", "failed false", "incomplete false", "complete true");
    }

    // --- the chain ---

    @Test
    void eachReceiptNamesTheSweepBefore() {
        serve("chatwoot", Options.defaults().withContacts(20));
        rig.sweep("a");
        provider.script("a", FaultScript.onPage(2, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        provider.script("a", FaultScript.none());
        rig.sweep("a");
        rig.sweep("a");

        assertThat(rig.files().receipts())
                .extracting(receipt -> receipt.path("event").textValue() + " "
                        + receipt.path("sequence").intValue())
                .containsExactly(
                        "started 1", "ended 1", "started 2", "ended 2", "started 2", "ended 2", "started 3", "ended 3");
        List<JsonNode> ended = ended();
        String first = ended.get(0).path("sweep").textValue();
        String second = ended.get(1).path("sweep").textValue();
        assertThat(deferred.sweep()).isEqualTo(second);
        assertThat(ended.get(0).has("previousSweep")).isFalse();
        assertThat(rig.files().receipts())
                .extracting(receipt -> receipt.path("previousSweep").textValue())
                .containsExactly(null, null, first, first, first, first, second, second);
        assertThat(rig.files()
                        .receipts("a", "started")
                        .get(2)
                        .path("resumedAtPage")
                        .intValue())
                .isEqualTo(1);
    }

    @Test
    void aSweepSaysHowManyContactsItExpects() {
        serve("islash", Options.defaults().withContacts(20));
        rig.sweep("a");
        rig.sweep("a");
        provider.script("a", FaultScript.onPage(1, ResponseFaults.serverError()));
        rig.sweep("a");

        assertThat(rig.files().receipts("a", "started"))
                .extracting(receipt -> receipt.path("expectedContacts").asText())
                .as("nothing is known of the first one")
                .containsExactly("", "20", "20");
    }

    // --- crashes ---

    @Test
    void anEndThatWasNotPublishedIsToldBeforeTheNextSweep() {
        serve("chatwoot", Options.defaults().withContacts(20));
        HaltingProcess.haltBefore("sweep.ended", rig);
        assertThat(ended()).isEmpty();

        rig.sweep("a");

        assertThat(events()).containsExactly("started 1", "ended 1", "started 2", "ended 2");
        assertThat(ended().get(0).path("status").textValue()).isEqualTo("complete");
        assertThat(counts(ended().get(0))).contains("created 20");
        assertThat(rig.files().contacts("a")).hasSize(20);
    }

    @Test
    void anEndThatWasNotKnownToBeAcknowledgedIsToldAgain() {
        serve("chatwoot", Options.defaults().withContacts(20));
        HaltingProcess.haltAfter("sweep.ended", rig);
        assertThat(ended()).hasSize(1);

        rig.sweep("a");

        assertThat(events()).containsExactly("started 1", "ended 1", "ended 1", "started 2", "ended 2");
        assertThat(ended().get(1)).isEqualTo(ended().get(0));
        assertThat(rig.files().contacts("a")).hasSize(20);
    }

    @Test
    void aReceiptNeverSaysWholeWhenACrashHeldUpDeletes() {
        serve("chatwoot", Options.defaults().withContacts(20));
        rig.sweep("a");
        provider.contacts("a").delete(7);
        rig.sweep("a");
        rig.stop();
        HaltingProcess.haltBefore(SinkRecord.DELETED, rig);

        rig.sweep("a");

        assertThat(ended())
                .extracting(receipt -> receipt.path("sequence").intValue() + " "
                        + receipt.path("deleted").intValue() + " "
                        + receipt.path("whole").booleanValue())
                .containsExactly("1 0 true", "2 0 true", "3 0 false", "4 1 true");
    }

    /** Twice the process ended before the receipt of the first sweep was acknowledged; the second time a sweep was open. */
    @Test
    void aPendingReceiptOutlivesASweepThatIsGivenUp() {
        serve("chatwoot", Options.defaults().withContacts(20));
        HaltingProcess.haltBefore("sweep.ended", rig);
        HaltingProcess.haltBefore("sweep.ended", rig);
        assertThat(events()).containsExactly("started 1");
        rig.set("contacts.sweep.resume-within", "0ms");
        LogGuard.expect("older than contacts.sweep.resume-within; a new one begins.");

        rig.sweep("a");

        assertThat(events()).containsExactly("started 1", "ended 1", "ended 2", "started 3", "ended 3");
        assertThat(ended())
                .extracting(receipt -> receipt.path("status").textValue())
                .containsExactly("complete", "failed", "complete");
        assertThat(counts(ended().get(0))).contains("created 20");
    }

    /** The process ended after it had kept the receipt of an end and before that end was in the state. */
    @Test
    void anEndThatDidNotComeToPassIsNotTold() {
        serve("chatwoot", Options.defaults().withContacts(60));
        provider.script("a", FaultScript.onPage(5, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        provider.script("a", FaultScript.none());
        ObjectNode untrue = ended().get(0).deepCopy();
        untrue.put("status", "complete").put("stopReason", "empty-page");
        try (State state = rig.state()) {
            state.note("a", "owed-receipt", untrue.toString());
        }

        rig.sweep("a");

        assertThat(ended())
                .extracting(receipt -> receipt.path("status").textValue())
                .containsExactly("deferred", "complete");
        assertThat(ended().get(1).path("sweep").textValue()).isEqualTo(deferred.sweep());
        assertThat(rig.files().contacts("a"))
                .as("no page is lost or published again")
                .hasSize(60);
    }

    // --- the schema ---

    @ParameterizedTest
    @MethodSource("examples")
    void theSchemasExamplesKeepIt(JsonNode example) {
        ReceiptSchema.check(example);
    }

    @ParameterizedTest
    @MethodSource("falseReceipts")
    void theSchemaRefuses(JsonNode receipt) {
        assertThat(ReceiptSchema.accepts(receipt)).isFalse();
    }

    static Stream<JsonNode> examples() throws IOException {
        JsonNode schema = SinkFiles.parsed(Files.readString(ReceiptSchema.FILE));
        return Stream.of(0, 1, 2).map(schema.path("examples")::get);
    }

    static Stream<JsonNode> falseReceipts() throws IOException {
        ObjectNode started = (ObjectNode) examples().toList().get(0);
        ObjectNode ended = (ObjectNode) examples().toList().get(1);
        return Stream.of(
                started.deepCopy().put("status", "complete"),
                started.deepCopy().put("startedAt", "yesterday"),
                started.deepCopy().put("surprise", 1),
                started.deepCopy().put("expectedContacts", -1),
                ended.deepCopy().put("expectedContacts", 1),
                ended.deepCopy().put("surprise", 1),
                ended.deepCopy().put("pages", -1),
                ended.deepCopy().put("stopReason", "boredom"),
                ended.deepCopy().put("status", "incomplete"),
                ended.deepCopy().put("heldDeletes", 3),
                ended.deepCopy().without("whole"),
                ended.deepCopy().without("sweep"));
    }

    // --- the rest ---

    private void serve(String providerId, Options options) {
        serve(options.withPageSize(PAGE_SIZE), Served.of("a", providerId));
    }

    private List<JsonNode> ended() {
        return rig.files().receipts("a", "ended");
    }

    private List<String> events() {
        return rig.files().receipts().stream()
                .map(receipt -> receipt.path("event").textValue() + " "
                        + receipt.path("sequence").intValue())
                .toList();
    }

    /** The numbers of a receipt from {@code pages} on, in a line. */
    private static String counts(JsonNode receipt) {
        StringBuilder line = new StringBuilder();
        receipt.fields().forEachRemaining(field -> {
            boolean counted = field.getValue().isNumber() && !field.getKey().equals("sequence");
            if (counted && !field.getKey().equals("resumedAtPage")) {
                line.append(line.isEmpty() ? "" : ", ")
                        .append(field.getKey())
                        .append(' ')
                        .append(field.getValue());
            }
        });
        return line.toString();
    }
}
