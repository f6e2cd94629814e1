package io.contactroutes.management;

import static io.contactroutes.support.Eventually.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LatestTest {

    private final BlockingQueue<Supplier<String>> answers = new ArrayBlockingQueue<>(10);
    private final AtomicInteger questions = new AtomicInteger();

    @Test
    void isAskedOnceWhileTheAnswerCounts() {
        Latest<String> latest = latest(Duration.ofDays(1));
        answers.add(() -> "first");

        assertThat(latest.get()).isEqualTo("first");
        assertThat(latest.get()).isEqualTo("first");
        assertThat(questions).hasValue(1);
    }

    @Test
    void theAnswerBeforeCountsUntilThereIsAnotherButNotForLong() {
        Latest<String> latest = latest(Duration.ZERO);
        answers.add(() -> "first");
        assertThat(latest.get()).isEqualTo("first");

        assertThat(latest.get()).isEqualTo("first");
        await("the time that the answer before counts", () -> latest.get().equals("none"));
        assertThat(questions).as("one that is not answered is not asked again").hasValue(2);
        answers.add(() -> "second");

        await("the answer", () -> !latest.get().equals("none"));
    }

    @Test
    void aFailureIsAnAnswer() {
        Latest<String> latest = latest(Duration.ofDays(1));
        answers.add(() -> {
            throw new IllegalStateException("failed");
        });

        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(latest::get)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("failed");
        }
        assertThat(questions).hasValue(1);
    }

    @Test
    void whatIsForgottenIsAskedAgain() {
        Latest<String> latest = latest(Duration.ofDays(1));
        answers.add(() -> "first");
        latest.get();
        latest.forget();
        answers.add(() -> "second");

        await("the second answer", () -> latest.get().equals("second"));
    }

    private Latest<String> latest(Duration kept) {
        return new Latest<>("question", this::answer, () -> "none", kept);
    }

    private String answer() {
        questions.incrementAndGet();
        try {
            return answers.take().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "interrupted";
        }
    }
}
