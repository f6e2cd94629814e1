package io.contactroutes.cli;

/** Runs on SIGTERM or Ctrl-C what stops a bundle: pages in flight finish first. */
final class StopSignal {

    private StopSignal() {}

    static void runs(Runnable stop) {
        Runtime.getRuntime().addShutdownHook(new Thread(stop, "stop"));
    }
}
