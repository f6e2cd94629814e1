package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.PublishedMoment;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact that is forgotten while its page is published: as long as the provider lists it, it is published again. */
class ForgetDuringASweepTest extends AccountSweepTest {

    @ParameterizedTest(name = "after its publication: {0}")
    @ValueSource(booleans = {false, true})
    void aListedContactIsPublishedAgain(boolean after) {
        serve("chatwoot", 40);
        rig.start(RunMode.untilStopped());
        AtomicReference<CommandRun> forgotten = new AtomicReference<>();
        // the first publication is the receipt of the begin
        new PublishedMoment(rig.bundle().context(), after, 3, page -> forgotten.set(forget("a:12")));

        rig.tick("a");
        assertThat(forgotten.get().exit()).as(forgotten.get().err()).isZero();
        Receipt next = rig.tick("a").get(0);

        assertThat(next.published()).as(next.line()).isEqualTo(1);
        assertSinkIsTruth();
        assertThat(rig.sweep("a").published()).as("once").isZero();
    }

    @ParameterizedTest(name = "after its publication: {0}")
    @ValueSource(booleans = {false, true})
    void aContactThatIsGoneThenStaysAway(boolean after) {
        serve("chatwoot", 40);
        rig.start(RunMode.untilStopped());
        new PublishedMoment(rig.bundle().context(), after, 3, page -> {
            provider.contacts("a").delete(11);
            forget("a:12");
        });

        rig.tick("a");
        for (int sweep = 1; sweep <= 3; sweep++) {
            rig.tick("a");
        }

        assertSinkIsTruth();
    }

    private CommandRun forget(String uid) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of("forget", uid), rig.arguments().stream())
                        .toArray(String[]::new));
    }
}
