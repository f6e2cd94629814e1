package io.contactroutes.cli;

import io.contactroutes.config.Account;
import io.contactroutes.config.LogFormat;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.state.SweepStatus;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Waits until each account has ended a sweep; one whose list moved is swept once more first. */
class ReceiptCollector implements SweepListener {

    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private final Set<String> looked = new HashSet<>();

    /** Returns one that shows progress on the terminal; empty when there is none, or it would disturb what is written there. */
    static Optional<ReceiptCollector> onTerminal(Settings settings) {
        return LogFormat.isJson() || settings.text(Setting.SINK).equals("console")
                ? Optional.empty()
                : Terminal.ofStandardError().map(terminal -> new ProgressBars(terminal));
    }

    @Override
    public void held(Account account, String process) {
        ended(Receipt.notBegun(account, Instant.now(), SweepStatus.DEFERRED, SweepListener.heldBy(account, process)));
    }

    @Override
    public synchronized void ended(Receipt receipt) {
        String accountName = receipt.account().name();
        if (receipt.wantsAnotherLook() && looked.add(accountName)) {
            return;
        }
        receipts.put(accountName, receipt);
        notifyAll();
    }

    /** Waits for the receipts of these accounts and returns them in their order. */
    synchronized List<Receipt> await(Collection<Account> accounts) throws InterruptedException {
        while (!accounts.stream().allMatch(account -> receipts.containsKey(account.name()))) {
            wait();
        }
        return accounts.stream().map(account -> receipts.get(account.name())).toList();
    }

    synchronized boolean allComplete() {
        return receipts.values().stream().allMatch(receipt -> receipt.status() == SweepStatus.COMPLETE);
    }
}
