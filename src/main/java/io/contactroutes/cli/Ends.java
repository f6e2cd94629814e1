package io.contactroutes.cli;

import io.contactroutes.config.Account;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Receipt;
import io.contactroutes.sweep.SweepListener;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Waits until each account has ended a sweep; one whose list moved has another look first. */
class Ends implements SweepListener {

    private final Map<String, Receipt> receipts = new LinkedHashMap<>();
    private final Set<String> looked = new HashSet<>();

    @Override
    public synchronized void ended(Receipt receipt) {
        String alias = receipt.account().alias();
        if (receipt.wantsAnotherLook() && looked.add(alias)) {
            return;
        }
        receipts.put(alias, receipt);
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
