package io.contactroutes.bundle;

import io.contactroutes.config.Settings;
import io.contactroutes.database.JdbcState;
import io.contactroutes.state.ContactState;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Copies what the state has of the contacts of accounts into a state in memory, so that a sweep can be tried without storing it. */
final class StateCopy {

    private static final int BATCH = 1000;

    private StateCopy() {}

    /** Returns the copy, of an empty state when there is none yet. */
    static State of(Settings settings, RunMode mode) {
        State copy = JdbcState.open("jdbc:sqlite::memory:");
        if (StateDatabase.exists(settings)) {
            try (State original = StateDatabase.openBeside(settings)) {
                original.accounts().stream().filter(mode::runs).forEach(account -> copy(original, copy, account));
            }
        }
        return copy;
    }

    /** Nothing is copied as seen, so that what the sweep does not see is missing. */
    private static void copy(State original, State copy, String account) {
        List<String> published = original.published(account, Integer.MAX_VALUE);
        long sequence = copy.begin(account, "copy", Instant.EPOCH).sequence();
        for (int from = 0; from < published.size(); from += BATCH) {
            List<String> ids = published.subList(from, Math.min(from + BATCH, published.size()));
            copy.aboutToPublish(account, ids);
            Map<String, ContactState> known = original.known(account, ids);
            copy.settle(
                    account,
                    ids.stream()
                            .filter(id -> known.containsKey(id) && known.get(id).published())
                            .map(id -> new SeenContact(
                                    id, known.get(id).hash(), known.get(id).source()))
                            .toList());
        }
        copy.end(account, sequence, new SweepEnd(SweepStatus.FAILED, "error", Instant.EPOCH, null));
    }
}
