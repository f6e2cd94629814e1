package io.contactroutes.cli;

import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.list.ContactList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Changes the lists of a sandbox now and then: contacts come, change and go. */
final class MovingLists implements AutoCloseable {

    private static final long EVERY_MILLIS = 1_500;

    private final ProviderDouble providers;
    private final List<Served> accounts;
    private final Random random = new Random(1);
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    MovingLists(ProviderDouble providers, List<Served> accounts) {
        this.providers = providers;
        this.accounts = accounts;
        timer.scheduleAtFixedRate(this::change, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void change() {
        ContactList list =
                providers.contacts(accounts.get(random.nextInt(accounts.size())).name());
        List<Long> numbers = list.numbers();
        int kind = numbers.isEmpty() ? 0 : random.nextInt(8);
        if (kind < 2) {
            list.insert();
        } else if (kind == 2) {
            list.delete(numbers.get(random.nextInt(numbers.size())));
        } else {
            list.update(numbers.get(random.nextInt(numbers.size())));
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
