package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.support.ContactJson;
import io.contactroutes.support.FiveAccounts;
import io.contactroutes.support.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What a reader of the files finds after four sweeps of all five accounts, with changes between them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FilesSinkTest {

    private static final List<String> ACCOUNT_NAMEES = FiveAccounts.ACCOUNT_NAMEES;

    /** One of them, the 42nd, has no usable id. */
    private static final int CONTACTS = 45;

    private final List<Map<String, List<String>>> linesBySweep = new ArrayList<>();
    private FiveAccounts accounts;
    private List<String> deadLetters;
    private List<String> receipts;
    private String gone;

    @BeforeAll
    void sweepFourTimes(@TempDir Path home) {
        accounts =
                FiveAccounts.in(home, Options.defaults().withContacts(CONTACTS).withBrokenContacts());
        sweep();
        deadLetters = ACCOUNT_NAMEES.stream()
                .flatMap(accountName -> accounts.bundle().deadLetters(accountName).stream())
                .toList();
        receipts = accounts.bundle().receipts();
        sweep();
        ACCOUNT_NAMEES.forEach(
                accountName -> accounts.provider().contacts(accountName).touch(4));
        accounts.provider().contacts("99digital").update(3);
        gone = accounts.listAsDeleted("express-chat", 5);
        sweep();
        accounts.bundle().with("contacts.emit", "all");
        sweep();
    }

    @AfterAll
    void stop() {
        accounts.close();
    }

    private void sweep() {
        Map<String, Integer> before = new HashMap<>();
        ACCOUNT_NAMEES.forEach(accountName ->
                before.put(accountName, accounts.bundle().contacts(accountName).size()));
        accounts.bundle().sweep();
        Map<String, List<String>> lines = new HashMap<>();
        ACCOUNT_NAMEES.forEach(accountName -> {
            List<String> all = accounts.bundle().contacts(accountName);
            lines.put(accountName, all.subList(before.get(accountName), all.size()));
        });
        linesBySweep.add(lines);
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ACCOUNT_NAMEES")
    void publishesEveryContactOnce(String accountName) {
        List<String> uids = linesBySweep.get(0).get(accountName).stream()
                .map(line -> Recording.json(line).path("uid").asText())
                .toList();
        List<String> listed = accounts.provider().sourceIds(accountName).stream()
                .map(id -> accountName + ":" + id)
                .toList();

        assertThat(uids).hasSize(CONTACTS - 1).containsAll(listed);
        assertThat(linesBySweep.get(0).get(accountName).stream().flatMap(line -> ContactJson.violations(line).stream()))
                .isEmpty();
    }

    @Test
    void finishesEachFileUnderItsName() {
        Path out = accounts.bundle().home().resolve("out");

        assertThat(accounts.bundle().files("out", "").stream()
                        .map(file -> out.relativize(file).toString())
                        .filter(path -> !path.endsWith("/.newest") && !path.endsWith("/.sink-id")))
                .isNotEmpty()
                .allMatch(
                        path -> path.matches(
                                "(contacts|dead-letters|sweeps)/[a-z0-9-]+/\\d{4}-\\d{2}-\\d{2}/\\d{6}\\.\\d{6}-\\d{6}\\.ndjson"));
    }

    @Test
    void setsABrokenContactAside() {
        assertThat(deadLetters).hasSize(ACCOUNT_NAMEES.size()).allSatisfy(line -> {
            JsonNode letter = Recording.json(line);
            assertThat(letter.path("reason").asText()).isEqualTo("has no id");
            assertThat(letter.path("pointer").asText()).isEqualTo("/sourceId");
            assertThat(letter.path("source").isObject()).isTrue();
        });
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("ACCOUNT_NAMEES")
    void tellsWhenASweepBeganAndEnded(String accountName) {
        List<JsonNode> own = receipts.stream()
                .map(Recording::json)
                .filter(receipt -> receipt.path("account").asText().equals(accountName))
                .toList();

        assertThat(own).extracting(receipt -> receipt.path("event").asText()).containsExactly("started", "ended");
        assertThat(own.get(1).path("status").asText()).isEqualTo("complete");
        assertThat(own.get(1).path("contacts").asInt()).isEqualTo(CONTACTS);
        assertThat(own.get(1).path("distinct").asInt()).isEqualTo(CONTACTS - 1);
        assertThat(own.get(1).path("created").asInt()).isEqualTo(CONTACTS - 1);
        assertThat(own.get(1).path("deadLettered").asInt()).isEqualTo(1);
        assertThat(own.get(1).path("whole").asBoolean()).isFalse();
        assertThat(own.get(0).path("sweep")).isEqualTo(own.get(1).path("sweep"));
    }

    @Test
    void publishesNothingThatDidNotChange() {
        assertThat(linesBySweep.get(1).values()).allMatch(List::isEmpty);
    }

    @Test
    void publishesWhatChanged() {
        Map<String, List<String>> changed = linesBySweep.get(2);

        assertThat(changed.get("99digital"))
                .singleElement()
                .extracting(line -> Recording.json(line).path("attributes").path("follow_up"))
                .hasToString("1");
        assertThat(changed.get("islash")).isEmpty();
        assertThat(changed.get("eleapi")).isEmpty();
        assertThat(changed.get("flowmatix")).isEmpty();
    }

    @Test
    void tellsADelete() {
        assertThat(linesBySweep.get(2).get("express-chat"))
                .containsExactly("{\"schema\":\"contact/v1\",\"uid\":\"" + gone
                        + "\",\"account\":\"express-chat\",\"deleted\":true}");
    }

    @Test
    void publishesAllWhenAskedTo() {
        assertThat(linesBySweep.get(3).get("99digital")).hasSize(CONTACTS - 1);
        assertThat(linesBySweep.get(3).get("express-chat")).hasSize(CONTACTS - 2);
    }

    @Test
    void writesNothingElseIntoItsFolder() throws Exception {
        try (var entries = Files.list(accounts.bundle().home().resolve("out"))) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .containsExactlyInAnyOrder("contacts", "dead-letters", "sweeps");
        }
    }
}
