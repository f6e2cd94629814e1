package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.SweepRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTest {

    @TempDir
    private Path folder;

    @Test
    void isReadAsItWasWritten() {
        Progress progress = new Progress(
                Counts.NONE,
                "c+/=",
                Set.of(7, 9),
                Walk.FIRST.next(StopOutcome.at(12, StopReason.EMPTY_PAGE), Counts.NONE));

        assertThat(Progress.fromJson(progress.toJson())).isEqualTo(progress);
        assertThat(Progress.fromJson(null)).isEqualTo(new Progress(Counts.NONE, null, Set.of(), Walk.FIRST));
    }

    /** A resume reads the page before the first uncommitted one again; what has no id cannot be recognized on it. */
    @Test
    void aContactWithoutIdIsCountedOnceThoughItsPageIsReadAgain() {
        Served served = Served.of("a", "chatwoot").withContacts(45);
        Fault withoutId = ShapeFaults.edited(
                "one contact without id",
                (page, list) -> ((ObjectNode) page.at(list).get(0)).remove("id"));
        try (ProviderDouble provider =
                        ProviderDouble.start(List.of(served), Options.defaults().withPageSize(10));
                SweepRig rig = new SweepRig(folder, provider, served)) {
            provider.script(
                    "a", FaultScript.onPage(2, withoutId).or(FaultScript.fromPage(3, ResponseFaults.serverError())));
            assertThat(rig.sweep("a").status()).isEqualTo(SweepStatus.DEFERRED);
            rig.stop();
            provider.script("a", FaultScript.onPage(2, withoutId));

            Receipt receipt = rig.sweep("a");

            assertThat(receipt.resumedAtPage()).isEqualTo(2);
            assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        }
    }
}
