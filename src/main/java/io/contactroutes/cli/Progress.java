package io.contactroutes.cli;

import io.contactroutes.sweep.Sweep;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;

/** Prints the progress of sweeps: a line at most every second while one runs. */
final class Progress extends ReceiptCollector {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintWriter out;
    private final Map<String, Long> said = new HashMap<>();

    Progress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void began(Sweep sweep) {
        said.put(sweep.account().name(), System.nanoTime());
    }

    @Override
    public synchronized void committed(Sweep sweep, int page) {
        long now = System.nanoTime();
        if (now - said.get(sweep.account().name()) >= EVERY_NANOS) {
            said.put(sweep.account().name(), now);
            out.println(sweep.account().name() + ": page " + page + " ...");
            out.flush();
        }
    }
}
