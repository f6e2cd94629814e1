package io.contactroutes.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.config.Accounts;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.contact.ContactSchema;
import io.contactroutes.contact.Mapping;
import io.contactroutes.request.AnswerReader;
import io.contactroutes.request.Answers;
import io.contactroutes.request.Budgets;
import io.contactroutes.request.Requests;
import io.contactroutes.sink.ConsoleRecords;
import io.contactroutes.sink.DeadLetterTopic;
import io.contactroutes.sink.KafkaClients;
import io.contactroutes.sink.KafkaRecords;
import io.contactroutes.sink.KafkaTopics;
import io.contactroutes.sink.NdjsonFiles;
import io.contactroutes.state.State;
import io.contactroutes.sweep.Changes;
import io.contactroutes.sweep.ContactStep;
import io.contactroutes.sweep.DeadLetters;
import io.contactroutes.sweep.Deletes;
import io.contactroutes.sweep.Pages;
import io.contactroutes.sweep.PublishedContacts;
import io.contactroutes.sweep.Receipts;
import io.contactroutes.sweep.Replay;
import io.contactroutes.sweep.SweepListener;
import io.contactroutes.sweep.Sweeps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.Predicate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.Registry;
import org.apache.kafka.clients.CommonClientConfigs;

/** The beans that the routes call, each under the name that the routes have for it. */
final class Beans implements AutoCloseable {

    private final Map<String, Object> byName = new HashMap<>();
    private final State state;
    private final Sweeps sweeps;
    private final NdjsonFiles files;
    private final PublishedContacts published;
    private DeadLetterTopic letterTopic;
    private final ExecutorService pageThreads = Executors.newCachedThreadPool(threads());

    Beans(Settings settings, RunMode mode, Accounts accounts, SweepListener listener, CamelContext context) {
        Clock clock = Clock.systemUTC();
        Map<String, ContactMapper> mappers = mappers(settings.home(), accounts);
        prepareSink(settings, context);
        state = open(settings, mode);
        sweeps = new Sweeps(
                accounts,
                state,
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
        Budgets budgets = new Budgets(accounts.configured(), clock);
        AnswerReader reader = new AnswerReader(
                settings.bytes(Setting.REQUEST_MAX_BODY),
                settings.count(Setting.REQUEST_MAX_DEPTH),
                settings.duration(Setting.REQUEST_TIMEOUT));
        byName.put("sweeps", sweeps);
        byName.put("pages", new Pages(state, listener, clock));
        byName.put("pageThreads", pageThreads);
        byName.put("nextPage", (Predicate) sweeps::nextPage);
        byName.put("requests", requests);
        byName.put("openRequest", (Predicate) requests::isOpen);
        byName.put("budgets", budgets);
        byName.put("answers", new Answers(budgets, reader, clock));
        byName.put("contacts", new ContactStep(mappers));
        byName.put("outcomes", new Outcomes());
        byName.put(
                "changes",
                new Changes(state, published, settings.text(Setting.EMIT).equals("all")));
        byName.put("deletes", deletes);
        byName.put("moreDeletes", (Predicate) deletes::next);
        byName.put("anotherLook", (Predicate) sweeps::anotherLook);
        byName.put("deadLetters", new DeadLetters(state));
        byName.put("receipts", new Receipts(state, clock));
        byName.put("kafkaRecords", new KafkaRecords(settings.text(Setting.KAFKA_TOPIC), context));
        byName.put("files", files);
        byName.put("console", new ConsoleRecords(System.out, mode.limit()));
    }

    void bind(Registry registry) {
        byName.forEach(registry::bind);
    }

    Replay.Outcome replay(Account account, ProducerTemplate routes) throws IOException {
        List<JsonNode> letters =
                letterTopic == null ? files.deadLetters(account.alias()) : letterTopic.deadLetters(account.alias());
        Replay.Outcome outcome = new Replay(state, routes, Clock.systemUTC()).replay(account, letters);
        files.finishAll();
        return outcome;
    }

    int removeDeadLetters(Account account, String sourceId) throws IOException {
        return letterTopic == null ? files.removeDeadLetters(account.alias(), account.alias() + ":" + sourceId) : 0;
    }

    Sweeps sweeps() {
        return sweeps;
    }

    @Override
    public void close() {
        pageThreads.shutdownNow();
        try {
            files.close();
            published.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            state.close();
        }
    }

    private static Map<String, ContactMapper> mappers(Path home, Accounts accounts) {
        ContactSchema schema = schema(home.resolve("schema/contact.schema.json"));
        Map<String, Mapping> mappings = new HashMap<>();
        Map<String, ContactMapper> mappers = new HashMap<>();
        for (Account account : accounts.all()) {
            Mapping mapping = mappings.computeIfAbsent(account.family(), family -> mapping(home, family));
            mappers.put(
                    account.alias(),
                    new ContactMapper(mapping, schema, account.family(), account.alias(), account.visibleParameters()));
        }
        return mappers;
    }

    private static ContactSchema schema(Path file) {
        try {
            return new ContactSchema(file);
        } catch (RuntimeException e) {
            throw new ConfigurationException(
                    "The schema " + file + " is missing or broken; take it from the bundle as it ships.", e);
        }
    }

    private static Mapping mapping(Path home, String family) {
        Path file = home.resolve("routes/providers").resolve(family + ".jslt");
        if (!Files.isRegularFile(file)) {
            throw new ConfigurationException("The family " + family + " has no mapping; put it into " + file + ".");
        }
        return Mapping.compile(file);
    }

    private static State open(Settings settings, RunMode mode) {
        return mode.memory() == RunMode.Memory.KEPT ? StateDatabase.open(settings) : State.open("jdbc:sqlite::memory:");
    }

    private PublishedContacts published(Settings settings, RunMode mode) {
        return mode.memory() == RunMode.Memory.READ_ONLY && StateDatabase.exists(settings)
                ? PublishedContacts.of(StateDatabase.openBeside(settings))
                : PublishedContacts.in(state);
    }

    private void prepareSink(Settings settings, CamelContext context) {
        try {
            if (Bundle.isKafka(settings)) {
                KafkaComponent component = context.getComponent("kafka", KafkaComponent.class);
                component.setKafkaClientFactory(new KafkaClients());
                KafkaConfiguration kafka = component.getConfiguration();
                Properties client = kafka.createProducerProperties();
                client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokers());
                new KafkaTopics(settings.text(Setting.KAFKA_TOPIC), client).prepare();
                letterTopic = new DeadLetterTopic(settings.text(Setting.KAFKA_TOPIC), client);
            } else if (settings.text(Setting.SINK).equals("files")) {
                Path directory = settings.path(Setting.FILES_DIRECTORY);
                Files.createDirectories(directory);
                Files.delete(Files.createTempFile(directory, ".writable", null));
            }
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot write to " + settings.path(Setting.FILES_DIRECTORY) + " ("
                            + e.getClass().getSimpleName() + "); set contacts.files.directory to a folder that can be"
                            + " written.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("The start was interrupted.", e);
        }
    }

    private static java.util.concurrent.ThreadFactory threads() {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, "page-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
