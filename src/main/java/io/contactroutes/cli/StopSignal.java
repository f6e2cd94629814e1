package io.contactroutes.cli;

import io.contactroutes.bundle.Bundle;

/** Stops a bundle on SIGTERM or Ctrl-C: pages in flight finish first. */
final class StopSignal {

    private StopSignal() {}

    static void closes(Bundle bundle) {
        Runtime.getRuntime().addShutdownHook(new Thread(bundle::close, "stop"));
    }
}
