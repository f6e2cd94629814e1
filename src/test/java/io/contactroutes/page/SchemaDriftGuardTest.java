package io.contactroutes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Too many dead letters in one sweep are no accident. */
class SchemaDriftGuardTest {

    private static final String ACCOUNT_NAME = "99digital";
    private static final int CONTACTS = 60;

    @TempDir
    private Path home;

    @Test
    void moreDeadLettersThanTheirShareFailTheSweepAtItsEnd() {
        Receipt receipt = sweepWithBroken(7);

        assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
        assertThat(receipt.message()).contains("7 of 60 contacts", "contacts.dead-letters.max-share");
        assertThat(receipt.published()).isEqualTo(CONTACTS - 7);
    }

    @Test
    void aHandfulDoesNot() {
        assertThat(sweepWithBroken(5).status()).isEqualTo(SweepStatus.COMPLETE);
    }

    private Receipt sweepWithBroken(int broken) {
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of(ACCOUNT_NAME, "chatwoot")), Options.defaults().withContacts(CONTACTS))) {
            for (int number = 0; number < broken; number++) {
                provider.contacts(ACCOUNT_NAME)
                        .serve(8 * number, "{\"id\": " + (8 * number + 1) + ", \"name\": {\"new\": 1}}");
            }
            BundleFolder bundle = BundleFolder.withoutAccounts(home).with("contacts.dead-letters.max-share", "5%");
            return bundle.withAccount(ACCOUNT_NAME, "chatwoot", provider.parameters(ACCOUNT_NAME))
                    .sweep()
                    .of(ACCOUNT_NAME);
        }
    }
}
