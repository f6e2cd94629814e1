package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.deletes.Retirement;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.SweepRig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An account that was removed from the settings is named, and its contacts are deleted when an operator says so. */
@Timeout(120)
class RetireTest {

    private static final String LEFT_ACCOUNT = "run contact-routes retire b.";

    @TempDir
    private Path folder;

    private ProviderDouble provider;
    private SweepRig rig;

    @BeforeEach
    void sweepBoth() {
        Served one = Served.of("a", "chatwoot").withContacts(30);
        Served other = Served.of("b", "chatwoot").withContacts(1100);
        provider = ProviderDouble.start(List.of(one, other), Options.defaults());
        rig = new SweepRig(folder, provider, one, other);
        rig.sweep("a");
        rig.sweep("b");
    }

    @AfterEach
    void close() {
        rig.close();
        provider.close();
    }

    @Test
    void anAccountThatWasRemovedIsNamedInOneLine() {
        LogGuard.expect(LEFT_ACCOUNT);
        remove();
        try (LogCapture log = LogCapture.open()) {
            rig.sweep("a");

            assertThat(log.lines().stream().filter(line -> line.contains("retire")))
                    .singleElement()
                    .asString()
                    .contains("The state has b,", "contact-routes retire b");
        }
    }

    @Test
    void publishesTheTombstonesBesideARunningBundleAndRemovesTheState() {
        LogGuard.expect(LEFT_ACCOUNT);
        remove();
        rig.sweep("a");

        CommandRun command = command("retire", "b");

        assertThat(command.out()).contains("b: published 1100 tombstones and removed its state.");
        assertThat(command.exit()).isZero();
        assertThat(rig.files().contacts("b")).isEmpty();
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
        try (State state = rig.state()) {
            assertThat(state.accounts()).containsExactly("a");
        }
        assertThat(rig.sweep("a").status()).isEqualTo(SweepStatus.COMPLETE);
    }

    @Test
    void goesOnWhereItWasKilled() {
        remove();
        List<SinkRecord> published = new ArrayList<>();
        try (State state = rig.state()) {
            assertThatThrownBy(() -> retirement(state, new KilledAtTheSecondBatch(published))
                            .retire("b"))
                    .hasMessage("killed");
            assertThat(state.liveCount("b")).isEqualTo(600);
        }

        CommandRun command = command("retire", "b");

        assertThat(command.out()).contains("b: published 600 tombstones");
        assertThat(published).hasSize(500);
        assertThat(rig.files().records("b").subList(1100, 1700))
                .as("the batch that was published and not noted is published again, and those after it")
                .allMatch(each -> each.path("deleted").asBoolean());
    }

    @Test
    void refusesAnAccountThatIsConfigured() {
        CommandRun command = command("retire", "b");

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).contains("b is configured").contains("application.properties");
        assertThat(rig.files().contacts("b")).hasSize(1100);
    }

    @Test
    void takesAnAccountWithoutItsSecrets() {
        rig.stop();
        rig.set("b", "token", "");

        assertThat(command("retire", "b").exit()).isZero();
        assertThat(rig.files().contacts("b")).isEmpty();
    }

    @Test
    void refusesAnAccountThatTheStateDoesNotHave() {
        CommandRun command = command("retire", "c");

        assertThat(command.exit()).isEqualTo(1);
        assertThat(command.err()).contains("There is no account c; it can be one of ", " a, b");
    }

    @Test
    void publishesNoTombstonesToAnotherSink() {
        remove();
        rig.useFolder(folder.resolve("elsewhere"));

        CommandRun refused = command("retire", "b");

        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err())
                .contains("b: the sink is another one than before")
                .contains("--state-only");
        assertThat(command("retire", "--state-only", "b"))
                .isEqualTo(new CommandRun(0, "b: removed its state and published nothing.\n", ""));
        assertThat(rig.files().records("b")).isEmpty();
        try (State state = rig.state()) {
            assertThat(state.accounts()).containsExactly("a");
        }
    }

    /** Publishes a batch, and ends with the second. */
    private record KilledAtTheSecondBatch(List<SinkRecord> published) implements Consumer<Publication> {

        @Override
        public void accept(Publication batch) {
            if (!published.isEmpty()) {
                throw new IllegalStateException("killed");
            }
            published.addAll(batch.records());
        }
    }

    private static Retirement retirement(State state, Consumer<Publication> publish) {
        return new Retirement(state, publish, Clock.systemUTC());
    }

    private void remove() {
        rig.stop();
        rig.without("b");
    }

    private CommandRun command(String... words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }
}
