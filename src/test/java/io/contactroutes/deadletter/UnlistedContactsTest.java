package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the provider no longer lists is no longer set aside. */
@Timeout(120)
class UnlistedContactsTest {

    @TempDir
    private Path home;

    private DeadLetterRig rig;

    @BeforeEach
    void serve() {
        rig = new DeadLetterRig(home, "chatwoot", 10);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void aContactWithoutIdLeavesNoNoteWhenItIsGoneOrHasAnId() {
        rig.list().serve(2, "{\"name\":\"Ada\"}");
        rig.list().serve(3, "{\"name\":\"Bea\"}");
        rig.sweep();
        assertThat(rig.notes()).hasSize(2);

        rig.list().serve(2, "{\"id\":3,\"name\":\"Ada\"}");
        rig.list().delete(3);
        rig.sweep();

        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void aContactThatStaysIsSetAsideOnceThroughAnySweep() {
        rig.list().serve(2, "{\"name\":\"Ada\"}");
        rig.list().serve(3, "{\"id\":4,\"name\":{\"first\":\"Bea\"}}");
        for (int i = 0; i < 3; i++) {
            assertThat(rig.sweep().deadLettered()).isEqualTo(2);
        }

        assertThat(rig.letters()).hasSize(2);
        assertThat(rig.notes()).hasSize(2).containsKey("4");
    }

    @Test
    void replayDoesNotPublishAContactThatIsGoneAndWasNeverPublished() {
        rig.list().serve(2, "{\"id\":3,\"name\":{\"first\":\"Ada\"}}");
        rig.sweep();
        rig.list().delete(2);
        rig.sweep();
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 0 still rejected");

        assertThat(rig.contacts()).hasSize(9);
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void replayDoesNotPublishAContactThatHasBecomeValidInASweepThatStopped() {
        serveLongList();
        breakFirstAndLast();
        rig.sweep();
        assertThat(rig.notes()).containsOnlyKeys("3", "59");
        rig.list().serve(2, "{\"id\":3,\"name\":\"New\"}");
        rig.list().serve(58, "{\"id\":59,\"name\":\"New\"}");
        rig.script(FaultScript.onPage(4, ResponseFaults.serverError()));
        assertThat(rig.sweep().status()).isEqualTo(SweepStatus.DEFERRED);
        String published = rig.notes().containsKey("3") ? "59" : "3";
        rig.correctMapping();

        assertThat(rig.replay()).contains("1 published, 0 still rejected");

        assertThat(rig.contacts())
                .filteredOn(line -> line.contains("\"uid\":\"a:" + published + "\""))
                .singleElement()
                .asString()
                .contains("New");
    }

    /** Its first run came upon the contact, its second one does not. */
    @Test
    void aSweepThatIsResumedForgetsNoneOfItsFirstPages() {
        serveLongList();
        breakFirstAndLast();
        rig.script(FaultScript.onPage(4, ResponseFaults.serverError()));
        assertThat(rig.sweep().status()).isEqualTo(SweepStatus.DEFERRED);
        assertThat(rig.notes()).hasSize(1);
        rig.script(FaultScript.none());

        Receipt resumed = rig.sweep();

        assertThat(resumed.resumedAtPage()).isEqualTo(3);
        assertThat(resumed.status()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(rig.notes()).containsOnlyKeys("3", "59");
    }

    private void serveLongList() {
        rig.close();
        rig = new DeadLetterRig(home.resolve("longer"), "chatwoot", 60);
        rig.bundle().append("application.properties", BundleFolder.key("a", "parallelPages") + " = 1");
        rig.bundle().with("contacts.request.retry-timeout", "10ms");
    }

    private void breakFirstAndLast() {
        rig.list().serve(2, "{\"id\":3,\"name\":{\"first\":\"Bea\"}}");
        rig.list().serve(58, "{\"id\":59,\"name\":{\"first\":\"Ada\"}}");
    }
}
