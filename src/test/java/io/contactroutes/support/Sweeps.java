package io.contactroutes.support;

import io.contactroutes.config.Account;
import io.contactroutes.sweep.Receipt;
import io.contactroutes.sweep.SweepListener;
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
        String alias = receipt.account().alias();
        if (!receipt.wantsAnotherLook() || !looked.add(alias)) {
            ended.put(alias, receipt);
        }
    }

    public Receipt of(String alias) {
        Receipt receipt = ended.get(alias);
        if (receipt == null) {
            throw new IllegalArgumentException("No sweep of " + alias + " has ended, but of " + ended.keySet());
        }
        return receipt;
    }

    public Collection<Receipt> all() {
        return ended.values();
    }

    public void await(Collection<Account> accounts) {
        Eventually.await("a sweep of " + accounts, () -> accounts.stream()
                .allMatch(account -> ended.containsKey(account.alias())));
    }
}
