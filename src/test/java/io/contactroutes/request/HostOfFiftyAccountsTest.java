package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.RequestLog;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.Sweeps;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fifty accounts on one host, through the real routes: how often the host is really asked. */
class HostOfFiftyAccountsTest {

    private static final int ACCOUNTS = 50;
    private static final Duration SPACING = Duration.ofMillis(20);

    @Test
    void keepItsBudget(@TempDir Path home) {
        List<Served> served = IntStream.range(0, ACCOUNTS)
                .mapToObj(i -> Served.of("desk-" + i, "chatwoot"))
                .toList();
        try (ProviderDouble provider =
                ProviderDouble.start(served, Options.defaults().withContacts(10))) {
            BundleFolder bundle = BundleFolder.withoutAccounts(home);
            served.forEach(each -> {
                Map<String, String> parameters = new HashMap<>(provider.parameters(each.name()));
                parameters.put("requestsPerMinute", each.name().equals("desk-7") ? "3000" : "6000");
                parameters.put("parallelPages", "1");
                bundle.withAccount(each.name(), "chatwoot", parameters);
            });
            Instant began = Instant.now();

            Sweeps sweeps = bundle.sweep();

            assertThat(sweeps.all()).hasSize(ACCOUNTS).allMatch(end -> end.status() == SweepStatus.COMPLETE);
            List<RequestLog.Seen> seen = provider.requests().seen();
            assertThat(seen).hasSize(2 * ACCOUNTS);
            for (int number = 0; number < seen.size(); number++) {
                assertThat(seen.get(number).at()).isAfterOrEqualTo(began.plus(SPACING.multipliedBy(number)));
            }
        }
    }
}
