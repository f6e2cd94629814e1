package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.request.BatteryCase.Brings;
import io.contactroutes.state.SweepStatus;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every provider meets every fault. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public class ProviderBatteryTest {

    private static final List<BatteryCase> CASES = BatteryCases.all();

    private BatteryRun hanging;
    private BatteryRun others;

    @BeforeAll
    void sweep(@TempDir Path home) {
        hanging = BatteryRun.ofHanging(home, cases(true));
        others = BatteryRun.ofOthers(home, cases(false));
    }

    private static List<BatteryCase> cases(boolean hanging) {
        return CASES.stream().filter(each -> each.hangs() == hanging).toList();
    }

    private BatteryRun run(BatteryCase each) {
        return each.hangs() ? hanging : others;
    }

    private Stream<BatteryRun> runs() {
        return Stream.of(hanging, others);
    }

    static List<BatteryCase> cases() {
        return CASES;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void meets(BatteryCase each) {
        assertAll(
                () -> endsAsItShould(each),
                () -> asksNoMoreThanItHasTo(each),
                () -> publishesWhatIsCertain(each),
                () -> logsItOnce(each),
                () -> recoversWithTheProvider(each),
                () -> checkSaysTheSame(each));
    }

    private void endsAsItShould(BatteryCase each) {
        Receipt receipt = run(each).first(each);

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(each.status());
        if (each.reason() != null) {
            assertThat(receipt.line()).contains("(" + each.reason().word() + ")");
        }
        if (each.says() == null) {
            assertThat(receipt.message()).isNull();
        } else {
            assertThat(receipt.message()).startsWith(each.account() + ": ").contains(each.says());
        }
    }

    private void asksNoMoreThanItHasTo(BatteryCase each) {
        int honest =
                each.status() == SweepStatus.COMPLETE ? each.provider().pages().count() : 0;

        assertThat(run(each).pagesOfFirst(each)).hasSizeBetween(honest + each.fewest(), honest + each.most());
    }

    private void publishesWhatIsCertain(BatteryCase each) {
        Set<String> all = expected(each.provider());
        Set<String> brought = run(each).broughtByFirst(each);

        switch (each.brings()) {
            case ALL -> assertThat(brought).isEqualTo(all);
            case NOTHING -> assertThat(brought).isEmpty();
            case FIRST_PAGE -> assertThat(brought).isNotEmpty().isSubsetOf(all);
            case SOME -> assertThat(brought).isNotEmpty();
        }
    }

    private void logsItOnce(BatteryCase each) {
        List<String> lines = run(each).log().about(each.account());
        List<String> receipts =
                run(each).receipts(each).stream().map(Receipt::line).toList();

        assertThat(lines).as("the receipts of its sweeps").containsExactlyInAnyOrderElementsOf(receipts);
    }

    /** A deferred sweep goes on at its cursor; by number at the page before, as the list may have shifted. */
    private void recoversWithTheProvider(BatteryCase each) {
        Receipt receipt = run(each).second(each);

        assertThat(receipt.status()).as(receipt.line()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(run(each).broughtByBoth(each)).containsAll(expected(each.provider()));
        if (each.status() == SweepStatus.DEFERRED) {
            boolean isFirstCommitted = each.brings() == Brings.FIRST_PAGE;
            int resumedAt = isFirstCommitted && !each.provider().pages().areNumbered() ? 2 : 1;
            assertThat(receipt.resumedAtPage()).isEqualTo(resumedAt);
            assertThat(run(each).pagesOfSecond(each)).startsWith(resumedAt);
        } else {
            assertThat(receipt.resumedAtPage()).isNull();
        }
    }

    /** As far as the fault is seen on the first page. */
    private void checkSaysTheSame(BatteryCase each) {
        if (each.brings() == Brings.NOTHING && each.status() == SweepStatus.FAILED) {
            assertThat(run(each).check().lines())
                    .filteredOn(line -> line.startsWith(each.account() + ": "))
                    .singleElement()
                    .asString()
                    .contains(each.says());
        }
    }

    @Test
    void checkFailsAsManyAccountsFail() {
        assertThat(runs()).extracting(run -> run.check().exit()).containsExactly(1, 1);
    }

    @Test
    void warnsOfNothingButTheCases() {
        Predicate<String> isOfACase = line -> CASES.stream().anyMatch(each -> line.startsWith(each.account() + ":"));

        assertThat(runs().flatMap(run -> run.log().warnings().stream()))
                .isNotEmpty()
                .allMatch(isOfACase);
    }

    @Test
    void showsNothingPersonalAndNoSecret() {
        List<String> texts = runs().flatMap(run -> run.texts().stream()).toList();

        assertThat(texts).hasSizeGreaterThan(CASES.size());
        for (String planted : planted()) {
            assertThat(texts).as(planted).noneMatch(text -> text.contains(planted));
        }
    }

    private static Set<String> planted() {
        Set<String> planted = new TreeSet<>();
        CASES.forEach(each -> planted.addAll(each.provider().secrets(each.account())));
        for (RecordedApi provider :
                CASES.stream().map(BatteryCase::provider).distinct().toList()) {
            for (JsonNode contact : provider.published()) {
                addText(planted, contact.at("/name/full"));
                contact.path("emails").forEach(email -> addText(planted, email.path("address")));
                contact.path("phones").forEach(phone -> addText(planted, phone.path("number")));
                contact.path("labels").forEach(label -> addText(planted, label));
            }
        }
        assertThat(planted).hasSizeGreaterThan(CASES.size());
        return planted;
    }

    /** Very short texts, and the text that stands for a value in a documented sample, are found in anything. */
    private static void addText(Set<String> planted, JsonNode value) {
        if (value.isTextual()
                && value.textValue().length() > 4
                && !value.textValue().equals("string")) {
            planted.add(value.textValue());
        }
    }

    private static Set<String> expected(RecordedApi provider) {
        return provider.published().stream()
                .map(contact -> contact.path("sourceId").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
