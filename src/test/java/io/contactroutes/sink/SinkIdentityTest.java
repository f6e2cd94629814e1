package io.contactroutes.sink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkIdentityTest {

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "kafka contacts c1 t1, kafka contacts c1 t1, true",
        "kafka contacts c1 t1, kafka contacts c1 t2, false",
        "kafka contacts c1 t1, kafka contacts c2 t1, false",
        "kafka contacts c1 t1, kafka others c1 t1, false",
        "kafka contacts c1 t1, files - - t1, false",
        "files - - f1, files - - f1, true",
        "files - - f1, files - - f2, false"
    })
    void tellsSinksApart(String one, String other, boolean same) {
        assertThat(SinkIdentity.of(one).isSame(SinkIdentity.of(other))).isEqualTo(same);
    }

    /** Rights that are given or taken away later must not publish everything again. */
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "kafka contacts c1 -, kafka contacts c1 t1",
        "kafka contacts c1 t1, kafka contacts c1 -",
        "kafka contacts - -, kafka contacts c1 t1"
    })
    void takesWhatABrokerDoesNotTellAsTheSame(String now, String before) {
        SinkIdentity known = SinkIdentity.of(now).and(SinkIdentity.of(before));

        assertThat(SinkIdentity.of(now).isSame(SinkIdentity.of(before))).isTrue();
        assertThat(known).hasToString("kafka contacts c1 t1");
    }

    @Test
    void aTopicOfAnotherNameIsAnotherSinkEvenWithoutIds() {
        assertThat(SinkIdentity.ofTopic("a", SinkIdentity.UNKNOWN, SinkIdentity.UNKNOWN)
                        .isSame(SinkIdentity.ofTopic("b", SinkIdentity.UNKNOWN, SinkIdentity.UNKNOWN)))
                .isFalse();
    }
}
