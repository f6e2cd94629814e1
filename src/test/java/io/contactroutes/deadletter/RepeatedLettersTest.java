package io.contactroutes.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A contact that stays broken gets another dead letter when what would be published of it changes, or what is wrong with it. */
@Timeout(120)
class RepeatedLettersTest {

    private static final String ADA = "{\"first\":\"Ada\"}";

    @TempDir
    private Path home;

    private DeadLetterRig rig;

    @BeforeEach
    void serve() {
        rig = new DeadLetterRig(home, "chatwoot", 10);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":3,\"name\":" + ADA, "\"name\":\"Ada\"", "\"id\":{},\"name\":\"Ada\""})
    void countersAndPresenceThatMoveGiveNone(String contact) {
        for (int sweep = 1; sweep <= 3; sweep++) {
            rig.list().serve(2, "{" + contact + "," + moving(sweep) + "}");
            assertThat(rig.sweep().deadLettered()).isEqualTo(1);
        }

        assertThat(rig.letters()).hasSize(1);
        assertThat(rig.notes()).hasSize(1);
    }

    @Test
    void aTimeOfLastActivityThatIsWrongAndMovesGivesNone() {
        for (int sweep = 1; sweep <= 3; sweep++) {
            rig.list().serve(2, "{\"id\":3,\"last_activity_at\":\"" + sweep + " minutes ago\"}");
            rig.sweep();
        }

        assertThat(rig.letters()).hasSize(1);
    }

    @Test
    void theOrderOfASetGivesNone() {
        String one = "{\"source_id\":\"1\"}";
        String other = "{\"source_id\":\"2\"}";
        rig.list().serve(2, "{\"id\":3,\"name\":" + ADA + ",\"contact_inboxes\":[" + one + "," + other + "]}");
        rig.sweep();
        rig.list().serve(2, "{\"id\":3,\"name\":" + ADA + ",\"contact_inboxes\":[" + other + "," + one + "]}");
        rig.sweep();

        assertThat(rig.letters()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"id\":3,\"name\":{\"first\":\"Ada\"}                    | \"id\":3,\"name\":{\"first\":\"Bea\"}",
                "\"id\":3,\"name\":{\"first\":\"Ada\"}                    | \"id\":3,\"name\":{\"first\":\"Ada\"},\"email\":\"a@b.example\"",
                "\"id\":3,\"name\":{\"first\":\"Ada\"}                    | \"id\":3,\"name\":\"Ada\",\"blocked\":\"yes\"",
                "\"id\":3,\"name\":\"Ada\",\"blocked\":\"yes\"            | \"id\":3,\"name\":\"Ada\",\"blocked\":\"no\"",
                "\"name\":\"Ada\"                                         | \"name\":\"Bea\"",
                "\"id\":\"\",\"name\":\"Ada\"                             | \"id\":\"a b\",\"name\":\"Ada\""
            })
    void aMappedFieldOrAReasonThatChangesGivesAnother(String first, String second) {
        rig.list().serve(2, "{" + first + "}");
        rig.sweep();
        rig.list().serve(2, "{" + second + "}");
        rig.sweep();
        rig.list().serve(2, "{" + second + "," + moving(1) + "}");
        rig.sweep();

        assertThat(rig.letters()).hasSize(2);
        assertThat(rig.notes()).hasSize(1);
    }

    /** Nothing of it is mapped, so that nobody can tell which of its fields matter. */
    @Test
    void aContactThatCannotBeMappedGetsAnotherForAnotherReasonOnly() {
        failOnObject(".name", "text(.name)");
        for (int sweep = 1; sweep <= 3; sweep++) {
            rig.list().serve(2, "{\"id\":3,\"name\":" + ADA + "," + moving(sweep) + "}");
            assertThat(rig.sweep().deadLettered()).isEqualTo(1);
        }
        assertThat(rig.letters()).hasSize(1);

        failOnObject(".email", "common:emails(.email)");
        rig.list().serve(2, "{\"id\":3,\"email\":" + ADA + "}");
        rig.sweep();

        assertThat(rig.letters()).hasSize(2);
    }

    @Test
    void contactsThatCannotBeMappedAndHaveNoIdAreSetAsideEach() {
        rig.list().serve(2, "\"Ada\"");
        rig.list().serve(3, "\"Bea\"");

        for (int sweep = 1; sweep <= 2; sweep++) {
            assertThat(rig.sweep().deadLettered()).isEqualTo(2);
        }

        assertThat(rig.letters()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"id\":3,", "\"identifier\":\"ada\","})
    void replayPublishesAContactWhoseCountersHaveMoved(String id) {
        for (int sweep = 1; sweep <= 2; sweep++) {
            rig.list().serve(2, "{" + id + "\"name\":" + ADA + "," + moving(sweep) + "}");
            rig.sweep();
        }
        rig.correctMapping();
        rig.bundle().replace("routes/providers/chatwoot.jslt", "text($contact.id)", "text(fallback($contact.id, 3))");

        assertThat(rig.replay()).contains("1 published, 0 still rejected");

        assertThat(rig.contacts()).last().asString().contains("\"uid\":\"a:3\"", "Ada");
        assertThat(rig.notes()).isEmpty();
        assertThat(rig.replay()).contains("0 published, 0 still rejected");
    }

    /** What an older letter holds is not what the provider has now. */
    @Test
    void replayPublishesNoLetterButTheLastOfAContact() {
        rig.list().serve(2, "{\"id\":3,\"name\":" + ADA + "}");
        rig.sweep();
        rig.list().serve(2, "{\"id\":3,\"name\":{\"first\":[\"Ada\"]}}");
        rig.sweep();
        assertThat(rig.letters()).hasSize(2);
        rig.correctMapping();

        assertThat(rig.replay()).contains("0 published, 1 still rejected");

        assertThat(rig.contacts()).noneMatch(line -> line.contains("Ada"));
        assertThat(rig.notes()).hasSize(1);
    }

    /** Lets the mapping fail, with line and column, on a contact with a field that is an object. */
    private void failOnObject(String field, String expression) {
        rig.bundle()
                .replace(
                        "routes/providers/chatwoot.jslt",
                        expression,
                        "if (is-object(" + field + ")) " + field + " * 2 else " + expression);
    }

    private static String moving(int sweep) {
        return "\"conversations_count\":" + sweep + ",\"last_activity_at\":" + (1_700_000_000 + sweep)
                + ",\"availability_status\":\"" + (sweep % 2 == 0 ? "online" : "offline") + "\"";
    }
}
