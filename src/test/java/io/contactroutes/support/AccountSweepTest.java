package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.Arguments;

/** Sweeps through the real routes against a double that lists ten contacts on a page; most with one account, {@code a}. */
@Timeout(120)
public abstract class AccountSweepTest {

    protected static final int PAGE_SIZE = 10;

    @TempDir
    protected Path folder;

    protected ProviderDouble provider;
    protected SweepRig rig;

    @AfterEach
    void close() {
        if (rig != null) {
            rig.close();
        }
    }

    /** The kinds of providers that the double plays. */
    protected static Stream<String> providers() {
        return Stream.of("chatwoot", "botpenguin", "islash");
    }

    /** Each with one page in flight, and with four. */
    protected static Stream<Arguments> providersAndPages() {
        return providers().flatMap(providerId -> Stream.of(Arguments.of(providerId, 1), Arguments.of(providerId, 4)));
    }

    protected final void serve(String providerId, int contacts) {
        serve(
                Options.defaults().withPageSize(PAGE_SIZE),
                Served.of("a", providerId).withContacts(contacts));
    }

    protected final void serve(Options options, Served... accounts) {
        provider = ProviderDouble.start(List.of(accounts), options);
        rig = new SweepRig(folder, provider, accounts);
    }

    /** A tick of the account without a second look; the requests before it are forgotten. */
    protected Receipt sweep() {
        provider.requests("a").clear();
        return rig.sweep("a");
    }

    protected static void assertEnd(Receipt receipt, SweepStatus status, StopReason reason) {
        assertThat(receipt.reconciliation().reason()).as(receipt.line()).isEqualTo(reason);
        assertThat(receipt.status()).as(receipt.line()).isEqualTo(status);
    }

    /** The provider has recovered: the sweep goes on at the page, and completes. */
    protected final void assertResumes(String sweep, int page) {
        provider.script("a", FaultScript.none());
        Receipt resumed = sweep();
        assertThat(resumed.sweep()).isEqualTo(sweep);
        assertThat(resumed.status()).as(resumed.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(resumed.resumedAtPage()).isEqualTo(page);
        assertThat(Collections.min(provider.requests("a").pages())).isEqualTo(page);
        assertSinkIsTruth();
    }

    /** The provider has recovered: the next sweep is a new one and begins at page 1. */
    protected final Receipt assertStartsOver(Receipt ended) {
        provider.script("a", FaultScript.none());
        Receipt next = sweep();
        assertThat(next.sweep()).isNotEqualTo(ended.sweep());
        assertThat(next.sequence()).isEqualTo(ended.sequence() + 1);
        assertThat(next.resumedAtPage()).isNull();
        assertThat(provider.requests("a").pages()).contains(1);
        return next;
    }

    /** The sink holds what the provider lists, and nothing else. */
    protected final void assertSinkIsTruth() {
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
    }
}
