package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.deadletter.DeadLetters;
import io.contactroutes.deletes.Deletes;
import io.contactroutes.files.RecordFiles;
import io.contactroutes.identity.Continuity;
import io.contactroutes.identity.KnownList;
import io.contactroutes.identity.KnownSink;
import io.contactroutes.kafka.KafkaRecords;
import io.contactroutes.lifecycle.Loops;
import io.contactroutes.lifecycle.OpenSweeps;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.lifecycle.Sweeps;
import io.contactroutes.management.Management;
import io.contactroutes.page.Changes;
import io.contactroutes.page.ContactMappers;
import io.contactroutes.page.PageSchema;
import io.contactroutes.page.Pages;
import io.contactroutes.page.PublishedContacts;
import io.contactroutes.page.UnchangedFilter;
import io.contactroutes.receipt.Receipts;
import io.contactroutes.request.RequestBeans;
import io.contactroutes.request.SteadyClock;
import io.contactroutes.sink.ConsoleRecords;
import io.contactroutes.sink.CurrentSink;
import io.contactroutes.state.Processes;
import io.contactroutes.state.Processes.Hold;
import io.contactroutes.state.State;
import io.contactroutes.status.ActivityRecorder;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.spi.Registry;

/** Makes the beans that the routes call, each under the name of its class. */
final class Beans implements AutoCloseable {

    private final Map<String, Object> byName = new HashMap<>();
    private final State state;
    private final Sweeps sweeps;
    private final RequestBeans requests;
    private final PublishedContacts published;
    private final Sinks sinks;
    private final KnownSink knownSink;
    private final Optional<ActivityRecorder> activity;
    private final Optional<Schedule> schedule;
    private final Management management;
    private final ExecutorService pageThreads = SweepTicks.pageThreads();

    Beans(Settings settings, RunMode mode, Accounts accounts, SweepListener listener, ModelCamelContext context) {
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        sinks = Sinks.prepare(settings, new ProcessPublisher(this::processes), context);
        RunMode.Memory memory = StateDatabase.memory(settings, mode);
        state = StateDatabase.of(settings, mode, memory);
        knownSink = new KnownSink(state, memory == RunMode.Memory.KEPT ? sinks.identity() : CurrentSink.NONE);
        List<Account> swept = accounts.configured().stream()
                .filter(account -> mode.runs(account.name()))
                .toList();
        if (memory == RunMode.Memory.KEPT && !swept.isEmpty()) {
            LeftAccounts.warn(state, accounts);
        }
        boolean watched = !swept.isEmpty() && (memory == RunMode.Memory.KEPT || !mode.once());
        activity = watched ? Optional.of(new ActivityRecorder(state, swept, clock)) : Optional.empty();
        management = new Management(state, sinks.identity(), accounts, mode.once() ? List.of() : swept, context, clock);
        SweepListener all = activity.map(recorder -> recorder.before(SweepListener.both(management.sweeps(), listener)))
                .orElse(listener);
        requests = new RequestBeans(
                settings, accounts.configured(), state, clock, new SteadyClock(), management.requests());
        OpenSweeps open = new OpenSweeps(
                state,
                new Continuity(state, knownSink, new KnownList(state, ProviderRequests.of(context))),
                clock,
                settings.duration(Setting.SWEEP_DEADLINE),
                settings.duration(Setting.SWEEP_RESUME_WITHIN));
        boolean scheduled = watched && !mode.once();
        sweeps = new Sweeps(
                accounts,
                state,
                open,
                requests.signIns(),
                clock,
                mode.limit(),
                mode.isTrial(),
                scheduled && state.processes().areSeveral(),
                sinks::fence,
                all);
        Deletes deletes = new Deletes(
                state, settings.count(Setting.DELETES_AFTER_SWEEPS), settings.share(Setting.DELETES_MAX_SHARE), clock);
        published = StateDatabase.published(settings, memory, state);
        PageSchema pageSchema = new PageSchema(settings.files().resolve("schema/page.schema.json"));
        ContactMappers contactMappers = new ContactMappers(Mappings.of(settings.files(), accounts));
        boolean emitAll = settings.text(Setting.EMIT).equals("all");
        schedule = scheduled
                ? Optional.of(new Schedule(
                        state,
                        sweeps,
                        swept,
                        settings,
                        requests.rateLimits(),
                        new SweepTicks(context, pageThreads),
                        clock))
                : Optional.empty();
        byName.putAll(requests.byName());
        byName.put("sweeps", sweeps);
        byName.put("recentSweeps", sweeps.recent());
        Loops loops = new Loops(sweeps, state, clock, mode.limit());
        byName.put("sweepNeeded", (Predicate) loops::isSweepNeeded);
        byName.put("walkNeeded", (Predicate) loops::isWalkNeeded);
        byName.put("takeNextPage", (Predicate) loops::takeNextPage);
        byName.put("pageThreads", pageThreads);
        byName.put("pages", new Pages(pageSchema, state, requests.signIns(), all, clock));
        byName.put("unchangedFilter", new UnchangedFilter(contactMappers, published, emitAll));
        byName.put("contactMappers", contactMappers);
        byName.put("changes", new Changes(state, published, emitAll));
        byName.put("deadLetters", new DeadLetters(state));
        byName.put("deletes", deletes);
        byName.put("receipts", new Receipts(state, knownSink, settings.share(Setting.DEAD_LETTERS_MAX_SHARE), clock));
        byName.put("kafkaRecords", new KafkaRecords(settings.text(Setting.KAFKA_TOPIC), context, sinks.partitions()));
        byName.put("recordFiles", new RecordFiles(settings.path(Setting.FILES_DIRECTORY), Clock.systemUTC()));
        byName.putAll(management.beans(settings.text(Setting.MANAGEMENT_TOKEN)));
        byName.put("consoleRecords", new ConsoleRecords(mode.limit(), memory == RunMode.Memory.COPIED));
    }

    void start(CamelContext context) {
        management.start(context);
        schedule.ifPresent(Schedule::start);
    }

    void bind(Registry registry) {
        byName.forEach(registry::bind);
    }

    Replay.Outcome replay(Account account, ProducerTemplate routes) throws IOException {
        knownSink.require(account.name(), "sweep once");
        Hold hold = state.processes().take(account.name(), account.every(), Processes.Turn.BESIDE, sinks::fence);
        if (!hold.taken()) {
            throw new ConfigurationException(
                    SweepListener.heldBy(account, hold.holder()) + " Replay when it has finished.");
        }
        try {
            Replay replay = new Replay(state, routes, Clock.tickMillis(ZoneOffset.UTC), account);
            sinks.letters(account.name(), replay::replay);
            return replay.outcome();
        } finally {
            state.processes().release(account.name(), true);
        }
    }

    KnownSink sinkOf(State beside) {
        return new KnownSink(beside, sinks.identity());
    }

    int removeDeadLetters(Account account, String sourceId) throws IOException {
        return sinks.removeLetters(account.name(), account.name() + ":" + sourceId);
    }

    private Processes processes() {
        return state.processes();
    }

    Sweeps sweeps() {
        return sweeps;
    }

    @Override
    public void close() {
        schedule.ifPresent(Schedule::close);
        activity.ifPresent(ActivityRecorder::close);
        pageThreads.shutdownNow();
        requests.close();
        sinks.identity().close();
        try {
            published.close();
        } finally {
            state.close();
        }
    }
}
