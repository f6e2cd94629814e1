package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.StateDatabase;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.State;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.Recording;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * No contact stays on the heap: a million of them are swept, remembered and deleted by a process with half of the 192 MiB of
 * heap that are said to be enough. Beside what any sweep takes that is room for some 60 bytes a contact, so that even one
 * that kept nothing but their ids would end with {@code OutOfMemoryError}. Into Kafka fewer go, with so much less of heap.
 *
 * <p>The pages are large, a thousand contacts each, and four of them in flight.
 */
@Timeout(600)
class MemoryTest {

    private static final int CONTACTS = 1_000_000;
    private static final int HEAP_MIB = 96;
    private static final int CONTACTS_TO_KAFKA = 400_000;
    private static final int HEAP_TO_KAFKA_MIB = 64;
    private static final int GONE = 300_000;
    private static final int DEAD_LETTERS = 200_000;
    private static final int PAGE_SIZE = 1000;
    private static final String UID = "large:";
    private static final String TOPIC = "memory-test";

    private static final String CONTACT =
            "{\"id\": #, \"name\": \"Contact #\", \"email\": \"contact.#@example.com\", \"contact_inboxes\": []}";

    private static final String LETTER =
            "{\"schema\": \"dead-letter/v1\", \"account\": \"large\", \"uid\": \"large:#\","
                    + " \"reason\": \"is not a text\", \"pointer\": \"/name\", \"source\": {\"id\": #, \"name\": {\"of\": 1}}}";

    @TempDir
    private Path home;

    private ProviderDouble provider;
    private BundleFolder bundle;
    private int heap = HEAP_MIB;
    private volatile int listed = CONTACTS;

    @BeforeEach
    void serve() {
        provider = ProviderDouble.start(List.of(Served.of("large", "chatwoot")));
        provider.script("large", call -> Optional.of(ResponseFaults.answer("a large page", page(call.page()))));
        bundle = BundleFolder.withoutAccounts(home).withAccount("large", "chatwoot", provider.parameters("large"));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void aMillionContactsGoToFiles() throws Exception {
        sweep("contacts.sink=files");

        assertThat(publishedToFiles()).isEqualTo(numbers(CONTACTS));
        assertThat(remembered()).isEqualTo(CONTACTS);
        JsonNode first = Recording.json(bundle.receipts().get(1));
        assertThat(first.path("whole").asBoolean()).as("%s", first).isTrue();
        assertThat(first.path("created").asInt()).isEqualTo(CONTACTS);

        listed = CONTACTS - GONE;
        sweep("contacts.sink=files", "contacts.deletes.after-sweeps=1", "contacts.deletes.max-share=100%");

        assertThat(remembered()).isEqualTo(listed);
        JsonNode second = Recording.json(bundle.receipts().get(3));
        assertThat(second.path("whole").asBoolean()).as("%s", second).isTrue();
        assertThat(second.path("unchanged").asInt()).isEqualTo(listed);
        assertThat(second.path("deleted").asInt()).isEqualTo(GONE);
    }

    @Test
    void hundredsOfThousandsGoToKafka() throws Exception {
        heap = HEAP_TO_KAFKA_MIB;
        listed = CONTACTS_TO_KAFKA;
        KafkaBroker broker = KafkaBroker.shared();

        sweep(
                "contacts.sink=kafka",
                "contacts.kafka.topic=" + TOPIC,
                "camel.component.kafka.brokers=" + broker.bootstrapServers());

        assertThat(publishedTo(broker)).isEqualTo(numbers(listed));
        assertThat(remembered()).isEqualTo(listed);
        JsonNode ended = Recording.json(
                new String(broker.records(TOPIC + ".sweeps").get(1).value(), StandardCharsets.UTF_8));
        assertThat(ended.path("whole").asBoolean()).as("%s", ended).isTrue();
        assertThat(ended.path("created").asInt()).isEqualTo(listed);
    }

    /** The commands read files of dead letters line by line, however long they are: release 0.1.0 had one for all. */
    @Test
    void deadLettersAreReadOneByOne() throws Exception {
        Path letters = Files.createDirectories(home.resolve("out/dead-letters")).resolve("large.ndjson");
        Path more = Files.createDirectories(home.resolve("out/dead-letters/large/2026-01-02"))
                .resolve("030405.000000-000001.ndjson");
        Files.write(letters, (Iterable<String>) numbered(LETTER, 1, DEAD_LETTERS)::iterator);
        Files.write(more, (Iterable<String>) numbered(LETTER, 1, DEAD_LETTERS)::iterator);

        assertThat(run("replay", "large").lines()).contains("large: 0 published, 0 still rejected.");

        run("forget", "large:7");
        for (Path file : List.of(letters, more)) {
            try (Stream<String> kept = Files.lines(file)) {
                assertThat(kept).hasSize(DEAD_LETTERS - 1).noneMatch(line -> line.contains("large:7\""));
            }
        }
    }

    private Response page(int page) {
        int first = (page - 1) * PAGE_SIZE + 1;
        String contacts = numbered(CONTACT, first, Math.min(first + PAGE_SIZE - 1, listed))
                .collect(Collectors.joining(","));
        return Response.json(200, "{\"meta\": {\"count\": " + listed + "}, \"payload\": [" + contacts + "]}");
    }

    private static Stream<String> numbered(String json, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(number -> json.replace("#", String.valueOf(number)));
    }

    private void sweep(String... settings) {
        List<String> command = new ArrayList<>(List.of("run", "--once"));
        Stream.of(settings).forEach(setting -> command.addAll(List.of("--property", setting)));
        assertThat(run(command.toArray(String[]::new)).out()).contains("large: complete");
    }

    /** Runs to its end in a JVM that says itself how much heap it has, and that does not live on without. */
    private CommandRun run(String... command) {
        List<String> options = List.of("-Xmx" + heap + "m", "-Xlog:gc+init:file=heap.log");
        CommandRun run = CommandRun.shippedJvm(home)
                .options(options)
                .within(Duration.ofSeconds(500))
                .run(List.of(command));
        assertThat(home.resolve("heap.log")).content().contains("Heap Max Capacity: " + heap + "M\n");
        assertThat(run.lines()).noneMatch(line -> line.contains("OutOfMemory"));
        assertThat(run.exit()).isZero();
        return run;
    }

    private BitSet publishedToFiles() throws IOException {
        List<Path> files = bundle.files("out/contacts", ".ndjson");
        assertThat(files).hasSize(CONTACTS / PAGE_SIZE);
        List<String> repeats = new ArrayList<>();
        BitSet published = new BitSet();
        for (Path file : files) {
            Files.readAllLines(file).stream()
                    .map(line -> Recording.json(line).path("uid").textValue())
                    .forEach(uid -> publish(published, repeats, uid));
        }
        assertThat(repeats).isEmpty();
        return published;
    }

    private static BitSet publishedTo(KafkaBroker broker) {
        List<String> repeats = new ArrayList<>();
        BitSet published = new BitSet();
        broker.forEach(TOPIC, contact -> publish(published, repeats, contact.key()));
        assertThat(repeats).isEmpty();
        return published;
    }

    private static void publish(BitSet published, List<String> repeats, String uid) {
        int number = Integer.parseInt(uid.substring(UID.length()));
        if (published.get(number)) {
            repeats.add(uid);
        }
        published.set(number);
    }

    private static BitSet numbers(int last) {
        BitSet numbers = new BitSet();
        numbers.set(1, last + 1);
        return numbers;
    }

    private long remembered() {
        try (State state = StateDatabase.openBeside(bundle.settings())) {
            return state.liveCount("large");
        }
    }
}
