package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.lifecycle.Sweeps;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.State;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Sweep;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What operators, crashes and others do at random to account {@code a} of a bundle, between its sweeps and in the midst of one. It
 * knows what of that a subscriber has to expect.
 */
public final class Disturbances implements SweepListener {

    /** More dead letters would fail the sweep. */
    private static final int MOST_BROKEN = 3;

    private static final int LATEST_MOMENT = 6;

    /** Orders of Chatwoot's list: only {@code created_at} does not move when the list is rearranged. */
    private static final List<String> SORTS = List.of("created_at", "none", "none", "none; created_at", "none; email");

    /** What is in the JSON of each contact that is not valid, and in what it is mapped to when it is. */
    private static final Pattern BROKEN_NAME = Pattern.compile("Ada\\d+");

    private final SweepRig rig;
    private final ProviderDouble provider;
    private final BundleFolder bundle;
    private final SimulatedSink sink;
    private final Path data;
    private final Random random;
    private final String providerId;
    private final Map<String, SimulatedList> lists = new HashMap<>();
    private final Map<String, Set<Long>> broken = new HashMap<>(Map.of("a", new HashSet<>(), "b", new HashSet<>()));
    private final List<String> trace = new ArrayList<>();
    private final List<Runnable> between;
    private final List<Runnable> halfWay;
    private final List<Consumer<Publication>> midst;

    private final Set<String> forgotten = new HashSet<>();
    private final Map<String, Set<String>> forgottenIn = new HashMap<>();
    private final Set<Long> odd = new HashSet<>();
    private final Set<Long> brokenOnce = new HashSet<>();
    private final Set<String> left = new HashSet<>();
    private String known;
    private String emptiedInTheMidst;
    private boolean doubtful;
    private String list = "a";
    private String filter = "";
    private String knownList;
    private boolean deletesHeld;
    private boolean open;
    private boolean isLenient;
    private boolean stopped;
    private FolderCopy killed;

    /** The last value that was given to a parameter or a contact; the double's own account has number 1. */
    private int value = 1;

    private Throwable failure;

    /**
     * @param data the folder with state and sink, which a kill rolls back to its moment; null when there are no kills
     * @param lists the lists {@code a} and {@code b} of the double; the account begins with the first
     */
    public Disturbances(
            SweepRig rig,
            ProviderDouble provider,
            BundleFolder bundle,
            SimulatedSink sink,
            Path data,
            String providerId,
            Map<String, SimulatedList> lists,
            Random random) {
        this.rig = rig;
        this.provider = provider;
        this.bundle = bundle;
        this.sink = sink;
        this.data = data;
        this.providerId = providerId;
        this.lists.putAll(lists);
        this.random = random;
        rig.listener(this);
        this.between = List.of(
                this::restart,
                this::useAnotherSink,
                this::returnToTheSinkBefore,
                this::returnToTheSinkBefore,
                this::empty,
                this::republish,
                this::loseContacts,
                () -> forget(null),
                () -> forget(null),
                this::replay,
                this::replay,
                this::changeMapping,
                this::changeMapping,
                this::changePages,
                this::changeToken,
                this::changeFilter,
                this::useTheOtherList,
                this::approve,
                this::breakContact,
                this::breakContact,
                this::breakAgain,
                this::breakAgain,
                this::mendContact,
                this::mendContact);
        this.halfWay = List.of(
                this::changePages, this::changePages, this::changeToken, this::changeFilter, this::useTheOtherList);
        this.midst = List.of(
                this::forget,
                this::forget,
                publication -> republish(),
                publication -> approve(),
                publication -> stop(),
                publication -> stop(),
                publication -> emptyInTheMidst(),
                publication -> kill(),
                publication -> kill());
        changePages();
    }

    // --- what happens ---

    /** What happens before a tick, to list and bundle. */
    public void between() {
        beginTick();
        if (open && random.nextBoolean()) {
            any(halfWay).run();
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            any(between).run();
        }
        simulated().changeBetweenSweeps();
    }

    /** A tick with faults, and most often with something in its midst; null when its process was killed. */
    public Receipt disturbedTick() {
        int moment = 1 + random.nextInt(LATEST_MOMENT);
        Consumer<Publication> action = any(midst);
        return switch (random.nextInt(4)) {
            case 0 -> tick(simulated()::faultFor);
            case 1 -> tickWithRequest(moment, action);
            default -> tickWithPublication(moment, random.nextBoolean(), action);
        };
    }

    /** A tick of a provider in good health, without any disturbance. */
    public Receipt quietTick() {
        beginTick();
        return tick(FaultScript.none());
    }

    private void beginTick() {
        if (!open) {
            forgotten.clear();
            odd.clear();
        }
        broken().retainAll(provider.contacts(list).numbers());
    }

    private Receipt tickWithRequest(int moment, Consumer<Publication> action) {
        AtomicInteger calls = new AtomicInteger();
        return tick(call -> {
            if (calls.incrementAndGet() == moment) {
                trace.add("at request " + moment);
                guarded(action, null);
            }
            return simulated().faultFor(call);
        });
    }

    private Receipt tickWithPublication(int moment, boolean after, Consumer<Publication> action) {
        start();
        try (PublishedMoment published = new PublishedMoment(rig.bundle().context(), after, moment, publication -> {
            trace.add((after ? "after" : "before") + " publication " + moment + ", "
                    + publication.records().get(0).type());
            guarded(action, publication);
        })) {
            return tick(simulated()::faultFor);
        }
    }

    /** A failure on a thread of the bundle or of the double would be taken for a failure of the sweep. */
    private void guarded(Consumer<Publication> action, Publication publication) {
        try {
            action.accept(publication);
        } catch (AssertionError | RuntimeException e) {
            failure = e;
        }
    }

    private Receipt tick(FaultScript script) {
        start();
        provider.script(list, script);
        List<Receipt> receipts = rig.tick("a");
        provider.script(list, FaultScript.none());
        if (failure != null) {
            throw new AssertionError(this + "\nfailed", failure);
        }
        Receipt last = receipts.get(receipts.size() - 1);
        receipts.forEach(receipt -> trace.add("  " + receipt.line()));
        boolean wasKilled = killed != null;
        if (stopped || wasKilled) {
            rig.stop();
            stopped = false;
        }
        if (wasKilled) {
            killed.restore();
            killed = null;
            trace.add("  killed at that moment");
        }
        try (State state = rig.state()) {
            open = state.openSweep("a").isPresent();
        }
        simulated().ended(open);
        return wasKilled ? null : last;
    }

    /** A sweep has compared the sink with the one before; a tick may have two sweeps. */
    @Override
    public synchronized void began(Sweep sweep) {
        if (known != null && !known.equals(sink.identity())) {
            left.add(known);
            doubtful = left.contains(sink.identity());
        }
        known = sink.identity();
        emptiedInTheMidst = null;
        String swept = list + filter;
        deletesHeld |= knownList != null && !knownList.equals(swept);
        knownList = swept;
    }

    /** A sweep of another list than before has deleted something, which nobody has approved. */
    @Override
    public synchronized void ended(Receipt receipt) {
        if (deletesHeld && receipt.counts().deleted() > 0) {
            failure = new AssertionError("deletes of another list are not held");
        }
        if (receipt.status() == SweepStatus.COMPLETE && receipt.heldDeletes() == 0) {
            deletesHeld = false;
        }
    }

    private void start() {
        if (rig.bundle() == null) {
            rig.start(RunMode.untilStopped());
        }
    }

    // --- the bundle ---

    private void restart() {
        trace.add("restart");
        rig.stop();
    }

    private void stop() {
        trace.add("stop");
        stopped = true;
        rig.bundle()
                .context()
                .getRegistry()
                .lookupByNameAndType("sweeps", Sweeps.class)
                .stop(Sweeps.STOPPED);
    }

    private void kill() {
        if (data == null) {
            stop();
            return;
        }
        trace.add("kill");
        killed = new FolderCopy(data, data.resolveSibling("killed"));
        stop();
    }

    // --- the sink ---

    private void useAnotherSink() {
        if (!wasEmptiedInTheMidst()) {
            rig.stop();
            sink.another();
            trace.add("another sink: " + sink.identity());
        }
    }

    private void returnToTheSinkBefore() {
        if (wasEmptiedInTheMidst()) {
            return;
        }
        rig.stop();
        if (sink.back()) {
            trace.add("back to the sink " + sink.identity());
        }
    }

    /** What then comes into it is known to nobody until the next sweep begins; a sink that is left before that is not followed. */
    private void emptyInTheMidst() {
        empty();
        emptiedInTheMidst = sink.identity();
    }

    private void empty() {
        sink.empty();
        trace.add("emptied sink: " + sink.identity());
    }

    // --- parameters ---

    private void changePages() {
        switch (providerId) {
            case "islash" -> parameter("perPage", 5 + random.nextInt(7));
            case "chatwoot" -> parameter("sorts", any(SORTS));
            default -> parameter("maxPages", 900 + random.nextInt(100));
        }
    }

    private void changeToken() {
        parameter("token", "token-" + ++value);
    }

    /** The double lists the same whatever it is; the bundle cannot know that. */
    private void changeFilter() {
        filter = String.valueOf(++value);
        switch (providerId) {
            case "islash" -> parameter("session", "session-" + filter);
            case "chatwoot" -> parameter("accountId", filter);
            default -> parameter("tags", "[\"tag-" + filter + "\"]");
        }
    }

    private void parameter(String name, Object to) {
        rig.stop();
        rig.set("a", name, to);
        trace.add(name + " = " + to);
    }

    private void useTheOtherList() {
        rig.stop();
        simulated().ended(false);
        list = list.equals("a") ? "b" : "a";
        filter = providerId.equals("botpenguin") ? filter : "";
        provider.parameters(list).forEach((name, to) -> rig.set("a", name, to));
        odd.addAll(broken());
        trace.add("list " + list);
    }

    // --- commands ---

    private void republish() {
        trace.add("republish");
        assertThat(command("republish", "a").exit()).isZero();
    }

    /** An operator who lost a file asks for everything again. */
    private void loseContacts() {
        if (sink.lose()) {
            trace.add("lost a file");
            republish();
        }
    }

    private void approve() {
        CommandRun approval = command("approve-deletes", "a");
        trace.add("approve-deletes: " + approval.lines());
        deletesHeld &= approval.exit() != 0;
    }

    /** @param publication most often the contact is one of it; null when there is none */
    private void forget(Publication publication) {
        List<String> uids = new ArrayList<>(List.of("a:1"));
        uids.addAll(new TreeSet<>(uids().values()));
        SinkFiles.compacted(sink.contacts()).keySet().forEach(uids::add);
        String uid = any(uids);
        if (publication == null && random.nextInt(4) == 0) {
            Map<Long, String> listed = uids();
            uid = broken().stream()
                    .filter(listed::containsKey)
                    .map(listed::get)
                    .findFirst()
                    .orElse(uid);
        } else if (publication != null && random.nextInt(4) > 0) {
            SinkRecord record = any(publication.records());
            uid = record.stream() == io.contactroutes.sink.Stream.CONTACTS ? record.key() : uid;
        }
        CommandRun run = command("forget", uid);
        trace.add("forget " + uid + ": " + run.lines());
        boolean refused = run.err().contains("the sink is another one");
        assertThat(run.exit())
                .as(run.err())
                .isEqualTo(refused || run.err().contains("the state has no such contact") ? 1 : 0);
        if (!refused) {
            forgotten.add(uid);
            forgottenHere().add(uid);
        }
    }

    /** What it publishes is of the last letter of its contact, and no older than what the sink has of it. */
    private void replay() {
        rig.stop();
        List<JsonNode> before = sink.contacts();
        Map<String, JsonNode> letters = byUid(sink.deadLetters());
        CommandRun run = command("replay", "a");
        trace.add("replay: " + run.lines());
        assertThat(run.exit()).as(run.err()).isEqualTo(run.err().contains("the sink is another one") ? 1 : 0);
        Map<String, JsonNode> known = byUid(before);
        List<JsonNode> all = sink.contacts();
        for (JsonNode replayed : all.subList(before.size(), all.size())) {
            String uid = replayed.path("uid").textValue();
            JsonNode letter = letters.get(uid);
            assertThat(brokenName(replayed))
                    .as("%s%n%s", this, uid)
                    .isNotEmpty()
                    .isEqualTo(brokenName(letter));
            JsonNode older = known.get(uid);
            if (older != null && older.has("fetchedAt") && !brokenName(older).equals(brokenName(letter))) {
                assertThat(fetchedAt(older)).as("%s%n%s", this, uid).isBeforeOrEqualTo(fetchedAt(letter));
            }
        }
    }

    /** The last one of each contact that has an id. */
    private static Map<String, JsonNode> byUid(List<JsonNode> records) {
        Map<String, JsonNode> last = new HashMap<>();
        records.forEach(each -> last.put(each.path("uid").asText(), each));
        return last;
    }

    private static Optional<String> brokenName(JsonNode record) {
        return BROKEN_NAME
                .matcher(record.toString())
                .results()
                .map(MatchResult::group)
                .findFirst();
    }

    private static Instant fetchedAt(JsonNode record) {
        return Instant.parse(record.path("fetchedAt").textValue());
    }

    private CommandRun command(String... words) {
        return CommandRun.of(
                rig.home(),
                Stream.concat(Stream.of(words), rig.arguments().stream()).toArray(String[]::new));
    }

    // --- contacts that are not valid ---

    private void breakContact() {
        breakOneOf(provider.contacts(list).numbers());
    }

    /** A contact that was not valid once, and has been corrected since, gets another dead letter. */
    private void breakAgain() {
        breakOneOf(provider.contacts(list).numbers().stream()
                .filter(brokenOnce::contains)
                .toList());
    }

    private void breakOneOf(List<Long> numbers) {
        List<Long> sound =
                numbers.stream().filter(number -> !broken().contains(number)).toList();
        if (broken().size() < MOST_BROKEN && !sound.isEmpty()) {
            breakContact(any(sound));
        }
    }

    private void breakContact(long number) {
        String id = uids().get(number).substring("a:".length());
        String name = "{\"first\":\"Ada" + ++value + "\"}";
        serve(
                number,
                switch (providerId) {
                    case "islash" -> "{\"id\":" + id + ",\"first_name\":" + name + "}";
                    case "chatwoot" -> "{\"id\":" + id + ",\"name\":" + name + "}";
                    default -> "{\"_id\":\"" + id + "\",\"profile\":{\"userDetails\":{\"name\":" + name + "}}}";
                });
        broken().add(number);
        brokenOnce.add(number);
        trace.add("broken a:" + id);
    }

    private void mendContact() {
        broken().stream().findAny().ifPresent(number -> {
            serve(number, null);
            broken().remove(number);
            trace.add("corrected " + uids().get(number));
        });
    }

    public void mendAll() {
        while (!broken().isEmpty()) {
            mendContact();
        }
    }

    private void serve(long number, String json) {
        simulated().serve(number, json);
        odd.add(number);
    }

    /** The mapping takes a name that is an object, most often to replay what was refused, or takes it no longer. */
    private void changeMapping() {
        rig.stop();
        String name =
                switch (providerId) {
                    case "islash" -> ".first_name";
                    case "chatwoot" -> ".name";
                    default -> "$user.name";
                };
        String strict = "text(" + name + ")";
        String lenient = "text(if (is-object(" + name + ")) " + name + ".first else " + name + ")";
        String file = "routes/providers/" + providerId + ".jslt";
        bundle.replace(file, isLenient ? lenient : strict, isLenient ? strict : lenient);
        isLenient = !isLenient;
        odd.addAll(broken());
        trace.add(isLenient ? "lenient mapping" : "strict mapping");
        if (isLenient && random.nextInt(4) > 0) {
            replay();
        }
    }

    // --- what a subscriber has to expect ---

    /** What is listed now, by number. */
    public Map<Long, String> uids() {
        List<Long> numbers = provider.contacts(list).numbers();
        List<String> ids = provider.sourceIds(list);
        Map<Long, String> uids = new HashMap<>();
        IntStream.range(0, numbers.size()).forEach(place -> uids.put(numbers.get(place), "a:" + ids.get(place)));
        return uids;
    }

    /** The listed contacts that a sweep has seen. */
    public Set<String> seenBy(long sequence) {
        try (State state = rig.state()) {
            return state.known("a", provider.sourceIds(list)).entrySet().stream()
                    .filter(known -> known.getValue().lastSeen() == sequence)
                    .map(known -> "a:" + known.getKey())
                    .collect(Collectors.toSet());
        }
    }

    /** What is listed now and valid. */
    public Map<String, JsonNode> truth() {
        start();
        return new ProviderLists(provider, list, rig.account("a"), rig.home()).contacts();
    }

    /** Contacts that may be absent, old or valid: those that are or were broken during the sweep, and those that were forgotten. */
    public Set<String> unsettled() {
        Set<String> unsettled = new HashSet<>(forgotten);
        Map<Long, String> uids = uids();
        odd.forEach(number -> unsettled.add(uids.get(number)));
        broken().forEach(number -> unsettled.add(uids.get(number)));
        return unsettled;
    }

    /** The contacts whose tombstones {@code forget} has put into the sink, until the set is cleared. */
    public Set<String> forgottenHere() {
        return forgottenIn.computeIfAbsent(sink.identity(), identity -> new HashSet<>());
    }

    /** The list that is swept now. */
    public SimulatedList simulated() {
        return lists.get(list);
    }

    /** Whether the sink was emptied during the last tick: after the last page of a complete sweep, as nobody sees before the next one. */
    public boolean wasEmptiedInTheMidst() {
        return sink.identity().equals(emptiedInTheMidst);
    }

    /** Whether the contacts had gone elsewhere for a time. */
    public boolean isSinkDoubtful() {
        return doubtful;
    }

    /** Approves what is held. */
    public void approveHeld() {
        approve();
    }

    /** All that has happened, one event to a line. */
    @Override
    public String toString() {
        return String.join("\n", trace);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    private Set<Long> broken() {
        return broken.get(list);
    }
}
