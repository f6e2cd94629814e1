package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An edit of a mapping, a provider's file or the schema that fails on a page is named, with its place. */
class EditedFilesTest {

    private static final String ACCOUNT = "99digital";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(
                List.of(Served.of(ACCOUNT, "chatwoot")), Options.defaults().withContacts(40));
        bundle = BundleFolder.withoutAccounts(home);
        bundle.withAccount(ACCOUNT, "chatwoot", provider.parameters(ACCOUNT));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void aSchemaThatRefusesEveryContactIsNotOnlyBlamedOnTheProvider() {
        bundle.replace(
                "schema/contact.schema.json", "\"required\": [\"schema\",", "\"required\": [\"invoice\", \"schema\",");

        CommandRun run = CommandRun.of(home, "check");

        assertThat(run.out())
                .isEqualTo("99digital: none of the 15 contacts of page 1 is valid, each for the same reason (lacks the"
                        + " property 'invoice'); the provider seems to have changed its API, unless"
                        + " routes/providers/chatwoot.jslt or schema/contact.schema.json was edited: correct the"
                        + " mapping.\n");
        assertThat(run.exit()).isEqualTo(1);
    }
}
