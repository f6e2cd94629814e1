package io.contactroutes.lifecycle;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.State;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.PostgresServer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts that take turns. */
class DueAccountsTest extends AccountSweepTest {

    private static final int ACCOUNTS = 70;
    private static final int MOST = 64;

    @Test
    void aProcessRunsNoMoreSweepsAtATimeThanHelps() {
        Served[] accounts = IntStream.range(0, ACCOUNTS)
                .mapToObj(n -> Served.of("a" + n, "chatwoot"))
                .toArray(Served[]::new);
        serve(Options.defaults().withPageSize(PAGE_SIZE).withContacts(3), accounts);
        rig.set("contacts.state.url", PostgresServer.shared().jdbcUrl()).set("contacts.nodes.takeover", "3s");
        HeldResponses held = new HeldResponses();
        for (Served account : accounts) {
            rig.set(account.name(), "firstTick", "0s");
            provider.script(account.name(), FaultScript.always(held.of(HeldResponses.HONEST)));
        }

        rig.start(RunMode.untilStopped());
        await("sweeps", () -> provider.requests().inFlight() >= MOST);
        try (State state = rig.state()) {
            for (int beat = 1; beat <= 4; beat++) {
                long seen = seen(state);
                await("as many looks as signs of life", () -> seen(state) > seen);
            }
        }
        assertThat(provider.requests().maximumInFlight()).isEqualTo(MOST);
        held.release();

        await("all accounts", () -> IntStream.range(0, ACCOUNTS)
                .allMatch(n -> provider.requests("a" + n).count() > 0));
        await("their ends", () -> rig.receipts().size() == ACCOUNTS);
    }

    private static long seen(State state) {
        return state.processes().members().get(0).seen();
    }
}
