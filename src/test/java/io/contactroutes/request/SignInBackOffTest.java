package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.sweep.Receipt;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong token is not offered again and again, or the provider locks its account. */
class SignInBackOffTest {

    private static final String ACCOUNT_NAME = "99digital";

    @Test
    void anAccountWhoseSignInFailsIsLeftAloneUntilItsSettingsChange(@TempDir Path home) {
        Served account = Served.of(ACCOUNT_NAME, "chatwoot");
        try (ProviderDouble provider = ProviderDouble.start(List.of(account));
                CapturedLog log = CapturedLog.begin()) {
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
            assertThat(log.linesOf(ACCOUNT_NAME))
                    .filteredOn(line -> line.contains("left alone"))
                    .hasSize(1);

            bundle.with(BundleFolder.key(ACCOUNT_NAME, "token"), account.token());
            assertThat(bundle.sweep().of(ACCOUNT_NAME).status()).isEqualTo(SweepStatus.COMPLETE);
            assertThat(bundle.sweep().of(ACCOUNT_NAME).status()).isEqualTo(SweepStatus.COMPLETE);
        }
    }

    @Test
    void pagesBehindTheRefusedOneAreNotAskedFor(@TempDir Path home) {
        try (ProviderDouble provider = ProviderDouble.start(List.of(Served.of(ACCOUNT_NAME, "chatwoot")))) {
            BundleFolder bundle = BundleFolder.withoutAccounts(home);
            bundle.withAccount(ACCOUNT_NAME, "chatwoot", provider.parameters(ACCOUNT_NAME));
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "token"), "planted-wrong");
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "parallelPages"), "4");
            bundle.with(BundleFolder.key(ACCOUNT_NAME, "requestsPerMinute"), "20");

            assertThat(bundle.sweep().of(ACCOUNT_NAME).message()).contains("refused to sign in (401)");

            assertThat(provider.requests(ACCOUNT_NAME).count()).isEqualTo(1);
        }
    }
}
