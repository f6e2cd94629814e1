package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.cli.ContactRoutes;
import io.contactroutes.request.BatteryCase.Brings;
import io.contactroutes.sandbox.FaultScript;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.Recording;
import io.contactroutes.support.Sweeps;
import io.contactroutes.sweep.Receipt;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * Every providerId meets every fault: each fault has an account of its own in one bundle, which is swept, checked, and swept
 * again when the providers have come to their senses.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProviderBatteryTest {

    private final Map<String, ProviderDouble> providers = new HashMap<>();
    private final Map<String, Integer> requests = new HashMap<>();
    private final Map<String, Set<String>> firstBrought = new HashMap<>();
    private final List<ProviderDouble> hosts = new ArrayList<>();
    private BundleFolder bundle;
    private Sweeps first;
    private Sweeps second;
    private CapturedLog log;
    private String checked;

    @BeforeAll
    void meetEveryFault(@TempDir Path home) {
        bundle = BundleFolder.withoutAccounts(home)
                .with("contacts.request.timeout", "3s")
                .with("contacts.request.connect-timeout", "3s")
                .with("contacts.request.patience", "6s")
                .with("contacts.request.max-body", "1MiB")
                .with("contacts.dead-letters.max-share", "90%");
        FixtureProvider.all().forEach(providerId -> providerId.addedFiles().forEach(bundle::write));
        serve();
        log = CapturedLog.begin();
        first = bundle.sweep();
        providers.forEach((accountName, provider) -> {
            requests.put(accountName, provider.requests(accountName).count());
            firstBrought.put(accountName, brought(accountName));
        });
        checked = check(home);
        providers.forEach((accountName, provider) -> provider.script(accountName, FaultScript.none()));
        second = bundle.sweep();
    }

    private void serve() {
        List<Served> shared = new ArrayList<>();
        all((providerId, each) -> {
            Served served = Served.of(each.name(providerId), providerId);
            if (each.ownHost()) {
                add(ProviderDouble.start(List.of(served)), List.of(served));
            } else {
                shared.add(served);
            }
        });
        add(ProviderDouble.start(shared, Options.defaults()), shared);
        all((providerId, each) -> {
            String accountName = each.name(providerId);
            ProviderDouble provider = providers.get(accountName);
            provider.script(accountName, each.script().apply(providerId));
            Map<String, String> parameters = new HashMap<>(provider.parameters(accountName));
            parameters.put("maxPages", String.valueOf(BatteryCases.MAX_PAGES));
            bundle.withAccount(accountName, providerId.provider(), parameters);
        });
    }

    private void add(ProviderDouble host, List<Served> accounts) {
        hosts.add(host);
        accounts.forEach(served -> providers.put(served.name(), host));
    }

    @AfterAll
    void stop() {
        log.close();
        hosts.forEach(ProviderDouble::close);
    }

    static Stream<Arguments> cases() {
        return FixtureProvider.all().stream().flatMap(providerId -> BatteryCases.of(providerId).stream()
                .map(each -> Arguments.of(providerId, each)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void endsAsItShould(FixtureProvider providerId, BatteryCase each) {
        Receipt receipt = first.of(each.name(providerId));

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(each.status());
        if (each.reason() != null) {
            assertThat(receipt.line()).contains("(" + each.reason().word() + ")");
        }
        if (each.says() == null) {
            assertThat(receipt.message()).isNull();
        } else {
            assertThat(receipt.message())
                    .startsWith(each.name(providerId) + ": ")
                    .contains(each.says());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void asksNoMoreThanItHasTo(FixtureProvider providerId, BatteryCase each) {
        int honest = each.status() == SweepStatus.COMPLETE
                ? providerId.recording().pages().size()
                : 0;

        assertThat(requests.get(each.name(providerId))).isBetween(honest + each.fewest(), honest + each.most());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void publishesWhatIsCertain(FixtureProvider providerId, BatteryCase each) {
        Set<String> all = expected(providerId);
        Set<String> brought = firstBrought.get(each.name(providerId));

        if (each.brings() == Brings.ALL) {
            assertThat(brought).isEqualTo(all);
        } else if (each.brings() == Brings.NOTHING) {
            assertThat(brought).isEmpty();
        } else if (each.brings() == Brings.FIRST_PAGE) {
            assertThat(all).containsAll(brought);
            assertThat(brought).isNotEmpty();
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void saysItOnce(FixtureProvider providerId, BatteryCase each) {
        String accountName = each.name(providerId);
        String line = first.of(accountName).line();

        assertThat(log.linesOf(accountName)).filteredOn(line::equals).hasSize(1);
        assertThat(log.linesOf(accountName)).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void isWellAgainWhenTheProviderIs(FixtureProvider providerId, BatteryCase each) {
        Receipt receipt = second.of(each.name(providerId));

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(brought(each.name(providerId))).containsAll(expected(providerId));
        assertThat(receipt.resumedAtPage() != null).as("resumed").isEqualTo(each.status() == SweepStatus.DEFERRED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void checkSaysTheSame(FixtureProvider providerId, BatteryCase each) {
        assumeTrue(each.brings() == Brings.NOTHING && each.status() == SweepStatus.FAILED, "seen on the first page");
        String accountName = each.name(providerId);

        assertThat(checked.lines().filter(line -> line.startsWith(accountName + ": ")))
                .singleElement()
                .asString()
                .contains(each.says());
    }

    @Test
    void tellsNothingPersonalAndNoSecret() {
        List<String> texts = new ArrayList<>(log.lines());
        texts.addAll(bundle.receipts());
        texts.addAll(checked.lines().toList());
        Stream.of(first, second).forEach(sweeps -> sweeps.all()
                .forEach(receipt -> texts.add(receipt.line() + receipt + receipt.account())));

        assertThat(texts).hasSizeGreaterThan(providers.size());
        for (String planted : planted()) {
            assertThat(texts).as(planted).noneMatch(text -> text.contains(planted));
        }
    }

    private static Set<String> planted() {
        Set<String> planted = new TreeSet<>();
        all((providerId, each) -> planted.addAll(providerId.secrets(each.name(providerId))));
        for (FixtureProvider providerId : FixtureProvider.all()) {
            for (JsonNode contact : providerId.recording().expected()) {
                addText(planted, contact.at("/name/full"));
                contact.path("emails").forEach(email -> addText(planted, email.path("address")));
                contact.path("phones").forEach(phone -> addText(planted, phone.path("number")));
                contact.path("labels").forEach(label -> addText(planted, label));
            }
        }
        assertThat(planted).hasSizeGreaterThan(50);
        return planted;
    }

    /** Very short texts, and the word that stands for a value in a documented sample, are found in anything. */
    private static void addText(Set<String> planted, JsonNode value) {
        if (value.isTextual()
                && value.textValue().length() > 4
                && !value.textValue().equals("string")) {
            planted.add(value.textValue());
        }
    }

    private String check(Path home) {
        StringWriter out = new StringWriter();
        System.setProperty("contact-routes.home", home.toString());
        try {
            List<String> arguments = new ArrayList<>(List.of("check"));
            bundle.settings().below("contacts.").forEach((key, value) -> {
                arguments.add("--property");
                arguments.add("contacts." + key + "=" + value);
            });
            CommandLine command = ContactRoutes.commandLine();
            command.setOut(new PrintWriter(out)).setErr(new PrintWriter(out));
            assertThat(command.execute(arguments.toArray(String[]::new))).isEqualTo(1);
        } finally {
            System.clearProperty("contact-routes.home");
        }
        return out.toString();
    }

    private Set<String> brought(String accountName) {
        return bundle.files("out/contacts/" + accountName, "").stream()
                .flatMap(ProviderBatteryTest::lines)
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

    private static Set<String> expected(FixtureProvider providerId) {
        return providerId.recording().expected().stream()
                .map(contact -> contact.path("sourceId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void all(java.util.function.BiConsumer<FixtureProvider, BatteryCase> action) {
        FixtureProvider.all()
                .forEach(providerId -> BatteryCases.of(providerId).forEach(each -> action.accept(providerId, each)));
    }
}
