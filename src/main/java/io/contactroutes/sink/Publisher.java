package io.contactroutes.sink;

import java.util.Optional;

/** The process that publishes, where another one may take over from it. */
public interface Publisher {

    /** A process that is the only one. */
    Publisher ALONE = new Publisher() {
        @Override
        public Optional<String> id() {
            return Optional.empty();
        }

        @Override
        public void confirm(String id) {}
    };

    /** Returns its id, by which others have what it still publishes refused; empty when no other one can take over. */
    Optional<String> id();

    /**
     * Checks that no other process can have taken over until now from the process of this id.
     *
     * @throws RuntimeException with a sentence, when one may have
     */
    void confirm(String id);
}
