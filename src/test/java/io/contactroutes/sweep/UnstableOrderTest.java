package io.contactroutes.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.HeldResponses;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists whose order has ties: rows are repeated and missed between pages, though nothing changes and the total is right. */
class UnstableOrderTest extends AccountSweepTest {

    private static final int CONTACTS = 60;
    private static final int PAGES = CONTACTS / PAGE_SIZE + 1;

    private final List<String> orders = new CopyOnWriteArrayList<>();

    @ParameterizedTest(name = "{0} pages in flight")
    @ValueSource(ints = {1, 4})
    void isWalkedInOtherOrdersUntilAllContactsAreSeen(int parallelPages) {
        serveTied();
        rig.set("a", "parallelPages", parallelPages);

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.isWhole()).isTrue();
        assertThat(receipt.counts().walks()).isBetween(2, 4);
        assertThat(orders).startsWith("created_at,email,phone_number");
        assertThat(orders.stream().distinct().count())
                .isEqualTo(receipt.counts().walks());
        assertThat(receipt.created()).isEqualTo(CONTACTS);
        assertThat(receipt.distinct()).isEqualTo(CONTACTS);
        assertThat(receipt.contacts() - receipt.counts().repeats()).isEqualTo(CONTACTS);
        assertSinkHoldsAllAndNothingElse();
    }

    /** The page that brings the last contact is followed by a page before it. */
    @ParameterizedTest(name = "page {0}")
    @ValueSource(ints = {1, 2, 3})
    void aPageThatComesLateDoesNotUndoTheProof(int late) {
        serveTied();
        rig.set("a", "parallelPages", 4);
        Map<String, HeldResponses> byOrder = new ConcurrentHashMap<>();
        provider.script("a", call -> {
            String order = call.parameter("sort").orElse("");
            HeldResponses held = byOrder.computeIfAbsent(order, walk -> new HeldResponses());
            if (call.page() == PAGES - 1) {
                held.release();
            }
            boolean firstWalk = order.equals("created_at,email,phone_number");
            return call.page() == late && !firstWalk ? Optional.of(held.of(HeldResponses.HONEST)) : Optional.empty();
        });

        Receipt receipt = sweep();

        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.counts().walks()).isGreaterThan(1);
    }

    @Test
    void oneOrderAloneMissesContacts() {
        serveTied();
        rig.set("a", "sorts", "created_at");

        Receipt receipt = rig.tick("a").get(0);

        assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.counts().walks()).isEqualTo(1);
        assertThat(receipt.contacts())
                .as("rows repeat and lack, but their number is right")
                .isEqualTo(CONTACTS);
        assertThat(receipt.distinct()).isLessThan(CONTACTS);
    }

    @Test
    void anUnchangedListIsCompleteAgainAndNothingIsPublished() {
        serveTied();
        sweep();
        int published = rig.files().records("a").size();

        Receipt second = sweep();

        assertThat(second.isWhole()).isTrue();
        assertThat(rig.files().records("a")).hasSize(published);
    }

    @Test
    void aDeleteIsSafe() {
        serveTied();
        rig.set("contacts.deletes.after-sweeps", "1").set("contacts.deletes.max-share", "100%");
        sweep();
        provider.contacts("a").delete(7);

        Receipt receipt = sweep();

        assertThat(receipt.counts().deleted()).isEqualTo(1);
        assertSinkHoldsAllAndNothingElse();
    }

    @Test
    void noFurtherPageIsRequestedWhenAllContactsAreSeen() {
        serveTied();

        Receipt receipt = sweep();

        assertThat(provider.requests("a").count())
                .as("the last walk ends where the last contact is found")
                .isLessThan(receipt.counts().walks() * PAGES);
    }

    @Test
    void aStableListIsWalkedOnce() {
        serve("chatwoot", CONTACTS);

        Receipt receipt = sweep();

        assertThat(receipt.counts().walks()).isEqualTo(1);
        assertThat(provider.requests("a").count()).isEqualTo(PAGES);
    }

    @Test
    void anOrderThatFindsNothingIsTheLastOneAndThereIsNoSecondLook() {
        serve("chatwoot", CONTACTS);
        provider.script("a", FaultScript.always(counted(count -> count + 1)));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).hasSize(1);
        assertEnd(sweeps.get(0), SweepStatus.INCOMPLETE, StopReason.EMPTY_PAGE);
        assertThat(sweeps.get(0).counts().walks()).isEqualTo(2);
        assertThat(sweeps.get(0).message())
                .isEqualTo(
                        "a: 60 different contacts were seen where the provider declares 61, in 2 walks in different orders;"
                                + " add another order to camel.route-template[a].sorts.");
        assertThat(provider.requests("a").count()).isEqualTo(2 * PAGES);
    }

    @Test
    void aListThatLostAContactIsNotWalkedAgainButSweptOnceMore() {
        serveTied();
        AtomicBoolean deleted = new AtomicBoolean();
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3 && !deleted.getAndSet(true)) {
                provider.contacts("a").delete(0);
            }
        }));

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).extracting(Receipt::status).containsExactly(SweepStatus.INCOMPLETE, SweepStatus.COMPLETE);
        assertThat(sweeps.get(0).counts().walks()).isEqualTo(1);
        assertThat(sweeps.get(1).counts().walks()).isGreaterThan(1);
    }

    @Test
    void aWalkEndsWhenTheListLosesAContact() {
        serveTied();
        onCall(PAGES + 3, call -> {
            provider.contacts("a").delete(0);
            return Optional.empty();
        });

        List<Receipt> sweeps = rig.tick("a");

        assertThat(sweeps).hasSize(2);
        Receipt receipt = sweeps.get(0);
        assertEnd(receipt, SweepStatus.INCOMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.message()).contains("fewer contacts on a later page");
        assertThat(receipt.pages()).isEqualTo(PAGES + 3);
    }

    @Test
    void aContactThatIsAddedDuringAFurtherWalkIsSeen() {
        serveTied();
        onCall(PAGES + 1, call -> {
            provider.contacts("a").insert();
            return Optional.empty();
        });

        Receipt receipt = sweep();

        assertThat(receipt.counts().walks()).isGreaterThan(1);
        assertThat(receipt.distinct() == CONTACTS + 1)
                .as(receipt.line())
                .isEqualTo(receipt.status() == SweepStatus.COMPLETE);
    }

    @Test
    void aFurtherWalkThatStoppedIsResumed() {
        serveTied();
        onCall(PAGES + 4, call -> Optional.of(ResponseFaults.serverError()));
        Receipt deferred = sweep();
        assertEnd(deferred, SweepStatus.DEFERRED, StopReason.ERROR);
        String second = orders.get(orders.size() - 1);
        rig.stop();
        int before = orders.size();
        onCall(Integer.MAX_VALUE, call -> Optional.empty());

        Receipt receipt = sweep();

        assertThat(receipt.sweep()).isEqualTo(deferred.sweep());
        assertThat(receipt.resumedAtPage()).isEqualTo(3);
        assertThat(orders.get(before)).isEqualTo(second).isNotEqualTo(orders.get(0));
        assertEnd(receipt, SweepStatus.COMPLETE, StopReason.EMPTY_PAGE);
        assertThat(receipt.isWhole()).isTrue();
        assertSinkHoldsAllAndNothingElse();
    }

    /** A letter for each broken contact, counted once though every walk comes upon it. */
    @Test
    void brokenContactsAreCountedOnce() {
        serve("chatwoot", CONTACTS);
        tie();
        Fault withoutId = ShapeFaults.edited("one contact without id", (page, list) -> {
            for (var contact : page.at(list)) {
                if (contact.path("id").asInt() == 17) {
                    ((ObjectNode) contact).remove("id");
                }
            }
        });
        provider.script("a", call -> {
            orders.add(call.parameter("sort").orElse(""));
            return Optional.of(withoutId);
        });

        Receipt receipt = sweep();

        assertThat(receipt.counts().walks()).isGreaterThan(1);
        assertThat(receipt.deadLettered())
                .isEqualTo(rig.files().deadLetters("a").size());
    }

    private void assertSinkHoldsAllAndNothingElse() {
        assertThat(rig.files().contacts("a").keySet())
                .containsExactlyInAnyOrderElementsOf(
                        provider.sourceIds("a").stream().map(id -> "a:" + id).toList());
    }

    private void serveTied() {
        serve("chatwoot", CONTACTS);
        tie();
        onCall(Integer.MAX_VALUE, call -> Optional.empty());
    }

    private void tie() {
        provider.contacts("a").tie();
    }

    private void onCall(int number, Function<Call, Optional<Fault>> happening) {
        int from = orders.size();
        provider.script("a", call -> {
            orders.add(call.parameter("sort").orElse(""));
            return orders.size() - from == number ? happening.apply(call) : Optional.empty();
        });
    }

    private static Fault counted(java.util.function.LongUnaryOperator count) {
        return ShapeFaults.edited("another count", (page, list) -> {
            ObjectNode meta = (ObjectNode) page.path("meta");
            meta.put("count", count.applyAsLong(meta.path("count").asLong()));
        });
    }
}
