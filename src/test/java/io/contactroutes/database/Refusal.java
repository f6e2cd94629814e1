package io.contactroutes.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.contactroutes.state.StateException;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Asserts that a database is refused in one sentence that names the setting. */
final class Refusal {

    private Refusal() {}

    /** Returns the sentence. */
    static String of(ThrowingCallable opening) {
        Throwable refusal = catchThrowable(opening);
        assertThat(refusal).isInstanceOf(StateException.class);
        assertThat(refusal.getMessage())
                .contains("contacts.state.url")
                .endsWith(".")
                .doesNotContain("\n");
        assertThat(refusal.getMessage().split("\\. ")).as("sentences").hasSize(1);
        return refusal.getMessage();
    }

    /** Returns the whole stack trace, as a log would print it. */
    static String trace(ThrowingCallable opening) {
        StringWriter text = new StringWriter();
        catchThrowable(opening).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
