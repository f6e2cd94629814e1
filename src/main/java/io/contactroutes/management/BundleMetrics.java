package io.contactroutes.management;

import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.request.RequestListener;
import io.contactroutes.state.StateException;
import io.contactroutes.status.AccountStatus;
import io.contactroutes.sweep.Counts;
import io.contactroutes.sweep.Sweep;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what sweeps publish and request, and offers it, with what the state has, as metrics by account. */
final class BundleMetrics implements SweepListener, RequestListener {

    private static final Logger LOG = LoggerFactory.getLogger(BundleMetrics.class);

    private static final String ACCOUNT = "account";

    private final Statuses statuses;
    private final Map<String, LongAdder> counters = new ConcurrentHashMap<>();
    private final Map<String, Counts> counted = new ConcurrentHashMap<>();

    BundleMetrics(Statuses statuses) {
        this.statuses = statuses;
    }

    /** Registers the metrics of these accounts, those that were not counted yet with 0. */
    void register(MeterRegistry registry, Set<String> accounts) {
        accounts.forEach(account -> register(registry, account, Tags.of(ACCOUNT, account)));
    }

    private void register(MeterRegistry registry, String account, Tags tags) {
        for (String op : new String[] {"created", "updated", "deleted"}) {
            counter(
                    registry,
                    "contacts.published",
                    "Records of contacts that were published.",
                    tags.and("op", op),
                    account + op);
        }
        for (Outcome outcome : Outcome.values()) {
            String word = word(outcome);
            counter(registry, "contacts.requests", "Requests to providers.", tags.and("outcome", word), account + word);
        }
        FunctionTimer.builder(
                        "contacts.rate.limit.wait",
                        this,
                        metrics -> metrics.of(account + "waits").sum(),
                        metrics -> metrics.of(account + "nanos").sum(),
                        TimeUnit.NANOSECONDS)
                .description("Time that requests waited for the rate limit of their host.")
                .tags(tags)
                .register(registry);
        gauge(
                registry,
                "contacts.sweep.age",
                "Time since the last complete sweep ended.",
                "seconds",
                tags,
                account,
                status -> {
                    return status.lastComplete() == null
                            ? Double.NaN
                            : Duration.between(status.lastComplete().end().at(), status.now())
                                            .toMillis()
                                    / 1000.0;
                });
        gauge(
                registry,
                "contacts.sweep.pages",
                "Pages that the running sweep has read.",
                null,
                tags,
                account,
                status -> status.counts().pages());
        gauge(
                registry,
                "contacts.dead.letters",
                "Contacts that are set aside.",
                null,
                tags,
                account,
                AccountStatus::deadLetters);
        gauge(
                registry,
                "contacts.deletes.held",
                "Deletes that wait for an operator.",
                null,
                tags,
                account,
                AccountStatus::heldDeletes);
    }

    private void counter(MeterRegistry registry, String name, String description, Tags tags, String key) {
        FunctionCounter.builder(name, this, metrics -> metrics.of(key).sum())
                .description(description)
                .tags(tags)
                .register(registry);
    }

    private void gauge(
            MeterRegistry registry,
            String name,
            String description,
            String unit,
            Tags tags,
            String account,
            ToDoubleFunction<AccountStatus> value) {
        Gauge.builder(name, () -> value(account, value))
                .description(description)
                .baseUnit(unit)
                .tags(tags)
                .register(registry);
    }

    @Override
    public void began(Sweep sweep) {
        counted.put(sweep.account().name(), sweep.counts());
    }

    @Override
    public void committed(Sweep sweep, int page) {
        count(sweep.account().name(), sweep::counts);
    }

    /** Tombstones are counted at the end. */
    @Override
    public void ended(Receipt receipt) {
        count(receipt.account().name(), receipt::counts);
        counted.remove(receipt.account().name());
    }

    @Override
    public void recentEnded(Receipt receipt) {
        add(receipt.account().name(), Counts.NONE, receipt.counts());
    }

    @Override
    public void waited(String account, Duration duration) {
        of(account + "waits").increment();
        of(account + "nanos").add(duration.toNanos());
    }

    @Override
    public void ended(String account, Outcome outcome) {
        of(account + word(outcome)).increment();
    }

    /** A state that fails has no value for Prometheus; the check contacts-state says why. */
    private double value(String account, ToDoubleFunction<AccountStatus> value) {
        try {
            return statuses.of(account).map(value::applyAsDouble).orElse(Double.NaN);
        } catch (StateException e) {
            LOG.debug("{}: no metrics, as the state cannot be read.", account, e);
            return Double.NaN;
        }
    }

    /** Workers commit pages in any order; each reads the counters when its turn to count has come, as no metric may fall. */
    private void count(String account, Supplier<Counts> counts) {
        counted.computeIfPresent(account, (name, before) -> {
            Counts now = counts.get();
            add(account, before, now);
            return now;
        });
    }

    private void add(String account, Counts before, Counts now) {
        of(account + "created").add(now.created() - before.created());
        of(account + "updated").add(now.updated() - before.updated());
        of(account + "deleted").add(now.deleted() - before.deleted());
    }

    private LongAdder of(String key) {
        return counters.computeIfAbsent(key, none -> new LongAdder());
    }

    private static String word(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
    }
}
