package io.contactroutes.support;

import io.contactroutes.config.Account;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** How the last sweep of each account ended; one whose list moved has another look first. */
public final class Sweeps implements SweepListener {

    private final Map<String, Receipt> ended = new ConcurrentHashMap<>();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    @Override
    public void ended(Receipt receipt) {
        String accountName = receipt.account().name();
        if (!receipt.wantsAnotherLook() || !looked.add(accountName)) {
            ended.put(accountName, receipt);
        }
    }

    public Receipt of(String accountName) {
        Receipt receipt = ended.get(accountName);
        if (receipt == null) {
            throw new IllegalArgumentException("No sweep of " + accountName + " has ended, but of " + ended.keySet());
        }
        return receipt;
    }

    public Collection<Receipt> all() {
        return ended.values();
    }

    public void await(Collection<Account> accounts) {
        Eventually.await("a sweep of " + accounts, () -> accounts.stream()
                .allMatch(account -> ended.containsKey(account.name())));
    }
}
