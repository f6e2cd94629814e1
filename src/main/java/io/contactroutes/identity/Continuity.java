package io.contactroutes.identity;

import io.contactroutes.config.Account;
import io.contactroutes.state.StartOver.Published;
import io.contactroutes.state.State;
import io.contactroutes.sweep.StopReason;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides whether the next sweep of an account may build on what the state holds. */
public final class Continuity {

    private static final String REPUBLISH = "republish";

    private final State state;
    private final KnownSink sink;
    private final KnownList list;

    public Continuity(State state, KnownSink sink, KnownList list) {
        this.state = state;
        this.sink = sink;
        this.list = list;
    }

    /** Makes the next sweep publish every contact again. */
    public static void republish(State state, String account) {
        state.note(account, REPUBLISH, "requested");
    }

    /** Returns how the account begins anew; empty when it does not. */
    public Optional<Restart> restart(Account account) {
        return Stream.of(sink.change(account.name()), list.change(account), requested(account.name()))
                .flatMap(Optional::stream)
                .reduce(Restart::and);
    }

    private Optional<Restart> requested(String account) {
        Map<String, String> done = new HashMap<>();
        done.put(REPUBLISH, null);
        return state.note(account, REPUBLISH)
                .map(request -> new Restart(
                        StopReason.ERROR,
                        "an operator asked to publish every contact again.",
                        Published.UNCERTAIN,
                        done));
    }
}
