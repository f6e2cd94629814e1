package io.contactroutes.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A database that is refused, in one sentence that names the setting. */
final class Refusal {

    private Refusal() {}

    /** The sentence. */
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

    /** The whole stack trace, as a careless log would print it. */
    static String trace(ThrowingCallable opening) {
        StringWriter text = new StringWriter();
        catchThrowable(opening).printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
