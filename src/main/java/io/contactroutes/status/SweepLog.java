package io.contactroutes.status;

import io.contactroutes.config.Account;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.Sweep;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs when sweeps begin, how far they are once a minute, and when ticks find them still running. How they end is in the line of
 * their receipt.
 */
public final class SweepLog implements SweepListener {

    static final Duration EVERY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(SweepLog.class);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Map<String, Run> runs = new ConcurrentHashMap<>();

    /** A sweep that runs: since when, what it had read before, and when it was last logged. */
    private static final class Run {

        private final Instant since;
        private final long before;
        private Instant logged;
        private boolean late;

        Run(Instant since, long before) {
            this.since = since;
            this.before = before;
            this.logged = since;
        }
    }

    public SweepLog(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void began(Sweep sweep) {
        String account = sweep.account().name();
        runs.put(account, new Run(clock.instant(), sweep.counts().contacts()));
        if (sweep.isResumed()) {
            LOG.info("{}: sweep {} continues at page {}.", account, sweep.sequence(), sweep.resumedAtPage());
        } else {
            LOG.info("{}: sweep {} begins.", account, sweep.sequence());
        }
    }

    @Override
    public void committed(Sweep sweep, int page) {
        Run run = runs.get(sweep.account().name());
        Instant now = clock.instant();
        if (run != null && isDue(run, now)) {
            LOG.info("{}", line(sweep, page, run, now));
        }
    }

    @Override
    public void skipped(Account account) {
        LOG.debug("{}: a tick does nothing, as the sweep before is running.", account.name());
        Run run = runs.get(account.name());
        if (run != null && isLate(run, account)) {
            LOG.warn(
                    "{}: the sweep takes longer than {} = {}, so that ticks are skipped; raise it, or parallelPages and"
                            + " requestsPerMinute of the account.",
                    account.name(),
                    account.key("every"),
                    account.text("every"));
        }
    }

    @Override
    public void held(Account account, String process) {
        LOG.info("{}", SweepListener.heldBy(account, process));
    }

    @Override
    public void ended(Receipt receipt) {
        runs.remove(receipt.account().name());
    }

    private static boolean isDue(Run run, Instant now) {
        synchronized (run) {
            boolean due = !now.isBefore(run.logged.plus(EVERY));
            if (due) {
                run.logged = now;
            }
            return due;
        }
    }

    /** Says it once for each sweep. */
    private boolean isLate(Run run, Account account) {
        synchronized (run) {
            boolean late = !run.late && !clock.instant().isBefore(run.since.plus(account.every()));
            run.late |= late;
            return late;
        }
    }

    private static String line(Sweep sweep, int page, Run run, Instant now) {
        Counts counts = sweep.counts();
        Optional<Long> all = sweep.expected();
        double minutes = Math.max(1, Duration.between(run.since, now).toMillis()) / 60_000.0;
        return String.format(
                Locale.ROOT,
                "%s: page %d, %,d%s contacts, %,.0f a minute%s",
                sweep.account().name(),
                page,
                counts.seen(),
                all.map(total -> String.format(Locale.ROOT, " of %,d", total)).orElse(""),
                (counts.contacts() - run.before) / minutes,
                Estimate.end(counts, run.before, run.since, now, all)
                        .map(end -> ", until about " + TIME.format(end) + " UTC")
                        .orElse(""));
    }
}
