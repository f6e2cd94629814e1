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
 * Every family meets every fault: each fault has an account of its own in one bundle, which is swept, checked, and swept
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
        RecordedFamily.all().forEach(family -> family.addedFiles().forEach(bundle::write));
        serve();
        log = CapturedLog.begin();
        first = bundle.sweep();
        providers.forEach((alias, provider) -> {
            requests.put(alias, provider.requests(alias).count());
            firstBrought.put(alias, brought(alias));
        });
        checked = check(home);
        providers.forEach((alias, provider) -> provider.script(alias, FaultScript.none()));
        second = bundle.sweep();
    }

    private void serve() {
        List<Served> shared = new ArrayList<>();
        all((family, each) -> {
            Served served = Served.of(each.alias(family), family);
            if (each.ownHost()) {
                add(ProviderDouble.start(List.of(served)), List.of(served));
            } else {
                shared.add(served);
            }
        });
        add(ProviderDouble.start(shared, Options.defaults()), shared);
        all((family, each) -> {
            String alias = each.alias(family);
            ProviderDouble provider = providers.get(alias);
            provider.script(alias, each.script().apply(family));
            Map<String, String> parameters = new HashMap<>(provider.parameters(alias));
            parameters.put("maxPages", String.valueOf(BatteryCases.MAX_PAGES));
            bundle.withAccount(alias, family.family(), parameters);
        });
    }

    private void add(ProviderDouble host, List<Served> accounts) {
        hosts.add(host);
        accounts.forEach(served -> providers.put(served.alias(), host));
    }

    @AfterAll
    void stop() {
        log.close();
        hosts.forEach(ProviderDouble::close);
    }

    static Stream<Arguments> cases() {
        return RecordedFamily.all().stream()
                .flatMap(family -> BatteryCases.of(family).stream().map(each -> Arguments.of(family, each)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void endsAsItShould(RecordedFamily family, BatteryCase each) {
        Receipt receipt = first.of(each.alias(family));

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(each.status());
        if (each.reason() != null) {
            assertThat(receipt.line()).contains("(" + each.reason().word() + ")");
        }
        if (each.says() == null) {
            assertThat(receipt.message()).isNull();
        } else {
            assertThat(receipt.message()).startsWith(each.alias(family) + ": ").contains(each.says());
        }
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void asksNoMoreThanItHasTo(RecordedFamily family, BatteryCase each) {
        int honest = each.status() == SweepStatus.COMPLETE
                ? family.recording().pages().size()
                : 0;

        assertThat(requests.get(each.alias(family))).isBetween(honest + each.fewest(), honest + each.most());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void publishesWhatIsCertain(RecordedFamily family, BatteryCase each) {
        Set<String> all = expected(family);
        Set<String> brought = firstBrought.get(each.alias(family));

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
    void saysItOnce(RecordedFamily family, BatteryCase each) {
        String alias = each.alias(family);
        String line = first.of(alias).line();

        assertThat(log.linesOf(alias)).filteredOn(line::equals).hasSize(1);
        assertThat(log.linesOf(alias)).hasSizeLessThanOrEqualTo(2);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void isWellAgainWhenTheProviderIs(RecordedFamily family, BatteryCase each) {
        Receipt receipt = second.of(each.alias(family));

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(brought(each.alias(family))).containsAll(expected(family));
        assertThat(receipt.resumedAtPage() != null).as("resumed").isEqualTo(each.status() == SweepStatus.DEFERRED);
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("cases")
    void checkSaysTheSame(RecordedFamily family, BatteryCase each) {
        assumeTrue(each.brings() == Brings.NOTHING && each.status() == SweepStatus.FAILED, "seen on the first page");
        String alias = each.alias(family);

        assertThat(checked.lines().filter(line -> line.startsWith(alias + ": ")))
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
        all((family, each) -> planted.addAll(family.secrets(each.alias(family))));
        for (RecordedFamily family : RecordedFamily.all()) {
            for (JsonNode contact : family.recording().expected()) {
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

    private Set<String> brought(String alias) {
        return bundle.files("out/contacts/" + alias, "").stream()
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

    private static Set<String> expected(RecordedFamily family) {
        return family.recording().expected().stream()
                .map(contact -> contact.path("sourceId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void all(java.util.function.BiConsumer<RecordedFamily, BatteryCase> action) {
        RecordedFamily.all().forEach(family -> BatteryCases.of(family).forEach(each -> action.accept(family, each)));
    }
}
