package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CursorChatwoot;
import io.contactroutes.support.LogGuard;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lists that are read by cursors and by links: one page in flight, and a resume at the committed cursor. */
class PagingTest extends AccountSweepTest {

    private static final int CONTACTS = 45;
    private static final int PAGES = 6;

    /** How the list is read. */
    enum By {
        CURSOR(CursorChatwoot::cursor),
        LINK(CursorChatwoot::link);

        private final Function<Path, BundleFolder> bundle;

        By(Function<Path, BundleFolder> bundle) {
            this.bundle = bundle;
        }
    }

    @BeforeEach
    void serve() {
        serve("chatwoot", CONTACTS);
        rig.set("a", "parallelPages", 4);
    }

    @ParameterizedTest
    @EnumSource
    void readsEachPageOnceAndOneAtATime(By by) {
        rig.home(by.bundle.apply(folder.resolve("bundle")).home());

        Receipt receipt = rig.sweep("a");

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(provider.requests("a").pages())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, PAGES).boxed().toList());
        assertThat(provider.requests("a").maximumInFlight()).isEqualTo(1);
        assertSinkIsTruth();
    }

    @ParameterizedTest
    @EnumSource
    void resumesAtTheCommittedCursor(By by) {
        rig.home(by.bundle.apply(folder.resolve("bundle")).home());
        provider.script("a", FaultScript.fromPage(3, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        assertThat(deferred.status()).as(deferred.line()).isEqualTo(SweepStatus.DEFERRED);
        rig.stop();
        provider.script("a", FaultScript.none());
        provider.requests("a").clear();

        Receipt resumed = rig.sweep("a");

        assertThat(resumed.sweep()).isEqualTo(deferred.sweep());
        assertThat(resumed.status()).as(resumed.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(resumed.resumedAtPage()).isEqualTo(3);
        assertThat(provider.requests("a").pages()).containsExactly(3, 4, 5, PAGES);
        assertSinkIsTruth();
    }

    /** The last page has no next one, and still a resume has to find the end of the list again. */
    @ParameterizedTest
    @EnumSource
    void resumesAtTheLastPageWhenTheEndWasNotReached(By by) {
        rig.home(by.bundle.apply(folder.resolve("bundle")).home());
        AtomicBoolean fails = new AtomicBoolean(true);
        rig.listener(new SweepListener() {
            @Override
            public void committed(Sweep sweep, int page) {
                if (page == PAGES && fails.get()) {
                    throw new IllegalStateException("stopped after the last page was committed");
                }
            }
        });
        Receipt deferred = rig.sweep("a");
        assertThat(deferred.status()).as(deferred.line()).isEqualTo(SweepStatus.DEFERRED);
        rig.stop();
        fails.set(false);
        provider.requests("a").clear();

        Receipt resumed = rig.sweep("a");

        assertThat(resumed.sweep()).isEqualTo(deferred.sweep());
        assertThat(resumed.status()).as(resumed.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(provider.requests("a").pages()).containsExactly(PAGES);
    }

    /** A page number is no cursor, so that the pages before it cannot be trusted to be the same. */
    @Test
    void aSweepThatStoppedUnderAnotherPagingIsGivenUp() {
        provider.script("a", FaultScript.fromPage(3, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        rig.stop();
        provider.script("a", FaultScript.none());
        rig.home(CursorChatwoot.cursor(folder.resolve("bundle")).home());

        LogGuard.expect("paging, the provider's file changed");

        Receipt next = rig.sweep("a");

        assertThat(next.sweep()).isNotEqualTo(deferred.sweep());
        assertThat(next.resumedAtPage()).isNull();
        assertThat(next.status()).as(next.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(rig.files().receipts().stream()
                        .filter(receipt -> receipt.path("sweep").asText().equals(deferred.sweep()))
                        .map(receipt -> receipt.path("message").asText()))
                .anyMatch(message -> message.contains("paging, the provider's file changed"));
    }

    @Test
    void aNextPageWithoutItsPagingIsRefused() {
        BundleFolder bundle = CursorChatwoot.cursor(folder.resolve("bundle"));
        rig.home(bundle.home()).set("a", "paging", "number");

        Receipt receipt = rig.sweep("a");

        assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
        assertThat(receipt.message())
                .isEqualTo(
                        "a: routes/providers/chatwoot.camel.yaml gives a next page but its parameter paging is number;"
                                + " set it to cursor or link.");
    }
}
