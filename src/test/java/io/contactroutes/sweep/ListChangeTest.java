package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import io.contactroutes.support.SweepRig;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A list that is another one than before: it is read from its first page, and what is not in it is not deleted. */
@Timeout(180)
class ListChangeTest {

    /** What is logged when a sweep that stopped half-way is not resumed. */
    private static final String STARTS_OVER = "since the sweep stopped half-way; a new one begins.";

    /** What is logged when the list is another one. */
    private static final String ANOTHER_LIST = "its list is another one than before";

    @TempDir
    private Path folder;

    private ProviderDouble provider;
    private SweepRig rig;

    @AfterEach
    void close() {
        rig.close();
        provider.close();
    }

    // --- a sweep that stopped half-way ---

    @Test
    void anotherPageSizeStartsTheSweepOver() {
        LogGuard.expect("perPage changed " + STARTS_OVER);
        serve("islash", 100, 0, Options.defaults());
        rig.set("a", "perPage", 10).set("contacts.deletes.after-sweeps", "1").set("contacts.deletes.max-share", "30%");
        stopAtPage(8);

        rig.set("a", "perPage", 50);
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.status()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.counts().deleted()).isZero();
        assertThat(receipt.isWhole()).isTrue();
        assertThat(provider.requests("a").pages()).endsWith(8, 1, 2);
        assertThat(rig.files().contacts("a")).isEqualTo(rig.truth("a").contacts());
        assertThat(rig.files().receipts("a", "ended"))
                .as("the sweep that was given up has its receipt")
                .extracting(each -> each.path("status").asText())
                .containsExactly("deferred", "failed", "complete");
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "chatwoot, every, 1h",
        "chatwoot, defaultRegion, HK",
        "chatwoot, parallelPages, 2",
        "chatwoot, requestsPerMinute, 500000",
        "chatwoot, maxPages, 999",
        "islash, channel, sms"
    })
    void aParameterThatIsNotPartOfTheRequestResumes(String providerId, String parameter, String value) {
        serve(providerId, 60, 0);
        Receipt deferred = stopAtPage(4);

        rig.set("a", parameter, value);
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.sweep()).isEqualTo(deferred.sweep());
        assertThat(receipt.isWhole()).isTrue();
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource({
        "chatwoot, sorts, created_at, ''",
        "chatwoot, token, another, ''",
        "chatwoot, url, http://127.0.0.1:1, url",
        "chatwoot, accountId, 77, accountId",
        "islash, session, another, session",
        "islash, labelId, 5, labelId",
        "botpenguin, tags, '[\"vip\"]', tags"
    })
    void aParameterOfTheRequestStartsTheSweepOver(String providerId, String parameter, String value, String held) {
        LogGuard.expect(held.isEmpty() ? parameter + " changed " + STARTS_OVER : ANOTHER_LIST);
        serve(providerId, 60, 0);
        Receipt deferred = stopAtPage(4);
        provider.contacts("a").delete(3);
        provider.contacts("a").delete(57);

        rig.set("a", parameter, value);
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.sequence()).isEqualTo(deferred.sequence() + 1);
        assertThat(receipt.resumedAtPage()).isNull();
        assertThat(receipt.previousSweep()).isEqualTo(deferred.sweep());
        try (State state = rig.state()) {
            assertThat(state.note("a", "list-changed").orElse("")).isEqualTo(held);
        }
    }

    @Test
    void anotherRequestInTheProvidersFileStartsTheSweepOver() {
        LogGuard.expect(ANOTHER_LIST);
        serve("chatwoot", 60, 0);
        BundleFolder bundle = BundleFolder.withoutAccounts(folder.resolve("bundle"));
        rig.home(bundle.home());
        Receipt first = stopAtPage(4);

        bundle.replace(
                "routes/providers/chatwoot.camel.yaml",
                "description: Fetches one page of {{routeId}}.",
                "description: Fetches a page of {{routeId}}.");
        provider.script("a", FaultScript.onPage(5, ResponseFaults.serverError()));
        Receipt described = rig.sweep("a");
        rig.stop();
        provider.script("a", FaultScript.none());
        bundle.replace(
                "routes/providers/chatwoot.camel.yaml",
                "sort=${variable.order}&page",
                "sort=${variable.order}&status=all&page");
        Receipt changed = rig.sweep("a");

        assertThat(described.sweep()).as("a description is no part of it").isEqualTo(first.sweep());
        assertThat(changed.sweep()).isNotEqualTo(first.sweep());
        assertThat(changed.isWhole()).isTrue();
    }

    @Test
    void anotherPasswordOfABasicSignInStartsTheSweepOver() {
        LogGuard.expect("password changed " + STARTS_OVER);
        serve("chatwoot", 60, 0);
        signInWithAPassword();
        Receipt deferred = stopAtPage(4);

        rig.set("a", "password", "another");
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.sweep()).isNotEqualTo(deferred.sweep());
        assertThat(receipt.isWhole()).isTrue();
    }

    // --- deletes ---

    @Test
    void whatIsNotInAnotherListIsHeldUntilAnOperatorApproves() {
        LogGuard.expect(ANOTHER_LIST);
        serve("chatwoot", 40, 37);
        rig.sweep("a");

        useTheOtherList();
        Receipt first = rig.sweep("a");
        assertHeld(first, 3);
        assertThat(first.message())
                .contains("url")
                .contains("contact-routes approve-deletes a")
                .doesNotContain("127.0.0.1");
        assertHeld(rig.sweep("a"), 3);
        assertHeld(rig.sweep("a"), 3);

        assertThat(command("approve-deletes", "a").out()).contains("3 deletes are approved");
        Receipt approved = rig.sweep("a");

        assertThat(approved.counts().deleted()).isEqualTo(3);
        assertThat(approved.isWhole()).isTrue();
        assertThat(rig.files().contacts("a")).hasSize(37);
        provider.contacts("b").delete(5);
        rig.sweep("a");
        assertThat(rig.sweep("a").counts().deleted())
                .as("deletes go on as usual")
                .isEqualTo(1);
    }

    @Test
    void anOldApprovalIsNotForAnotherList() {
        LogGuard.expect(ANOTHER_LIST);
        serve("botpenguin", 100, 70);
        rig.sweep("a");
        for (long number = 0; number < 40; number++) {
            provider.contacts("a").delete(number);
        }
        rig.sweep("a");
        rig.sweep("a");
        command("approve-deletes", "a");

        useTheOtherList();

        assertThat(rig.sweep("a").counts().deleted()).isZero();
        assertThat(rig.sweep("a").counts().deleted()).isZero();
    }

    @Test
    void anotherServerWhoseIdsAreTheSameUpdatesAndDeletesNothing() {
        LogGuard.expect(ANOTHER_LIST);
        serve("chatwoot", 40, 60);
        rig.sweep("a");
        for (long number = 0; number < 60; number++) {
            provider.contacts("b").update(number);
        }

        useTheOtherList();
        Receipt receipt = rig.sweep("a");

        assertThat(receipt.created()).isEqualTo(20);
        assertThat(receipt.updated()).isEqualTo(40);
        assertThat(receipt.isWhole()).isTrue();
        assertThat(rig.files().contacts("a")).hasSize(60);
        try (State state = rig.state()) {
            assertThat(state.note("a", "list-changed"))
                    .as("nothing is missing, so nothing is held")
                    .isEmpty();
        }
    }

    @Test
    void nothingIsHeldForAnotherToken() {
        serve("chatwoot", 40, 0);
        rig.sweep("a");
        rig.stop();
        rig.set("a", "token", "another").sweep("a");
        rig.stop();
        rig.set("a", "token", provider.parameters("a").get("token"));
        provider.contacts("a").delete(7);
        rig.sweep("a");

        assertThat(rig.sweep("a").counts().deleted()).isEqualTo(1);
    }

    @Test
    void approvalWaitsForTheFirstCompleteSweep() {
        LogGuard.expect(ANOTHER_LIST);
        serve("chatwoot", 40, 37);
        rig.sweep("a");
        useTheOtherList();
        provider.script("b", FaultScript.onPage(2, ResponseFaults.status(404)));
        rig.sweep("a");

        CommandRun early = command("approve-deletes", "a");

        assertThat(early.exit()).isEqualTo(1);
        assertThat(early.err()).contains("yet").contains("next complete sweep");
    }

    // --- sentences ---

    @Test
    void oneSentenceNamesWhatChangedAndNoValue() {
        LogGuard.expect(ANOTHER_LIST);
        serve("islash", 40, 0);
        rig.sweep("a");
        rig.stop();
        rig.set("a", "session", "hunter2-session").set("a", "labelId", "hunter2-label");
        try (LogCapture log = LogCapture.open()) {
            rig.sweep("a");

            assertThat(log.lines().stream().filter(line -> line.contains("its list is another one")))
                    .singleElement()
                    .asString()
                    .contains("a: its list is another one than before (labelId, session changed)")
                    .contains("deletes are held");
            assertThat(log.lines()).noneMatch(line -> line.contains("hunter2"));
        }
        try (State state = rig.state()) {
            assertThat(state.notes("a", "").values()).noneMatch(text -> text.contains("hunter2"));
        }
    }

    // --- a state that does not know its list yet ---

    @Test
    void anOpenSweepOfAnOlderReleaseStartsOverAndHoldsNothing() {
        LogGuard.expect(
                "the state does not say with which settings the sweep began that stopped half-way; a new one begins.");
        serve("chatwoot", 60, 0);
        Receipt deferred = stopAtPage(4);
        try (State state = rig.state()) {
            state.note("a", "list", null);
        }

        Receipt receipt = rig.sweep("a");

        assertThat(receipt.sweep()).isNotEqualTo(deferred.sweep());
        assertThat(receipt.isWhole()).isTrue();
    }

    // --- the rest ---

    private void serve(String providerId, int contacts, int others) {
        serve(providerId, contacts, others, Options.defaults().withPageSize(10));
    }

    private void serve(String providerId, int contacts, int others, Options options) {
        Served served = Served.of("a", providerId).withContacts(contacts);
        Served other = Served.of("b", providerId).withContacts(others);
        provider = ProviderDouble.start(List.of(served, other), options);
        rig = new SweepRig(folder, provider, served);
    }

    /** Sweeps to a page that fails, and stops the bundle. */
    private Receipt stopAtPage(int page) {
        provider.script("a", FaultScript.onPage(page, ResponseFaults.serverError()));
        Receipt deferred = rig.sweep("a");
        assertThat(deferred.status()).isEqualTo(SweepStatus.DEFERRED);
        provider.script("a", FaultScript.none());
        rig.stop();
        return deferred;
    }

    /** Adds HTTP Basic to the provider's file; the double ignores it. */
    private void signInWithAPassword() {
        BundleFolder bundle = BundleFolder.withoutAccounts(folder.resolve("bundle"));
        String file = "routes/providers/chatwoot.camel.yaml";
        bundle.replace(
                file,
                "      - name: tokenHeader\n",
                "      - name: password\n        description: Password\n      - name: tokenHeader\n");
        bundle.replace(
                file,
                "              name: \"{{tokenHeader}}\"\n",
                "              name: Authorization\n              expression:\n                constant:\n"
                        + "                  expression: Basic {{base64:accountId:password}}\n"
                        + "          - setHeader:\n              name: \"{{tokenHeader}}\"\n");
        rig.home(bundle.home()).set("a", "password", "first");
    }

    private void useTheOtherList() {
        rig.stop();
        provider.parameters("b").forEach((name, value) -> rig.set("a", name, value));
    }

    private void assertHeld(Receipt receipt, int contacts) {
        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.counts().deleted()).as(receipt.line()).isZero();
        assertThat(receipt.heldDeletes()).as(receipt.line()).isEqualTo(contacts);
        assertThat(receipt.isWhole()).isFalse();
        List<JsonNode> receipts = rig.files().receipts("a", "ended");
        assertThat(receipts.get(receipts.size() - 1).path("heldDeletes").asInt())
                .isEqualTo(contacts);
    }

    private CommandRun command(String... words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }
}
