package io.contactroutes.cli;

import io.contactroutes.config.Account;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Receipt;
import io.contactroutes.sweep.SweepListener;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waits until each account has ended a sweep. */
class Ends implements SweepListener {

    private final Map<String, Receipt> receipts = new LinkedHashMap<>();

    @Override
    public synchronized void ended(Receipt receipt) {
        receipts.put(receipt.account().alias(), receipt);
        notifyAll();
    }

    /** The receipts of these accounts, in their order, as soon as all are there. */
    synchronized List<Receipt> await(Collection<Account> accounts) throws InterruptedException {
        while (!accounts.stream().allMatch(account -> receipts.containsKey(account.alias()))) {
            wait();
        }
        return accounts.stream().map(account -> receipts.get(account.alias())).toList();
    }

    synchronized boolean allComplete() {
        return receipts.values().stream().allMatch(receipt -> receipt.status() == SweepStatus.COMPLETE);
    }
}
