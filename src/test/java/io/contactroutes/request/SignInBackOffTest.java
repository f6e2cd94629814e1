package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.LogCapture;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong token is not offered again and again, or the provider locks its account. */
class SignInBackOffTest {

    private static final String ACCOUNT_NAME = "99digital";

    @Test
    void anAccountWhoseSignInFailsIsLeftAloneUntilItsSettingsChange(@TempDir Path home) {
        Served account = Served.of(ACCOUNT_NAME, "chatwoot");
        try (ProviderDouble provider = ProviderDouble.start(List.of(account));
                LogCapture log = LogCapture.open()) {
            BundleFolder bundle = BundleFolder.withoutAccounts(home);
            bundle.withAccount(ACCOUNT_NAME, "chatwoot", provider.parameters(ACCOUNT_NAME));
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "token"), "planted-wrong");
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "parallelPages"), "1");
            for (int time = 1; time <= 3; time++) {
                assertThat(bundle.sweep().of(ACCOUNT_NAME).message()).contains("refused to sign in (401)");
                assertThat(provider.requests(ACCOUNT_NAME).count()).isEqualTo(time);
            }

            Receipt fourth = bundle.sweep().of(ACCOUNT_NAME);

            assertThat(fourth.status()).isEqualTo(SweepStatus.FAILED);
            assertThat(fourth.message())
                    .contains("signing in failed 3 times in a row; the account is left alone until");
            assertThat(provider.requests(ACCOUNT_NAME).count()).isEqualTo(3);
            assertThat(log.about(ACCOUNT_NAME))
                    .filteredOn(line -> line.contains("left alone"))
                    .hasSize(1);

            bundle.with(BundleFolder.key(ACCOUNT_NAME, "token"), account.token());
            assertThat(bundle.sweep().of(ACCOUNT_NAME).status()).isEqualTo(SweepStatus.COMPLETE);
            assertThat(bundle.sweep().of(ACCOUNT_NAME).status()).isEqualTo(SweepStatus.COMPLETE);
        }
    }

    /** Page 2 is in the pause that its host asked for when page 1 is refused: it gives up instead of asking again. */
    @Test
    void pagesBehindTheRefusedOneAreNotAskedFor(@TempDir Path home) {
        try (ProviderDouble provider = ProviderDouble.start(List.of(Served.of(ACCOUNT_NAME, "chatwoot")))) {
            BundleFolder bundle = BundleFolder.withoutAccounts(home);
            bundle.withAccount(ACCOUNT_NAME, "chatwoot", provider.parameters(ACCOUNT_NAME));
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "parallelPages"), "2");
            Map<Integer, Runnable> answers = new HashMap<>();
            provider.script(
                    ACCOUNT_NAME,
                    call -> Optional.of(new Fault("", (honest, wire) -> {
                        answers.put(
                                call.page(),
                                () -> wire.send(
                                        call.page() == 1
                                                ? Response.text(401, "")
                                                : Response.text(429, "").withHeader("Retry-After", "60")));
                        if (answers.size() == 2) {
                            answers.get(2).run();
                            answers.get(1).run();
                        }
                    })));

            assertThat(bundle.sweep().of(ACCOUNT_NAME).message()).contains("refused to sign in (401)");

            assertThat(provider.requests(ACCOUNT_NAME).pages()).containsExactlyInAnyOrder(1, 2);
        }
    }
}
