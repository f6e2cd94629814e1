package io.contactroutes.status;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.status.AccountStatus.Doing;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What an operator is told of the accounts, and asks of a running bundle. */
class StatusTest extends AccountSweepTest {

    // --- status ---

    @Test
    void aCompleteSweepMakesAnAccountFreshForItsIntervalAndOneSweep() {
        serve("chatwoot", 40);
        rig.set("a", "every", "15m");
        sweep();

        CommandRun status = command("status");
        assertThat(status.exit()).isZero();
        assertThat(status.out().lines().toList().get(0)).startsWith("ACCOUNT  PROVIDER  FRESH  LAST COMPLETE");
        assertThat(status.out().lines().toList().get(1)).matches("a +chatwoot +yes +\\d+s ago +15m +waiting +0 +0 +5");
        Instant ended = status(Instant.now()).lastComplete().end().at();
        Duration took = Duration.between(status(ended).lastComplete().startedAt(), ended);
        Instant last = ended.plus(took).plus(Duration.ofMinutes(16));
        assertThat(status(last).isFresh()).isTrue();
        assertThat(status(last.plusMillis(1)).isFresh()).isFalse();
    }

    @Test
    void jsonHasTheSameAndTheLastSweeps() {
        serve("chatwoot", 40);
        Receipt first = sweep();
        provider.contacts("a").update(3);
        Receipt second = sweep();

        CommandRun status = command("status", "a", "--json");

        JsonNode account = Recording.json(status.out()).at("/accounts/0");
        assertThat(status.exit()).isZero();
        assertThat(account.path("account").asText()).isEqualTo("a");
        assertThat(account.path("provider").asText()).isEqualTo("chatwoot");
        assertThat(account.path("doing").asText()).isEqualTo("waiting");
        assertThat(account.path("fresh").asBoolean()).isTrue();
        assertThat(account.path("requestsToday").asInt()).isEqualTo(10);
        assertThat(account.at("/lastComplete/sweep").asText()).isEqualTo(second.sweep());
        assertThat(account.at("/lastComplete/ageSeconds").isIntegralNumber()).isTrue();
        assertThat(account.at("/history").findValuesAsText("sweep")).containsExactly(second.sweep(), first.sweep());
        assertThat(account.at("/history").findValuesAsText("updated")).containsExactly("1", "0");
        assertThat(account.has("message")).isFalse();
    }

    @Test
    void anAccountThatWasNeverCompleteIsNotFreshAndSaysWhy() {
        serve("chatwoot", 40);
        provider.script("a", FaultScript.always(ResponseFaults.status(404)));
        sweep();

        CommandRun status = command("status");

        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out())
                .contains("a        chatwoot  no     never")
                .contains("a: ")
                .contains("404");
    }

    @Test
    void aMessageIsGoneWhenNothingIsWrongAnyMore() {
        serve("chatwoot", 40);
        provider.script("a", FaultScript.onPage(2, ResponseFaults.serverError()));
        sweep();
        assertThat(status(Instant.now()).message()).contains("500");
        assertThat(command("status").out()).contains("stopped half-way at page 2");
        provider.script("a", FaultScript.none());

        sweep();

        assertThat(status(Instant.now()).message()).isNull();
        assertThat(command("status").out()).contains("waiting");
    }

    @Test
    void deadLettersAndHeldDeletesAreCounted() {
        serve("chatwoot", 40);
        rig.set("contacts.deletes.after-sweeps", "1").set("contacts.deletes.max-share", "1%");
        sweep();
        for (int number = 0; number < 20; number++) {
            provider.contacts("a").delete(number);
        }
        provider.contacts("a").serve(30, "{\"id\": 31, \"name\": {\"first\": \"Ada\"}}");
        sweep();

        AccountStatus status = status(Instant.now());

        assertThat(status.heldDeletes()).isEqualTo(20);
        assertThat(status.deadLetters()).isEqualTo(1);
        assertThat(status.message()).contains("approve-deletes a");
    }

    @Test
    void aRunningSweepTellsHowFarItIsAndWhenItEnds() {
        serve("chatwoot", 40);
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(4, held.of(HeldResponses.HONEST)));
        CompletableFuture<Receipt> sweep = CompletableFuture.supplyAsync(this::sweep);
        try {
            await(
                    "three pages",
                    () -> rig.bundle() != null && status(Instant.now()).counts().pages() == 3);
            AccountStatus running = status(Instant.now());

            assertThat(running.doing()).isEqualTo(Doing.SWEEPING);
            assertThat(running.open().nextPage()).isEqualTo(4);
            assertThat(running.expectedContacts()).contains(40L);
            long millis = running.now().toEpochMilli() - running.activity().runningSince();
            assertThat(running.estimatedEnd()).contains(running.now().plusMillis(10 * millis / 30));
            assertThat(command("status").out()).contains("sweeping, page 4, 30 of 40 contacts, until about ");
            AccountStatus dead = status(Instant.now().plus(Duration.ofMinutes(4)));
            assertThat(dead.doing()).as("without a sign of life").isEqualTo(Doing.WAITING);
        } finally {
            held.release();
        }
        assertThat(sweep.join().isWhole()).isTrue();
    }

    @Test
    void withoutATotalTheLastCompleteSweepTellsHowLongTheListIs() {
        serve("botpenguin", 40);
        sweep();
        provider.script("a", FaultScript.onPage(3, ResponseFaults.serverError()));
        sweep();

        assertThat(status(Instant.now()).expectedContacts()).contains(40L);
    }

    @Test
    void anAccountThatIsNotInTheSettingsAnyMoreIsNamedAndDoesNotCount() {
        serve(Options.defaults().withPageSize(PAGE_SIZE), Served.of("a", "chatwoot"), Served.of("b", "chatwoot"));
        rig.sweep("a");
        rig.sweep("b");
        rig.without("b");

        CommandRun status = command("status");

        assertThat(status.exit()).isZero();
        assertThat(status.out()).contains("not in application.properties; contact-routes retire b");
    }

    @Test
    void holdsNothingPersonalAndNoSecret() {
        serve("chatwoot", 40);
        provider.contacts("a")
                .serve(3, "{\"id\": 4, \"name\": {\"first\": \"Marker-Person\"}, \"email\": \"marker@example.com\"}");
        provider.script("a", FaultScript.onPage(4, ShapeFaults.noList()));
        sweep();

        for (String printed :
                List.of(command("status").out(), command("status", "--json").out())) {
            assertThat(printed).doesNotContain("Marker", "marker@example.com", "sandbox-token");
        }
    }

    // --- requests of operators ---

    @Test
    void aPausedAccountStopsAtTheEndOfItsPageAndContinuesWhenResumed() {
        serve("chatwoot", 60);
        HeldResponses held = new HeldResponses();
        provider.script("a", FaultScript.onPage(3, held.of(HeldResponses.HONEST)));
        CompletableFuture<Receipt> sweep = CompletableFuture.supplyAsync(this::sweep);
        await(
                "two pages",
                () -> rig.bundle() != null && status(Instant.now()).counts().pages() == 2);
        try (LogCapture log = LogCapture.open()) {
            assertThat(command("pause", "a").out()).contains("a: is paused.");
            await("the bundle knows", () -> String.join("\n", log.lines()).contains("a: an operator has paused it"));
            held.release();
            Receipt paused = sweep.join();
            assertThat(paused.status()).isEqualTo(SweepStatus.DEFERRED);
            assertThat(paused.message()).isEqualTo("a: an operator has paused it; contact-routes resume a continues.");
            assertThat(paused.pages()).isEqualTo(3);
            assertThat(command("status").out()).contains("paused for ");
            assertThat(rig.tick("a").get(0).pages()).as("its ticks do nothing").isZero();
            assertThat(command("sweep", "a").err()).contains("a is paused; run contact-routes resume a.");

            assertThat(command("resume", "a").out()).contains("a: is resumed.");

            await("the sweep", () -> status(Instant.now()).lastComplete() != null);
            assertThat(status(Instant.now()).lastComplete().id()).isEqualTo(paused.sweep());
            assertThat(String.join("\n", log.lines())).contains("a: an operator has resumed it.");
        }
        assertThat(command("resume", "a").out()).contains("a: was not paused.");
        assertSinkIsTruth();
    }

    @Test
    void anAccountIsSweptWhenAnOperatorAsks() {
        serve("chatwoot", 40);
        sweep();
        String before = status(Instant.now()).lastComplete().id();

        assertThat(command("sweep", "a").out()).contains("a: is swept within seconds");

        await("another sweep", () -> !status(Instant.now()).lastComplete().id().equals(before));
    }

    @Test
    void anAccountThatNobodyKnowsIsRefused() {
        serve("chatwoot", 40);
        sweep();

        for (String command : List.of("status", "pause", "resume", "sweep", "republish")) {
            CommandRun run = command(command, "aa");
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.err()).contains("There is no account aa; did you mean a?");
        }
    }

    @Test
    void aConfiguredAccountThatWasNeverSweptIsNotFresh() {
        serve("chatwoot", 40);
        rig.start(RunMode.untilStopped());

        CommandRun status = command("status");

        assertThat(status.exit()).isEqualTo(1);
        assertThat(status.out()).contains("a        chatwoot  no     never");
    }

    private AccountStatus status(Instant now) {
        try (State state = rig.state()) {
            return AccountStatuses.read(state, Set.of("a"), now).accounts().get(0);
        }
    }

    private CommandRun command(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(rig.arguments());
        return CommandRun.of(rig.home(), all.toArray(String[]::new));
    }
}
