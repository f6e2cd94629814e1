package io.contactroutes.lifecycle;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.PostgresServer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Accounts that take turns. */
class DueAccountsTest extends AccountSweepTest {

    private static final int ACCOUNTS = 70;
    private static final int MOST_OF_HOST = 64;
    private static final int TWO_SWEEPS = 4;
    private static final Options LIST =
            Options.defaults().withPageSize(PAGE_SIZE).withContacts(3);

    @Test
    void aHostThatIsSlowHoldsUpNoOther() {
        Served[] slow = IntStream.range(0, ACCOUNTS)
                .mapToObj(n -> Served.of("slow-" + n, "chatwoot"))
                .toArray(Served[]::new);
        serve(LIST, slow);
        rig.set("contacts.state.url", PostgresServer.shared().jdbcUrl()).set("contacts.nodes.takeover", "3s");
        HeldResponses held = new HeldResponses();
        for (Served account : slow) {
            rig.set(account.name(), "firstTick", "0s");
            provider.script(account.name(), FaultScript.always(held.of(HeldResponses.HONEST)));
        }
        try (ProviderDouble fast = ProviderDouble.start(List.of(Served.of("fast", "chatwoot")), LIST)) {
            rig.serve(fast, Served.of("fast", "chatwoot"));
            rig.set("fast", "firstTick", "0s").set("fast", "every", "1s");
            rig.start(RunMode.untilStopped());
            await("sweeps", () -> provider.requests().inFlight() >= MOST_OF_HOST);

            int before = fast.requests("fast").count();
            await("sweeps of the other host", () -> fast.requests("fast").count() > before + TWO_SWEEPS);

            assertThat(provider.requests().maximumInFlight()).isEqualTo(MOST_OF_HOST);
            assertThat(rig.receipts()).extracting(Receipt::account).containsOnly(rig.account("fast"));
            held.release();
            await(
                    "all accounts",
                    () -> rig.receipts().stream()
                                    .map(Receipt::account)
                                    .distinct()
                                    .count()
                            == ACCOUNTS + 1);
        }
    }
}
