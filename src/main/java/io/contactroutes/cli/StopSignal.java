package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;

/** Stops a bundle in order when the process is told to end (SIGTERM, Ctrl-C). */
final class StopSignal {

    private StopSignal() {}

    static void closes(Bundle bundle) {
        Runtime.getRuntime().addShutdownHook(new Thread(bundle::close, "stop"));
    }
}
