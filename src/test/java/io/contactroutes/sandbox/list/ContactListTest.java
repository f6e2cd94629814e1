package io.contactroutes.sandbox.list;

import static io.contactroutes.sandbox.SandboxClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactListTest {

    private static final SampleContacts SAMPLES = new SampleContacts(1, "islash", false);

    private final ProviderDouble provider = ProviderDouble.start(
            List.of(Served.of("inbox", "chatwoot"), Served.of("chat", "botpenguin"), Served.of("labels", "islash")),
            Options.defaults().withContacts(20).keepingPages());
    private final SandboxClient client = new SandboxClient(provider);
    private final ContactList contacts = provider.contacts("inbox");

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void changesShowInTheNextPage() throws Exception {
        assertThat(payload()).hasSize(15);
        long added = contacts.insert();
        contacts.delete(0);
        contacts.move(added, 0);
        assertThat(contacts.size()).isEqualTo(20);
        JsonNode first = payload().path(0);
        assertThat(first.at("/id").longValue()).isEqualTo(added + 1).isEqualTo(21);
        contacts.clear();
        assertThat(payload()).isEmpty();
        assertThat(provider.sourceIds("inbox")).isEmpty();
    }

    @Test
    void anInsertedContactNeverTakesTheNumberOfADeletedOne() {
        contacts.delete(19);
        assertThat(contacts.insert()).isEqualTo(20);
        contacts.restore(19);
        assertThat(contacts.numbers()).endsWith(18L, 20L, 19L);
        assertThatThrownBy(() -> contacts.restore(19)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> contacts.delete(99)).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void anUpdateShowsInEveryProvider() throws Exception {
        String[] before = {payload().toString(), newest().toString(), labelled().toString()};
        contacts.update(3);
        provider.contacts("chat").update(19);
        provider.contacts("labels").update(0);
        assertThat(payload().at("/3/custom_attributes/follow_up").intValue()).isEqualTo(1);
        assertThat(newest().at("/profile/userDetails/tags").toString()).contains("Follow-up 1");
        assertThat(labelled().at("/labels").textValue()).endsWith("Follow-up 1");
        assertThat(new String[] {
                    payload().toString(), newest().toString(), labelled().toString()
                })
                .doesNotContainAnyElementsOf(List.of(before));
    }

    @Test
    void aTouchMovesPresenceAndNothingElse() throws Exception {
        List<JsonNode> before = new ArrayList<>();
        payload().forEach(before::add);
        for (long number = 0; number < 15; number++) {
            contacts.touch(number);
        }
        int place = 0;
        for (JsonNode after : payload()) {
            JsonNode was = before.get(place++);
            assertThat(after.at("/availability_status")).isNotEqualTo(was.at("/availability_status"));
            assertThat(withoutPresence(after)).isEqualTo(withoutPresence(was));
        }
    }

    @Test
    void servesGivenJsonInTheContactsPlace() throws Exception {
        contacts.serve(2, "{\"id\":\"a marker\"}");
        assertThat(payload().path(2)).hasToString("{\"id\":\"a marker\"}");
        assertThat(payload()).hasSize(15);
    }

    @Test
    void canChangeUnderTheWalk() throws Exception {
        provider.script(
                "inbox",
                FaultScript.before(call -> contacts.delete(contacts.numbers().get(0))));
        assertThat(payload().at("/0/id").intValue()).isEqualTo(2);
        assertThat(payload().at("/0/id").intValue()).isEqualTo(3);
    }

    @Test
    void standsChangesFromManyThreadsWhileItIsRead() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Callable<Void>> writers = List.of(this::insertMany, this::insertMany, this::insertMany);
        List<Future<Void>> written = new ArrayList<>();
        writers.forEach(writer -> written.add(threads.submit(writer)));
        int seen = 0;
        while (written.stream().anyMatch(each -> !each.isDone()) || seen == 0) {
            int count =
                    json(client.chatwoot("inbox", "page=1")).at("/meta/count").intValue();
            assertThat(count).isGreaterThanOrEqualTo(seen);
            seen = count;
        }
        for (Future<Void> each : written) {
            each.get();
        }
        threads.shutdown();
        assertThat(contacts.numbers()).hasSize(320).doesNotHaveDuplicates();
    }

    @Test
    void whoWasActiveLastIsFirstInThatOrder() {
        ContactList contacts = new ContactList(50);
        contacts.touch(30);
        contacts.touch(7);
        contacts.update(9);

        List<Instant> seen = contacts.cut(new PageRequest(1, 50, Order.LATEST_FIRST, null), SAMPLES).contacts().stream()
                .map(listed -> SAMPLES.contact(listed).presence().seenAt())
                .toList();

        assertThat(contacts.cut(new PageRequest(1, 2, Order.LATEST_FIRST, null), SAMPLES)
                        .contacts())
                .extracting(ListedContact::number)
                .containsExactly(7L, 30L);
        assertThat(seen).isSortedAccordingTo(Comparator.nullsLast(Comparator.reverseOrder()));
    }

    @Test
    void aMillionContactsAreThereAtOnceAndPagedFromTheirMiddle() {
        ContactList million = new ContactList(1_000_000);
        ContactList.Cut cut = million.cut(new PageRequest(5000, 100, Order.NEWEST_FIRST, null), SAMPLES);
        assertThat(cut.total()).isEqualTo(1_000_000);
        assertThat(cut.contacts())
                .hasSize(100)
                .first()
                .extracting(ListedContact::number)
                .isEqualTo(500_099L);
        assertThat(million.cut(new PageRequest(Integer.MAX_VALUE, 1000, Order.LISTED, null), SAMPLES)
                        .contacts())
                .isEmpty();
    }

    private Void insertMany() {
        for (int count = 0; count < 100; count++) {
            contacts.insert();
        }
        return null;
    }

    private JsonNode payload() throws Exception {
        return json(client.chatwoot("inbox", "page=1")).at("/payload");
    }

    private JsonNode newest() throws Exception {
        return json(client.botpenguin("chat", "{}")).at("/data/0");
    }

    private JsonNode labelled() throws Exception {
        return json(client.islash("labels", "")).at("/data/contacts/0");
    }

    private static JsonNode withoutPresence(JsonNode contact) {
        return contact.<com.fasterxml.jackson.databind.node.ObjectNode>deepCopy()
                .without(List.of("availability_status", "last_activity_at"));
    }
}
