package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.CommandRun;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A contact that was set aside and then deleted stays deleted, and is no longer set aside. */
@Timeout(120)
class DeletedContactsTest {

    private static final int CONTACTS = 10;
    private static final String BROKEN = "{\"id\":3,\"name\":{\"first\":\"Ada\"}}";

    @TempDir
    private Path home;

    private DeadLetterRig rig;

    @AfterEach
    void stop() {
        rig.close();
    }

    @Test
    void replayDoesNotPublishAContactThatWasMissingFromTheLastSweeps() {
        serve("chatwoot");
        rig.sweep();
        rig.list().serve(2, BROKEN);
        rig.sweep();
        assertThat(rig.notes()).containsOnlyKeys("3");
        rig.list().delete(2);
        rig.sweep();
        assertThat(rig.sweep().counts().deleted()).isEqualTo(1);
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 0 still rejected");

        assertThat(rig.contacts()).last().isEqualTo(tombstone("3"));
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void replayDoesNotPublishAContactThatTheProviderDeleted() {
        serve("botpenguin");
        rig.sweep();
        String id = rig.sourceId(2);
        rig.list().serve(2, botPenguin(id, "OPEN"));
        rig.sweep();
        assertThat(rig.notes()).containsOnlyKeys(id);
        rig.list().serve(2, "{\"_id\":\"" + id + "\",\"status\":\"DELETED\"}");
        assertThat(rig.sweep().counts().deleted()).isEqualTo(1);

        takeNamesOfAnyKind();

        assertThat(rig.replay()).contains("0 published, 0 still rejected");
        assertThat(rig.contacts()).last().isEqualTo(tombstone(id));
    }

    @Test
    void replayDoesNotPublishAContactThatWasDeletedBeforeItWasValid() {
        serve("botpenguin");
        String id = rig.sourceId(2);
        rig.list().serve(2, botPenguin(id, "OPEN"));
        rig.sweep();
        rig.list().serve(2, botPenguin(id, "DELETED"));
        rig.sweep();
        takeNamesOfAnyKind();

        assertThat(rig.replay()).contains("0 published, 0 still rejected");

        assertThat(rig.contacts()).noneMatch(line -> line.contains(id) && line.contains("Ada"));
        assertThat(rig.notes()).isEmpty();
    }

    @Test
    void replayDoesNotPublishAContactThatWasForgotten() {
        serve("chatwoot");
        rig.list().serve(2, BROKEN);
        rig.sweep();

        assertThat(CommandRun.of(home, "forget", "a:3").exit()).isZero();
        assertThat(rig.notes()).as("Kafka still has its letter").isEmpty();
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 0 still rejected");
        assertThat(rig.contacts()).last().isEqualTo(tombstone("3"));
    }

    @Test
    void aContactThatTheProviderDeletedNeedsOnlyItsId() {
        serve("botpenguin");
        rig.sweep();
        String id = rig.sourceId(2);
        rig.list().serve(2, botPenguin(id, "DELETED"));

        Receipt receipt = rig.sweep();

        assertThat(receipt.status()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.counts().deleted()).isEqualTo(1);
        assertThat(receipt.deadLettered()).isZero();
        assertThat(rig.contacts()).last().isEqualTo(tombstone(id));
        assertThat(rig.sweep().counts().deleted()).isZero();
    }

    @Test
    void aDeletedContactThatWasSetAsideBecomesATombstoneByReplayToo() {
        serve("botpenguin");
        rig.sweep();
        String id = rig.sourceId(2);
        rig.list().serve(2, botPenguin(id, "GONE"));
        rig.sweep();
        rig.bundle().replace("routes/providers/botpenguin.jslt", "== \"DELETED\"", "== \"GONE\"");

        assertThat(rig.replay()).contains("1 published, 0 still rejected");

        assertThat(rig.contacts()).last().isEqualTo(tombstone(id));
        assertThat(rig.sweep().counts().deleted())
                .as("its tombstone is acknowledged")
                .isZero();
    }

    private void serve(String provider) {
        rig = new DeadLetterRig(home, provider, CONTACTS);
    }

    private void takeNamesOfAnyKind() {
        rig.bundle()
                .replace(
                        "routes/providers/botpenguin.jslt",
                        "text($user.name))",
                        "text(if (is-object($user.name)) $user.name.first else $user.name))");
    }

    private static String botPenguin(String id, String status) {
        return "{\"_id\":\"" + id + "\",\"status\":\"" + status
                + "\",\"profile\":{\"userDetails\":{\"name\":{\"first\":\"Ada\"}}}}";
    }

    private static String tombstone(String id) {
        return "{\"schema\":\"contact/v1\",\"uid\":\"a:" + id + "\",\"account\":\"a\",\"deleted\":true}";
    }
}
