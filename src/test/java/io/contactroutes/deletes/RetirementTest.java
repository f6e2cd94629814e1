package io.contactroutes.deletes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.database.JdbcState;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact is forgotten while the page that brings it is published, and the tombstone comes last. */
class RetirementTest {

    private static final SeenContact ANNA =
            new SeenContact("anna", new byte[SeenContact.HASH_BYTES], new byte[SeenContact.HASH_BYTES]);

    private final State state = JdbcState.open("jdbc:sqlite::memory:");

    @BeforeEach
    void begin() {
        state.begin("a", "sweep", Instant.EPOCH);
    }

    @AfterEach
    void close() {
        state.close();
    }

    @ParameterizedTest(name = "known before: {0}")
    @ValueSource(booleans = {false, true})
    void theStateDoesNotTakeItForPublished(boolean known) {
        if (known) {
            page();
        }
        Retirement retirement = new Retirement(state, tombstone -> page(), Clock.systemUTC());

        retirement.forget("a", "anna");

        assertThat(state.known("a", List.of("anna"))).isEmpty();
    }

    private void page() {
        state.aboutToPublish("a", List.of("anna"));
        state.commit(new PageCommit("a", 1, 2, "{}", List.of(ANNA)));
    }
}
