package io.contactroutes.cli;

import io.contactroutes.config.Account;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Sweep;
import java.io.PrintStream;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows each sweep as a bar on the terminal, below the log: contacts, rate, and the time that it has taken and will take. */
final class ProgressBars extends ReceiptCollector {

    private static final int EVERY_MILLIS = 250;

    private final Terminal terminal;
    private final PrintStream before = System.err;
    private final BottomLines lines;
    private final List<String> accounts = new ArrayList<>();
    private final Map<String, ProgressBar> bars = new HashMap<>();

    ProgressBars(Terminal terminal) {
        this.terminal = terminal;
        this.lines = new BottomLines(before, terminal.rows() - 1);
        System.setErr(new PrintStream(lines, true));
    }

    @Override
    public synchronized void began(Sweep sweep) {
        String account = sweep.account().name();
        if (!accounts.contains(account)) {
            accounts.add(account);
        }
        bars.put(
                account,
                new ProgressBarBuilder()
                        .setTaskName(String.format("%-14s", account))
                        .setInitialMax(sweep.expected().orElse(-1L))
                        .startsFrom(sweep.counts().seen(), Duration.ZERO)
                        .setStyle(ProgressBarStyle.ASCII)
                        .showSpeed(new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT)))
                        .setSpeedUnit(ChronoUnit.MINUTES)
                        .setUpdateIntervalMillis(EVERY_MILLIS)
                        .continuousUpdate()
                        .setConsumer(new Line(accounts.indexOf(account)))
                        .build());
    }

    @Override
    public synchronized void committed(Sweep sweep, int page) {
        ProgressBar bar = bars.get(sweep.account().name());
        long seen = Math.max(bar.getCurrent(), sweep.counts().seen());
        bar.maxHint(sweep.expected().map(all -> Math.max(all, seen)).orElse(-1L));
        bar.stepTo(seen);
    }

    @Override
    public synchronized void ended(Receipt receipt) {
        ProgressBar bar = bars.remove(receipt.account().name());
        if (bar != null) {
            if (receipt.status() == SweepStatus.COMPLETE) {
                bar.maxHint(bar.getCurrent());
            }
            bar.setExtraMessage(" " + receipt.status().word()).close();
        }
        super.ended(receipt);
    }

    /** Leaves the bars as they are in the end, above what is written from then on. */
    @Override
    List<Receipt> await(Collection<Account> swept) throws InterruptedException {
        try {
            return super.await(swept);
        } finally {
            System.setErr(before);
            lines.close();
        }
    }

    /** Where the library shows the bar of one account. */
    private final class Line implements ProgressBarConsumer {

        private final int number;

        Line(int number) {
            this.number = number;
        }

        @Override
        public int getMaxRenderedLength() {
            return terminal.columns() - 1;
        }

        @Override
        public void accept(String bar) {
            lines.show(number, bar);
        }

        @Override
        public void close() {
            // It stays.
        }
    }
}
