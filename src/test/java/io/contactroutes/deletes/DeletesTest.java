package io.contactroutes.deletes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.list.ContactList;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.HaltingProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Contacts that are gone are deleted: not too early, not too many, once. */
class DeletesTest extends AccountSweepTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void deletesOnceAfterSoManyCompleteSweepsInARow(int sweeps) {
        serve("chatwoot", 40);
        rig.set("contacts.deletes.after-sweeps", String.valueOf(sweeps));
        sweep();
        list().delete(7);

        for (int i = 1; i < sweeps; i++) {
            assertDeleted(sweep(), 0);
        }
        assertDeleted(sweep(), 1);
        assertDeleted(sweep(), 0);

        assertThat(tombstones()).containsExactly("a:8");
        assertSinkIsTruth();
    }

    @Test
    void aSweepThatIsNotCompleteBreaksTheRow() {
        serve("botpenguin", 40);
        sweep();
        list().delete(7);
        sweep();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.status(404)));
        assertThat(sweep().status()).isEqualTo(SweepStatus.FAILED);
        provider.script("a", FaultScript.none());

        assertDeleted(sweep(), 0);
        assertDeleted(sweep(), 1);
    }

    @Test
    void aDeferredSweepCountsWhenItEnds() {
        serve("botpenguin", 40);
        sweep();
        list().delete(7);
        sweep();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        assertDeleted(sweep(), 0);
        provider.script("a", FaultScript.none());

        assertDeleted(sweep(), 1);
    }

    @Test
    void whatComesBackInTimeIsNotDeleted() {
        serve("chatwoot", 40);
        sweep();
        list().delete(7);
        sweep();
        list().restore(7);

        assertDeleted(sweep(), 0);
        assertDeleted(sweep(), 0);
        assertThat(rig.files().records("a")).as("it never left the sink").hasSize(40);
    }

    @Test
    void whatComesBackLaterIsCreatedAgain() {
        serve("chatwoot", 40);
        sweep();
        list().delete(7);
        sweep();
        sweep();
        list().restore(7);

        Receipt back = sweep();

        assertThat(back.created()).isEqualTo(1);
        assertThat(back.updated()).isZero();
        assertSinkIsTruth();
    }

    // --- the brake ---

    @Test
    void aHandfulOfASmallAccountGoes() {
        serve("botpenguin", 8);
        sweep();
        delete(0, 5);
        sweep();

        assertDeleted(sweep(), 5);
    }

    @Test
    void aShareOfALargeAccountGoes() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 10);
        sweep();

        assertDeleted(sweep(), 10);
    }

    @Test
    void moreIsHeldUntilAnOperatorApproves() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 11);
        assertThat(sweep().isWhole()).isTrue();

        for (int i = 0; i < 3; i++) {
            assertHeld(sweep(), 11);
        }
        assertThat(tombstones()).isEmpty();
        assertThat(lastReceipt().path("heldDeletes").asInt()).isEqualTo(11);
        assertThat(lastReceipt().path("whole").asBoolean()).isFalse();
        assertThat(lastReceipt().path("message").asText()).contains("contact-routes approve-deletes a");

        assertThat(approve()).contains("11 deletes are approved");
        Receipt receipt = sweep();
        assertDeleted(receipt, 11);
        assertThat(receipt.isWhole()).isTrue();
        assertSinkIsTruth();
    }

    @Test
    void approvesNothingWhenNothingIsHeld() {
        serve("botpenguin", 30);
        sweep();

        assertThat(approve()).contains("No deletes of a are held");
    }

    @Test
    void moreGoneThanApprovedIsHeldAgain() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 20);
        sweep();
        assertHeld(sweep(), 20);
        delete(20, 30);
        sweep();
        approve();

        assertHeld(sweep(), 30);
        assertHeld(sweep(), 30);
        assertThat(tombstones()).isEmpty();
        approve();
        assertDeleted(sweep(), 30);
    }

    @Test
    void anApprovalIsForOnce() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 20);
        sweep();
        sweep();
        approve();
        assertDeleted(sweep(), 20);
        delete(20, 40);
        sweep();

        assertHeld(sweep(), 20);
    }

    @Test
    void anApprovalOutlivesASweepThatIsNotComplete() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 20);
        sweep();
        assertHeld(sweep(), 20);
        approve();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.status(404)));
        sweep();
        provider.script("a", FaultScript.none());

        assertDeleted(sweep(), 0);
        assertDeleted(sweep(), 20);
    }

    @Test
    void whatIsHeldAndComesBackIsHeldNoMore() {
        serve("botpenguin", 100);
        sweep();
        delete(0, 20);
        sweep();
        assertHeld(sweep(), 20);
        for (long number = 0; number < 20; number++) {
            list().restore(number);
        }

        Receipt receipt = sweep();

        assertThat(receipt.isWhole()).isTrue();
        assertThat(approve()).contains("No deletes of a are held");
        assertThat(rig.files().records("a")).hasSize(100);
    }

    @Test
    void anEmptyListDeletesNothingByItself() {
        serve("chatwoot", 30);
        sweep();
        list().clear();
        sweep();

        assertHeld(sweep(), 30);
        assertThat(rig.files().contacts("a")).hasSize(30);
    }

    // --- contacts that the provider marks as deleted, contacts without an id ---

    @Test
    void aContactThatTheProviderMarksDeletedIsDeletedAtOnceAndOnce() {
        serve("botpenguin", 30);
        sweep();
        String id = idOf(3);
        list().serve(3, "{\"_id\":\"" + id + "\",\"status\":\"DELETED\"}");

        assertDeleted(sweep(), 1);
        for (int i = 0; i < 4; i++) {
            assertDeleted(sweep(), 0);
        }
        assertThat(tombstones()).containsExactly("a:" + id);
        assertThat(rig.files().contacts("a")).hasSize(29).doesNotContainKey("a:" + id);
    }

    @Test
    void aContactThatWasMarkedDeletedFromTheStartGetsNoTombstone() {
        serve("botpenguin", 30);
        list().serve(3, "{\"_id\":\"" + idOf(3) + "\",\"status\":\"DELETED\"}");

        for (int i = 0; i < 4; i++) {
            assertDeleted(sweep(), 0);
        }
        assertThat(tombstones()).isEmpty();
    }

    @Test
    void aContactWithoutIdBlocksDeletes() {
        serve("botpenguin", 30);
        sweep();
        list().serve(3, "{\"status\":\"OPEN\"}");
        list().delete(7);
        sweep();

        Receipt blind = sweep();

        assertDeleted(blind, 0);
        assertThat(blind.heldDeletes()).isEqualTo(2);
        assertThat(blind.isWhole()).isFalse();
        assertThat(blind.message()).contains("without an id");
        list().delete(3);
        sweep();
        assertDeleted(sweep(), 2);
    }

    // --- crashes ---

    @Test
    void deletesSurviveACrashBeforeTheirTombstones() {
        deleteIn(() -> HaltingProcess.haltBefore(SinkRecord.DELETED, rig));

        assertDeleted(sweep(), 1);
        assertThat(tombstones()).containsExactly("a:8");
        assertSinkIsTruth();
    }

    @Test
    void deletesSurviveACrashBetweenTombstoneAndCommit() {
        deleteIn(() -> HaltingProcess.haltAfter(SinkRecord.DELETED, rig));
        assertThat(tombstones()).containsExactly("a:8");

        assertDeleted(sweep(), 1);
        assertDeleted(sweep(), 0);
        assertThat(tombstones()).as("at least once").containsExactly("a:8", "a:8");
        assertSinkIsTruth();
    }

    @Test
    void aContactThatComesBackAfterSuchACrashIsPublished() {
        deleteIn(() -> HaltingProcess.haltAfter(SinkRecord.DELETED, rig));
        list().restore(7);

        assertThat(sweep().created()).isEqualTo(1);
        assertSinkIsTruth();
    }

    private void deleteIn(Runnable crash) {
        serve("chatwoot", 30);
        sweep();
        list().delete(7);
        sweep();
        rig.stop();
        crash.run();
    }

    // --- the rest ---

    private ContactList list() {
        return provider.contacts("a");
    }

    private void delete(int from, int to) {
        for (long number = from; number < to; number++) {
            list().delete(number);
        }
    }

    private String idOf(int number) {
        return provider.sourceIds("a").get(number);
    }

    /** The command, in this process, beside the running bundle. */
    private String approve() {
        CommandRun run = CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of("approve-deletes", "a"), rig.arguments().stream())
                        .toArray(String[]::new));
        return run.out() + run.err();
    }

    private static void assertDeleted(Receipt receipt, int contacts) {
        assertThat(receipt.counts().deleted()).as(receipt.line()).isEqualTo(contacts);
    }

    private static void assertHeld(Receipt receipt, int contacts) {
        assertDeleted(receipt, 0);
        assertThat(receipt.heldDeletes()).as(receipt.line()).isEqualTo(contacts);
        assertThat(receipt.isWhole()).isFalse();
    }

    private List<String> tombstones() {
        return rig.files().records("a").stream()
                .filter(contact -> contact.path("deleted").asBoolean())
                .map(contact -> contact.path("uid").textValue())
                .toList();
    }

    private JsonNode lastReceipt() {
        List<JsonNode> receipts = rig.files().receipts("a", "ended");
        return receipts.get(receipts.size() - 1);
    }
}
