package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.files.DeadLetterFiles;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters are published and removed at the same time. */
@Timeout(120)
class ForgetBesideSweepsTest {

    private static final int SWEEPS = 4;
    private static final int BROKEN = 4;

    @TempDir
    private Path home;

    @Test
    void theLettersOfAllOthersStay() {
        try (DeadLetterRig rig = new DeadLetterRig(home, "chatwoot", 15)) {
            breakContacts(rig, 1);
            rig.sweep();
            CompletableFuture<Void> sweeps = CompletableFuture.runAsync(() -> {
                for (int form = 2; form <= SWEEPS; form++) {
                    breakContacts(rig, form);
                    rig.sweep();
                }
            });
            do {
                forget();
            } while (!sweeps.isDone());
            sweeps.join();
            forget();

            List<String> expected = new ArrayList<>();
            for (int form = 1; form <= SWEEPS; form++) {
                for (int id = 2; id <= BROKEN; id++) {
                    expected.add("a:" + id + " " + form);
                }
            }
            assertThat(rig.letters())
                    .extracting(ForgetBesideSweepsTest::uidAndForm)
                    .containsExactlyElementsOf(expected);
        }
    }

    @Test
    void whatTwoRemoveAtOnceDoesNotComeBack() throws Exception {
        Path file = home.resolve("dead-letters/a/2026-01-02/235959.000000-000001.ndjson");
        Files.createDirectories(file.getParent());
        Files.write(
                file,
                IntStream.rangeClosed(1, 400)
                        .mapToObj(id -> "{\"uid\":\"a:" + id + "\"}")
                        .toList());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Integer>> removed = new ArrayList<>();
            for (int id = 1; id <= 200; id++) {
                String uid = "a:" + id;
                removed.add(threads.submit(() -> new DeadLetterFiles(home).remove("a", uid)));
            }
            for (Future<Integer> each : removed) {
                assertThat(each.get()).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Files.readAllLines(file)).hasSize(200).first().isEqualTo("{\"uid\":\"a:201\"}");
    }

    /** Nothing is there to be forgotten when no sweep has come upon the contact since the last time. */
    private void forget() {
        CommandRun run = CommandRun.of(home, "forget", "a:1");
        if (run.exit() != 0) {
            assertThat(run.err()).contains("a: the state has no such contact");
        }
    }

    private static void breakContacts(DeadLetterRig rig, int form) {
        for (int id = 1; id <= BROKEN; id++) {
            rig.list().serve(id - 1L, "{\"id\":" + id + ",\"name\":{\"form\":" + form + "}}");
        }
    }

    private static String uidAndForm(String line) {
        JsonNode letter = Recording.json(line);
        return letter.path("uid").asText() + " "
                + letter.at("/source/name/form").asText();
    }
}
