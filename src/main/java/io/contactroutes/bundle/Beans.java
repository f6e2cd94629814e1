package io.contactroutes.bundle;

import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.request.LargeResponses;
import io.contactroutes.request.RateLimits;
import io.contactroutes.request.RequestLimits;
import io.contactroutes.request.Requests;
import io.contactroutes.request.ResponseReader;
import io.contactroutes.request.Responses;
import io.contactroutes.sink.ConsoleRecords;
import io.contactroutes.sink.DeadLetterTopic;
import io.contactroutes.sink.KafkaRecords;
import io.contactroutes.sink.NdjsonFiles;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Changes;
import io.contactroutes.sweep.ContactMappers;
import io.contactroutes.sweep.DeadLetters;
import io.contactroutes.sweep.Deletes;
import io.contactroutes.sweep.Pages;
import io.contactroutes.sweep.PublishedContacts;
import io.contactroutes.sweep.Receipts;
import io.contactroutes.sweep.Replay;
import io.contactroutes.sweep.SignInBackOff;
import io.contactroutes.sweep.SweepListener;
import io.contactroutes.sweep.Sweeps;
import io.contactroutes.sweep.UnchangedFilter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;

/** The beans that the routes call, each under the name that the routes have for it. */
final class Beans implements AutoCloseable {

    private final Map<String, Object> byName = new HashMap<>();
    private final State state;
    private final Sweeps sweeps;
    private final NdjsonFiles files;
    private final RequestLimits limits;
    private final PublishedContacts published;
    private final Optional<DeadLetterTopic> letterTopic;
    private final ExecutorService pageThreads = Executors.newCachedThreadPool(threads());

    Beans(Settings settings, RunMode mode, Accounts accounts, SweepListener listener, CamelContext context) {
        Clock clock = Clock.tickMillis(ZoneOffset.UTC);
        Map<String, ContactMapper> mappers = Mappings.of(settings.home(), accounts);
        letterTopic = Sinks.prepare(settings, context);
        state = open(settings, mode);
        SignInBackOff signIns = new SignInBackOff(state, clock);
        sweeps = new Sweeps(
                accounts,
                state,
                signIns,
                clock,
                settings.duration(Setting.SWEEP_DEADLINE),
                settings.duration(Setting.SWEEP_RESUME_WITHIN),
                mode.limit(),
                listener);
        Deletes deletes = new Deletes(
                state, settings.count(Setting.DELETES_AFTER_SWEEPS), settings.share(Setting.DELETES_MAX_SHARE), clock);
        published = published(settings, mode);
        files = new NdjsonFiles(settings.path(Setting.FILES_DIRECTORY));
        Requests requests = new Requests(settings.duration(Setting.REQUEST_PATIENCE), clock);
        RateLimits budgets = new RateLimits(accounts.configured(), clock);
        ResponseReader reader = new ResponseReader(
                settings.bytes(Setting.REQUEST_MAX_BODY),
                settings.count(Setting.REQUEST_MAX_DEPTH),
                new LargeResponses(settings.bytes(Setting.REQUEST_MAX_BODY)));
        limits = new RequestLimits(settings.duration(Setting.REQUEST_TIMEOUT));
        byName.put("sweeps", sweeps);
        byName.put("pages", new Pages(state, signIns, listener, clock));
        byName.put("pageThreads", pageThreads);
        byName.put("nextPage", (Predicate) sweeps::nextPage);
        byName.put("requests", requests);
        byName.put("openRequest", (Predicate) requests::isOpen);
        byName.put("budgets", budgets);
        byName.put("limits", limits);
        byName.put("answers", new Responses(budgets, reader, signIns, clock));
        byName.put("contacts", new ContactMappers(mappers));
        byName.put("outcomes", new Outcomes());
        boolean emitAll = settings.text(Setting.EMIT).equals("all");
        byName.put("sources", new UnchangedFilter(mappers, published, emitAll));
        byName.put("changes", new Changes(state, published, emitAll));
        byName.put("deletes", deletes);
        byName.put("moreDeletes", (Predicate) deletes::next);
        byName.put("anotherLook", (Predicate) sweeps::anotherLook);
        byName.put("deadLetters", new DeadLetters(state));
        byName.put("receipts", new Receipts(state, settings.share(Setting.DEAD_LETTERS_MAX_SHARE), clock));
        byName.put("kafkaRecords", new KafkaRecords(settings.text(Setting.KAFKA_TOPIC), context));
        byName.put("files", files);
        byName.put("console", new ConsoleRecords(mode.limit()));
    }

    void bind(Registry registry) {
        byName.forEach(registry::bind);
    }

    Replay.Outcome replay(Account account, ProducerTemplate routes) throws IOException {
        Replay replay = new Replay(state, routes, Clock.tickMillis(ZoneOffset.UTC), account);
        if (letterTopic.isPresent()) {
            letterTopic.get().forEach(account.name(), replay::replay);
        } else {
            files.forEachDeadLetter(account.name(), replay::replay);
        }
        files.finishAll();
        return replay.outcome();
    }

    int removeDeadLetters(Account account, String sourceId) throws IOException {
        return letterTopic.isPresent() ? 0 : files.removeDeadLetters(account.name(), account.name() + ":" + sourceId);
    }

    Sweeps sweeps() {
        return sweeps;
    }

    @Override
    public void close() {
        pageThreads.shutdownNow();
        limits.close();
        try {
            files.close();
            published.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            state.close();
        }
    }

    private static State open(Settings settings, RunMode mode) {
        return mode.memory() == RunMode.Memory.KEPT ? StateDatabase.open(settings) : State.open("jdbc:sqlite::memory:");
    }

    private PublishedContacts published(Settings settings, RunMode mode) {
        return mode.memory() == RunMode.Memory.READ_ONLY && StateDatabase.exists(settings)
                ? PublishedContacts.of(StateDatabase.openBeside(settings))
                : PublishedContacts.in(state);
    }

    private static ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "page-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
