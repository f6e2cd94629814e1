package io.contactroutes.bench;

import io.contactroutes.state.ContactState;
import io.contactroutes.state.OpenSweep;
import io.contactroutes.state.PageCommit;
import io.contactroutes.state.SeenContact;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepEnd;
import io.contactroutes.state.SweepStatus;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Does to a state what sweeps do: asks for each page, says what is published, commits, and looks for what is missing. */
final class StateSweeps {

    private static final String ACCOUNT = "99digital";
    private static final int PAGE = 100;
    private static final int IN_FLIGHT = 4;

    private final State state;
    private final List<String> ids;
    private final int[] contents;

    StateSweeps(State state, List<String> ids) {
        this.state = state;
        this.ids = ids;
        this.contents = new int[ids.size()];
    }

    /** Changes the content of one in so many contacts. */
    void change(int oneIn, int offset) {
        for (int i = offset % oneIn; i < contents.length; i += oneIn) {
            contents[i]++;
        }
    }

    /** Sweeps the list once, and returns contacts a second. */
    double sweep() throws InterruptedException, ExecutionException {
        long begin = System.nanoTime();
        OpenSweep sweep = state.begin(ACCOUNT, "sweep", Instant.now());
        AtomicInteger next = new AtomicInteger();
        ExecutorService workers = Executors.newFixedThreadPool(IN_FLIGHT);
        try {
            List<Future<?>> loops = new ArrayList<>();
            for (int i = 0; i < IN_FLIGHT; i++) {
                Callable<Void> loop = () -> {
                    for (int from = next.getAndAdd(PAGE); from < ids.size(); from = next.getAndAdd(PAGE)) {
                        page(sweep, from);
                    }
                    return null;
                };
                loops.add(workers.submit(loop));
            }
            for (Future<?> loop : loops) {
                loop.get();
            }
        } finally {
            workers.shutdownNow();
        }
        state.end(ACCOUNT, sweep.sequence(), new SweepEnd(SweepStatus.COMPLETE, "last-page", Instant.now(), "{}"));
        if (state.distinct(ACCOUNT, sweep.sequence()) != ids.size() || state.missingCount(ACCOUNT, 1) != 0) {
            throw new IllegalStateException("The state has not seen every contact");
        }
        return ids.size() / ((System.nanoTime() - begin) / 1e9);
    }

    private void page(OpenSweep sweep, int from) {
        List<String> page = ids.subList(from, Math.min(ids.size(), from + PAGE));
        Map<String, ContactState> known = state.known(ACCOUNT, page);
        List<SeenContact> seen = new ArrayList<>();
        List<SeenContact> changed = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            SeenContact contact = new SeenContact(page.get(i), hash(from + i, 1), hash(from + i, 2));
            ContactState before = known.get(contact.id());
            if (before != null && before.from(contact.source())) {
                seen.add(SeenContact.only(contact.id()));
            } else {
                seen.add(contact);
                changed.add(contact);
            }
        }
        if (!changed.isEmpty()) {
            state.aboutToPublish(ACCOUNT, changed);
        }
        synchronized (this) {
            state.commit(new PageCommit(ACCOUNT, sweep.sequence(), from / PAGE + 2, "{\"pages\":1}", seen));
        }
    }

    private byte[] hash(int contact, int kind) {
        return ByteBuffer.allocate(SeenContact.HASH_BYTES)
                .putInt(kind)
                .putInt(contact)
                .putInt(contents[contact])
                .array();
    }
}
