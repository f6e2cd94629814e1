package io.contactroutes.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.AccountSweepTest;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.sweep.StopReason;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeSendingEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A contact whose source is unchanged is not mapped again; this affects only speed. */
class UnchangedFilterTest extends AccountSweepTest {

    private static final int CONTACTS = 25;

    private final AtomicInteger mapped = new AtomicInteger();
    private BundleFolder home;

    @BeforeEach
    void open() {
        serve("chatwoot", CONTACTS);
        home = BundleFolder.shipped(folder.resolve("home"));
        rig.home(home.home());
    }

    @Test
    void whatDidNotChangeIsMappedOnce() {
        assertThat(sweep().created()).isEqualTo(CONTACTS);
        assertThat(mapped).hasValue(CONTACTS);

        Receipt receipt = sweep();

        assertThat(mapped).hasValue(0);
        assertThat(receipt.status()).isEqualTo(SweepStatus.COMPLETE);
        assertThat(receipt.contacts()).isEqualTo(CONTACTS);
        assertThat(receipt.distinct()).isEqualTo(CONTACTS);
        assertThat(receipt.unchanged()).isEqualTo(CONTACTS);
        assertThat(rig.files().records("a")).hasSize(CONTACTS);
    }

    @Test
    void whatMovesWithoutMeaningIsMappedOnceMore() {
        sweep();
        provider.contacts("a").touch(3);

        assertThat(sweep().unchanged()).isEqualTo(CONTACTS);
        assertThat(mapped).hasValue(1);

        sweep();
        assertThat(mapped).hasValue(0);
    }

    @Test
    void whatChangedIsPublished() {
        sweep();
        provider.contacts("a").update(3);

        assertThat(sweep().updated()).isEqualTo(1);
        assertThat(mapped).hasValue(1);
        assertSinkIsTruth();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "routes/providers/chatwoot.jslt, text(.name), uppercase(text(.name))",
        "routes/providers/common.jslt, 'if ($known != null) [{\"address\": $known}]', 'if ($known == \"\") [{\"address\": $known}]'"
    })
    void anEditOfAMappingReachesEveryContact(String file, String part, String by) {
        sweep();
        rig.stop();
        home.replace(file, part, by);

        sweep();

        assertThat(mapped).hasValue(CONTACTS);
        assertThat(rig.files().contacts("a").get("a:1"))
                .isNotEqualTo(rig.files().records("a").get(0));
    }

    @Test
    void anotherSettingOfTheAccountReachesEveryContact() {
        sweep();
        rig.stop();
        rig.set("a", "defaultRegion", "HK");

        sweep();

        assertThat(mapped).hasValue(CONTACTS);
    }

    @Test
    void withoutTheStepEveryContactIsMappedAndNothingElseIsOtherwise() {
        home.replace("routes/page.camel.yaml", """
                        - bean:
                            description: Skips contacts whose source is unchanged.
                            ref: unchangedFilter
                            method: skipUnchanged
                """, "");
        sweep();

        Receipt receipt = sweep();

        assertThat(mapped).hasValue(CONTACTS);
        assertThat(receipt.unchanged()).isEqualTo(CONTACTS);
        assertThat(rig.files().records("a")).hasSize(CONTACTS);
    }

    @Test
    void aContactThatIsSetAsideKeepsItsPlaceOnThePage() {
        sweep();
        provider.contacts("a").serve(7, broken(8));

        assertThat(sweep().deadLettered()).isEqualTo(1);

        assertThat(mapped).hasValue(1);
        JsonNode letter = rig.files().deadLetters("a").get(0);
        assertThat(letter.path("page").intValue()).isEqualTo(1);
        assertThat(letter.path("index").intValue()).isEqualTo(7);
    }

    @Test
    void aContactThatIsAsItWasBeforeItWasSetAsideIsNotReplayed() {
        provider.contacts("a").serve(7, contact(8, "\"Ana\""));
        sweep();
        provider.contacts("a").serve(7, broken(8));
        sweep();
        provider.contacts("a").serve(7, contact(8, "\"Ana\""));

        sweep();

        assertThat(rig.state().notes("a", "dead-letter/")).isEmpty();
        assertThat(rig.files().contacts("a").get("a:8").at("/name/full").asText())
                .isEqualTo("Ana");
    }

    @Test
    void ofTwoContactsWithOneIdBothAreMapped() {
        rig.set("a", "sorts", "created_at");
        provider.contacts("a").serve(7, contact(8, "\"Ana\""));
        provider.contacts("a").serve(8, contact(8, "\"Bea\""));
        rig.tick("a");
        countMapped();

        Receipt receipt = rig.tick("a").get(0);

        assertThat(mapped.get()).isGreaterThanOrEqualTo(2);
        assertThat(receipt.counts().repeats()).isEqualTo(1);
        assertThat(receipt.updated()).isZero();
        assertThat(rig.files().contacts("a").get("a:8").at("/name/full").asText())
                .isEqualTo("Bea");
    }

    @Test
    void aMappingThatGivesAContactTwoIdsIsRefused() {
        home.replace("routes/providers/chatwoot.jslt", "\"sourceId\": source-id(.)", "\"sourceId\": \"x\" + .id");

        Receipt receipt = sweep();

        assertThat(receipt.status()).isEqualTo(SweepStatus.FAILED);
        assertThat(receipt.message()).contains("routes/providers/chatwoot.jslt", "source-id", "sourceId");
    }

    @Test
    void aPageThatBringsTheSameOnceMoreIsStillARepeatedPage() {
        sweep();
        provider.script("a", FaultScript.always(ResponseFaults.repeatedPage(1)));
        countMapped();

        assertThat(rig.tick("a").get(0).reconciliation().reason()).isEqualTo(StopReason.REPEATED_PAGE);
        assertThat(mapped).hasValue(0);
    }

    @Override
    protected Receipt sweep() {
        if (rig.bundle() == null) {
            rig.start(RunMode.untilStopped());
        }
        countMapped();
        return super.sweep();
    }

    /** From now on; what is mapped goes through {@code direct:contact}. */
    private void countMapped() {
        mapped.set(0);
        var strategy = rig.bundle().context().getManagementStrategy();
        if (strategy.getEventNotifiers().stream().noneMatch(CountContacts.class::isInstance)) {
            strategy.addEventNotifier(new CountContacts());
        }
    }

    private static String contact(int id, String name) {
        return "{\"id\": " + id + ", \"name\": " + name + ", \"custom_attributes\": {}}";
    }

    private static String broken(int id) {
        return contact(id, "{\"new\": 1}");
    }

    private final class CountContacts extends EventNotifierSupport {
        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeSendingEvent sending
                    && sending.getEndpoint().getEndpointUri().equals("direct://contact")) {
                mapped.incrementAndGet();
            }
        }
    }
}
