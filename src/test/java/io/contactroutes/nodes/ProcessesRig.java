package io.contactroutes.nodes;

import static io.contactroutes.support.Eventually.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.Account;
import io.contactroutes.database.JdbcState;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.PostgresServer;
import io.contactroutes.support.ProviderLists;
import io.contactroutes.support.TcpGate;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Several processes of one bundle on one PostgreSQL and one broker, all of them real, against hosts of doubles. */
final class ProcessesRig implements AutoCloseable {

    static final String TOPIC = "contacts";
    static final int PARTITIONS = 2;
    static final int PAGE_SIZE = 10;
    static final int PARALLEL_PAGES = 2;

    /** So long, that what happens at random often happens in a transaction. */
    private static final Duration BROKER_DELAY = Duration.ofMillis(15);

    private final Path folder;
    private final Duration takeover;
    private final Map<String, String> settings = new LinkedHashMap<>();
    private final Map<String, Configured> accounts = new LinkedHashMap<>();
    private final List<RunningProcess> processes = new ArrayList<>();
    private final String url = PostgresServer.shared().jdbcUrl();
    private Duration patience = Duration.ofSeconds(3);
    private KafkaBroker broker;
    private Holds holds;

    /** A server of a provider, with some accounts, and how often it may be asked. */
    record Host(ProviderDouble provider, Duration spacing, HostRequests requests) {}

    private record Configured(Account account, Host host) {}

    /** Decides what an account answers to a request. */
    @FunctionalInterface
    interface Script {
        Fault answer(String account, Call call);
    }

    ProcessesRig(Path folder, Duration takeover) {
        this.folder = folder;
        this.takeover = takeover;
        set("contacts.sink", "kafka");
        set("contacts.kafka.topic", TOPIC);
        set("contacts.reload", "off");
        set("contacts.nodes.takeover", takeover.toSeconds() + "s");
        set("contacts.deletes.max-share", "100%");
        set("contacts.request.back-off", "100ms");
    }

    /** How long a producer tries; three seconds if nothing else is set. */
    ProcessesRig patience(Duration ofProducer) {
        patience = ofProducer;
        return this;
    }

    void set(String key, String value) {
        settings.put(key, value);
    }

    /** Has a host serve accounts, whose script is run by its only thread. */
    void serve(String provider, int requestsPerMinute, int contacts, Duration every, Script script, String... names) {
        Served[] served =
                Stream.of(names).map(name -> Served.of(name, provider)).toArray(Served[]::new);
        ProviderDouble host = ProviderDouble.start(
                List.of(served),
                Options.defaults()
                        .withPageSize(PAGE_SIZE)
                        .withContacts(contacts)
                        .withLatency(Duration.ofMillis(20)));
        HostRequests requests = new HostRequests();
        Host asked = new Host(host, Duration.ofMinutes(1).dividedBy(requestsPerMinute), requests);
        for (String account : names) {
            host.script(account, call -> requests.note(account, call, script.answer(account, call)));
            Map<String, String> parameters = new LinkedHashMap<>(host.parameters(account));
            parameters.put("defaultRegion", "");
            parameters.put("template-id", provider);
            parameters.put("route-id", account);
            parameters.put("requestsPerMinute", String.valueOf(requestsPerMinute));
            parameters.put("parallelPages", String.valueOf(PARALLEL_PAGES));
            parameters.put("every", every.toMillis() + "ms");
            parameters.forEach((name, value) -> set(BundleFolder.key(account, name), value));
            accounts.put(account, new Configured(new Account(account, provider, parameters), asked));
        }
    }

    /** An honest answer. */
    static Fault honest() {
        return HeldResponses.HONEST;
    }

    /** Makes broker, database and processes, and starts the processes. */
    void start(int count) {
        List<TcpGate> brokers = IntStream.range(0, count)
                .mapToObj(i -> new TcpGate().delaying(BROKER_DELAY))
                .toList();
        broker = KafkaBroker.behind(brokers);
        broker.createTopic(TOPIC, PARTITIONS, Map.of("cleanup.policy", "compact"));
        JdbcState.open(url).close();
        holds = Holds.writtenDownIn(url);
        Path home = bundle();
        for (int i = 0; i < count; i++) {
            TcpGate database =
                    new TcpGate().to(URI.create(url.substring("jdbc:".length())).getPort());
            processes.add(new RunningProcess(
                    "p" + (i + 1),
                    home,
                    folder.resolve("p" + (i + 1) + ".log"),
                    database,
                    brokers.get(i),
                    arguments(database, brokers.get(i))));
        }
        processes.forEach(RunningProcess::start);
    }

    /** The bundle, but for the patience of its producer. */
    private Path bundle() {
        String most = String.valueOf(patience.toMillis());
        String less = String.valueOf(patience.toMillis() * 2 / 3);
        BundleFolder shipped = BundleFolder.withoutAccounts(folder.resolve("bundle"));
        shipped.edit("routes/publish-kafka.camel.yaml", publish -> publish.replaceAll(
                        "(maxBlockMs|requestTimeoutMs): \\d+", "$1: " + less)
                .replaceAll("deliveryTimeoutMs: \\d+", "deliveryTimeoutMs: " + most)
                .lines()
                .toList());
        return shipped.home();
    }

    private List<String> arguments(TcpGate database, TcpGate brokers) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("contacts.state.url", url.replaceFirst("//[^/]+/", "//127.0.0.1:" + database.port() + "/"));
        all.put("camel.component.kafka.brokers", "127.0.0.1:" + brokers.port());
        return all.entrySet().stream()
                .flatMap(setting -> Stream.of("-p", setting.getKey() + "=" + setting.getValue()))
                .toList();
    }

    Duration takeover() {
        return takeover;
    }

    RunningProcess process(int number) {
        return processes.get(number);
    }

    List<RunningProcess> processes() {
        return processes;
    }

    Holds holds() {
        return holds;
    }

    KafkaBroker broker() {
        return broker;
    }

    List<String> accounts() {
        return List.copyOf(accounts.keySet());
    }

    Host host(String account) {
        return accounts.get(account).host();
    }

    /** All hosts, each once. */
    List<Host> hosts() {
        return accounts.values().stream().map(Configured::host).distinct().toList();
    }

    /** All processes' lives. */
    List<RunningProcess.Life> lives() {
        return processes.stream().flatMap(each -> each.lives().stream()).toList();
    }

    /** Waits until the hosts have had so many requests more. */
    void awaitRequests(int more) {
        int until = requests() + more;
        await(more + " requests", () -> requests() >= until);
    }

    private int requests() {
        return hosts().stream().mapToInt(host -> host.requests().count()).sum();
    }

    /** Waits until each account has had so many complete sweeps that began after now. */
    void awaitComplete(int sweeps) {
        Instant now = Instant.now();
        accounts()
                .forEach(account ->
                        await(sweeps + " sweeps of " + account, () -> holds.complete(account, now) >= sweeps));
    }

    /** What all accounts list now, by uid; scripts have to be over. */
    Map<String, JsonNode> truth() {
        Map<String, JsonNode> truth = new LinkedHashMap<>();
        accounts.forEach((name, configured) -> {
            ProviderDouble provider = configured.host().provider();
            provider.script(name, call -> Optional.empty());
            truth.putAll(new ProviderLists(provider, configured.account()).contacts());
        });
        return truth;
    }

    /** The last lines of all logs. */
    String tails() {
        return processes.stream().map(RunningProcess::tail).collect(Collectors.joining());
    }

    @Override
    public void close() {
        processes.forEach(RunningProcess::close);
        hosts().forEach(host -> host.provider().close());
        if (broker != null) {
            broker.close();
        }
    }
}
