package io.contactroutes.support;

import io.contactroutes.config.Account;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * How the last sweep of each account ended; one whose list moved has another look first. A test that asks for the receipts of
 * an account expects their lines in the log.
 */
public final class Sweeps implements SweepListener {

    private final List<Receipt> receipts = new CopyOnWriteArrayList<>();
    private final List<Receipt> unseen = new ArrayList<>();
    private final Map<String, Receipt> ended = new ConcurrentHashMap<>();
    private final Set<String> looked = ConcurrentHashMap.newKeySet();

    @Override
    public void ended(Receipt receipt) {
        String accountName = receipt.account().name();
        receipts.add(receipt);
        synchronized (unseen) {
            unseen.add(receipt);
        }
        if (!receipt.wantsAnotherLook() || !looked.add(accountName)) {
            ended.put(accountName, receipt);
        }
    }

    public Receipt of(String accountName) {
        permitLines(receipt -> receipt.account().name().equals(accountName));
        Receipt receipt = ended.get(accountName);
        if (receipt == null) {
            throw new IllegalArgumentException("No sweep of " + accountName + " has ended, but of " + ended.keySet());
        }
        return receipt;
    }

    /** The receipts of all sweeps of an account, in order. */
    public List<Receipt> allOf(String accountName) {
        return receipts.stream()
                .filter(receipt -> receipt.account().name().equals(accountName))
                .toList();
    }

    public Collection<Receipt> all() {
        permitLines(receipt -> true);
        return ended.values();
    }

    private void permitLines(Predicate<Receipt> seen) {
        synchronized (unseen) {
            LogGuard.permit(unseen.stream().filter(seen).toList());
            unseen.removeIf(seen);
        }
    }

    public void await(Collection<Account> accounts) {
        Eventually.await("a sweep of " + accounts, () -> accounts.stream()
                .allMatch(account -> ended.containsKey(account.name())));
    }
}
