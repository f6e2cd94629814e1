package io.contactroutes.sweep;

import io.contactroutes.sink.SinkRecord;
import java.time.Instant;
import java.util.List;
import org.apache.camel.Body;
import org.apache.camel.Variable;

/** Makes records of the contacts that were rejected. Bean {@code deadLetters}. */
public final class DeadLetters {

    public List<SinkRecord> records(
            @Body List<DeadLetter> letters, @Variable("sweep") Sweep sweep, @Variable("fetchedAt") Instant at) {
        return letters.stream()
                .map(letter -> SinkRecord.deadLetter(
                        sweep.account().alias(),
                        sweep.id(),
                        sweep.startedAt(),
                        letter.key(sweep),
                        letter.toJson(sweep, at),
                        at))
                .toList();
    }
}
