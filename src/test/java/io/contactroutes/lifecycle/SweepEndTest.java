package io.contactroutes.lifecycle;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.LogGuard;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a sweep of which all pages are published, and whose end cannot be written. */
class SweepEndTest extends AccountSweepTest {

    /** While the end cannot be written every tick tries again, and the one after that completes the same sweep. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE ON routes_sweep WHEN new.ended_at IS NOT NULL",
                "INSERT ON routes_note WHEN new.key = 'owed-receipt'"
            })
    void theNextTickTriesAgainWhenTheStateRefusesTheEnd(String write) throws SQLException {
        LogGuard.tolerate("ticks are skipped");
        serve("chatwoot", 30);
        sweep();
        rig.stop();
        provider.contacts("a").insert();
        sql("CREATE TRIGGER refuse BEFORE " + write + " BEGIN SELECT RAISE(ABORT, 'refused'); END");
        Queue<Receipt> ended = new ConcurrentLinkedQueue<>();
        rig.listener(new SweepListener() {
            @Override
            public void ended(Receipt receipt) {
                ended.add(receipt);
            }
        });
        rig.set("a", "firstTick", "0s").set("a", "every", "20ms").start(RunMode.untilStopped());
        await("three ticks that cannot write the end", () -> ended.size() >= 3);

        sql("DROP TRIGGER refuse");
        await("a sweep that ends", () -> ended.stream().anyMatch(SweepEndTest::isComplete));
        rig.stop();
        rig.receipts();

        Receipt first = ended.peek();
        assertThat(first.message()).contains("a: The state database");
        assertThat(ended.stream().filter(SweepEndTest::isComplete).findFirst().orElseThrow())
                .satisfies(complete -> assertThat(complete.sweep()).isEqualTo(first.sweep()))
                .satisfies(complete -> assertThat(complete.isWhole()).isTrue());
        assertThat(rig.files().contacts("a")).hasSize(31);
    }

    @Test
    void theReceiptOfASweepThatHasEndedComesBeforeTheNextOne() throws IOException {
        serve("chatwoot", 30);
        sweep();
        Path receipts = folder.resolve("out/sweeps/a");
        Path aside = folder.resolve("aside");
        provider.script("a", FaultScript.before(call -> {
            if (call.page() == 3) {
                replaceByAFile(receipts, aside);
            }
        }));
        Receipt failed;
        try (LogCapture log = LogCapture.open()) {
            failed = sweep();

            assertThat(log.about("a"))
                    .singleElement()
                    .asString()
                    .contains("cannot write to contacts.files.directory", "the sweep has ended")
                    .doesNotContain("continues");
        }
        provider.script("a", FaultScript.none());
        Files.delete(receipts);
        Files.move(aside, receipts);

        Receipt next = sweep();

        assertThat(next.previousSweep()).isEqualTo(failed.sweep());
        assertThat(rig.files().receipts("a", "ended"))
                .extracting(receipt -> receipt.path("sequence").intValue() + " "
                        + receipt.path("status").textValue() + " "
                        + receipt.path("whole").booleanValue())
                .containsExactly("1 complete true", "2 complete true", "3 complete true");
    }

    private static boolean isComplete(Receipt receipt) {
        return receipt.status() == SweepStatus.COMPLETE;
    }

    private static void replaceByAFile(Path folder, Path aside) {
        try {
            Files.move(folder, aside);
            Files.createFile(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void sql(String text) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("state/contacts.db"));
                Statement statement = connection.createStatement()) {
            statement.execute(text);
        }
    }
}
