package io.contactroutes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.LogCapture;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A provider that answers each page with something that is no contact. */
class PagesWithoutIdsTest {

    @TempDir
    private Path home;

    @Test
    void endAWalkThatWouldGoToThePageCap() {
        try (ProviderDouble provider = ProviderDouble.start(List.of(Served.of("eleapi", "botpenguin")));
                LogCapture log = LogCapture.open()) {
            provider.script(
                    "eleapi",
                    FaultScript.always(
                            ResponseFaults.answer("error text", Response.json(200, "{\"data\": [\"error\"]}"))));
            BundleFolder bundle = BundleFolder.withoutAccounts(home)
                    .withAccount("eleapi", "botpenguin", provider.parameters("eleapi"))
                    .with(BundleFolder.key("eleapi", "parallelPages"), "1")
                    .with(BundleFolder.key("eleapi", "maxPages"), "30");

            Receipt receipt = bundle.sweep().of("eleapi");

            assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
            assertThat(receipt.message()).contains("no contact of page 2 and of the page beside it has an id");
            assertThat(provider.requests("eleapi").count()).isEqualTo(2);
            assertThat(log.about("eleapi")).hasSize(1);
        }
    }
}
