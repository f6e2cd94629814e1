package io.contactroutes.request;

import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import io.contactroutes.support.LogCapture;
import io.contactroutes.support.Recording;
import io.contactroutes.support.Sweeps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sweeps cases of the battery in one bundle, each with an account of its own: once with the faults, once by {@code check},
 * and once more after the providers have recovered.
 */
final class BatteryRun {

    private final List<BatteryCase> cases;
    private final BundleFolder bundle;
    private final Map<String, ProviderDouble> providers = new HashMap<>();
    private final List<ProviderDouble> hosts = new ArrayList<>();
    private final Map<String, List<Integer>> pagesOfFirst = new HashMap<>();
    private final Map<String, List<Integer>> pagesOfSecond = new HashMap<>();
    private final Map<String, Set<String>> broughtByFirst = new HashMap<>();
    private final Sweeps first;
    private final Sweeps second;
    private final CommandRun check;
    private final LogCapture log = LogCapture.open();

    private BatteryRun(Path home, List<BatteryCase> cases, String timeout, String retryTimeout) {
        this.cases = cases;
        bundle = BundleFolder.withoutAccounts(home)
                .with("contacts.request.timeout", timeout)
                .with("contacts.request.retry-timeout", retryTimeout)
                .with("contacts.request.max-body", "1MiB")
                .with("contacts.dead-letters.max-share", "90%");
        try {
            serve();
            first = bundle.sweep();
            each(account -> {
                pagesOfFirst.put(account, pages(account));
                broughtByFirst.put(account, brought(account));
            });
            check = check(home);
            bundle.with("contacts.request.retry-timeout", retryTimeout);
            each(account -> {
                providers.get(account).script(account, FaultScript.none());
                providers.get(account).requests(account).clear();
            });
            second = bundle.sweep();
            each(account -> pagesOfSecond.put(account, pages(account)));
            first.all();
            second.all();
        } finally {
            log.close();
            hosts.forEach(ProviderDouble::close);
        }
    }

    /** Cases that wait for the request timeout: a short one, in which few accounts are answered on any machine. */
    static BatteryRun ofHanging(Path home, List<BatteryCase> cases) {
        return new BatteryRun(home.resolve("hanging"), cases, "3s", "6s");
    }

    /** All others: a long timeout, as a machine may take its time to answer all accounts at once. */
    static BatteryRun ofOthers(Path home, List<BatteryCase> cases) {
        return new BatteryRun(home.resolve("others"), cases, "1m", "8s");
    }

    private void serve() {
        List<Served> shared = new ArrayList<>();
        for (BatteryCase each : cases) {
            Served served = Served.of(each.account(), each.provider());
            if (each.ownHost()) {
                start(List.of(served));
            } else {
                shared.add(served);
            }
        }
        start(shared);
        for (BatteryCase each : cases) {
            ProviderDouble host = providers.get(each.account());
            host.script(each.account(), each.faults());
            Map<String, String> parameters = each.provider().parameters(each.account(), host.url(each.account()));
            parameters.put("maxPages", String.valueOf(BatteryCases.MAX_PAGES));
            bundle.withAccount(each.account(), each.provider().provider(), parameters);
        }
    }

    private void start(List<Served> accounts) {
        ProviderDouble host = ProviderDouble.start(accounts);
        hosts.add(host);
        accounts.forEach(served -> providers.put(served.name(), host));
    }

    /** The faults that it asserts need no further try, so that it does not wait for the others. */
    private CommandRun check(Path home) {
        List<String> arguments = new ArrayList<>(List.of("check"));
        bundle.with("contacts.request.retry-timeout", "1s")
                .settings()
                .below("contacts.")
                .forEach((key, value) -> {
                    arguments.add("--property");
                    arguments.add("contacts." + key + "=" + value);
                });
        return CommandRun.of(home, arguments.toArray(String[]::new));
    }

    private void each(Consumer<String> account) {
        cases.stream().map(BatteryCase::account).forEach(account);
    }

    /** The pages that an account asked for, in order; requests for a token are none. */
    private List<Integer> pages(String account) {
        return providers.get(account).requests(account).pages().stream()
                .filter(page -> page > 0)
                .toList();
    }

    Receipt first(BatteryCase each) {
        return first.of(each.account());
    }

    /** The receipts of all its sweeps: also of the second look of a list that seemed to move. */
    List<Receipt> receipts(BatteryCase each) {
        return Stream.of(first, second)
                .flatMap(sweeps -> sweeps.allOf(each.account()).stream())
                .toList();
    }

    Receipt second(BatteryCase each) {
        return second.of(each.account());
    }

    List<Integer> pagesOfFirst(BatteryCase each) {
        return pagesOfFirst.get(each.account());
    }

    List<Integer> pagesOfSecond(BatteryCase each) {
        return pagesOfSecond.get(each.account());
    }

    /** The ids of the contacts that the first sweep published. */
    Set<String> broughtByFirst(BatteryCase each) {
        return broughtByFirst.get(each.account());
    }

    /** The ids of the contacts that are published after the second sweep. */
    Set<String> broughtByBoth(BatteryCase each) {
        return brought(each.account());
    }

    private Set<String> brought(String account) {
        return bundle.files("out/contacts/" + account, ".ndjson").stream()
                .flatMap(BatteryRun::lines)
                .map(line -> Recording.json(line).path("sourceId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    CommandRun check() {
        return check;
    }

    LogCapture log() {
        return log;
    }

    /** Everything that is shown to anyone. */
    List<String> texts() {
        List<String> texts = new ArrayList<>(log.lines());
        texts.addAll(bundle.receipts());
        texts.addAll(check.lines());
        Stream.of(first, second).forEach(sweeps -> sweeps.all()
                .forEach(receipt -> texts.add(receipt.line() + receipt + receipt.account())));
        return texts;
    }
}
