package io.contactroutes.bundle;

import io.contactroutes.sink.Publisher;
import io.contactroutes.state.Processes;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * This process, as it publishes beside others that share its state.
 *
 * @param processes asked when the first record is published, as the state is opened after the sink
 */
record ProcessPublisher(Supplier<Processes> processes) implements Publisher {

    @Override
    public Optional<String> id() {
        return Optional.of(processes.get()).filter(Processes::areSeveral).map(Processes::id);
    }

    @Override
    public void confirm(String id) {
        processes.get().confirm(id);
    }
}
