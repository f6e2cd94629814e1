package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.State;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.HaltingProcess;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A contact that is forgotten is in neither sink nor state; one that is listed comes back, also after a crash. */
class ForgetCommandTest extends AccountSweepTest {

    private static final int CONTACTS = 30;

    @Test
    void aContactThatIsListedComesBackAfterACrashBehindItsTombstone() {
        serve("chatwoot", CONTACTS);
        sweep();
        HaltingProcess.haltInForget("a", "8", rig);
        assertThat(rig.files().contacts("a")).doesNotContainKey("a:8");

        Receipt next = sweep();

        assertThat(next.created()).isEqualTo(1);
        assertThat(next.isWhole()).isTrue();
        assertSinkIsTruth();
    }

    @Test
    void aContactThatIsGoneIsForgottenAfterACrashBehindItsTombstone() {
        serve("chatwoot", CONTACTS);
        sweep();
        provider.contacts("a").delete(7);
        HaltingProcess.haltInForget("a", "8", rig);

        assertThat(forget("a:8").exit()).isZero();

        assertThat(tombstones()).containsExactly("a:8", "a:8");
        assertThat(sweep().isWhole()).isTrue();
        assertThat(sweep().counts().deleted())
                .as("the state has no trace of it")
                .isZero();
        assertSinkIsTruth();
    }

    @Test
    void saysThatNobodyKnowsTheContact() {
        serve("chatwoot", CONTACTS);
        sweep();

        CommandRun forgotten = forget("a:99");

        assertThat(forgotten.exit()).isEqualTo(1);
        assertThat(forgotten.out()).isEmpty();
        assertThat(forgotten.err()).contains("a: the state has no such contact").doesNotContain("99");
        assertThat(tombstones()).as("a sink may have what an older state knew").containsExactly("a:99");
        try (State state = rig.state()) {
            assertThat(state.known("a", List.of("99"))).isEmpty();
        }
    }

    @Test
    void publishesNoTombstoneToAnotherSink() {
        serve("chatwoot", CONTACTS);
        sweep();
        rig.stop();
        rig.useFolder(folder.resolve("elsewhere"));

        CommandRun refused = forget("a:8");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("a: the sink is another one than before");
        assertThat(rig.files().records("a")).isEmpty();
        try (State state = rig.state()) {
            assertThat(state.known("a", List.of("8")).get("8").published()).isTrue();
        }
    }

    private CommandRun forget(String uid) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of("forget", uid), rig.arguments().stream())
                        .toArray(String[]::new));
    }

    private List<String> tombstones() {
        return rig.files().records("a").stream()
                .filter(record -> record.path("deleted").asBoolean())
                .map((JsonNode record) -> record.path("uid").textValue())
                .toList();
    }
}
