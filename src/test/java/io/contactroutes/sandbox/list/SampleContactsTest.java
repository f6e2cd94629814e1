package io.contactroutes.sandbox.list;

import static io.contactroutes.sandbox.SandboxClient.send;
import static io.contactroutes.sandbox.SandboxClient.sendForBytes;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.list.SampleContact.Flaw;
import io.contactroutes.sandbox.list.SamplePhone.Form;
import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SampleContactsTest {

    private final List<SampleContact> thousand = LongStream.range(0, 1000)
            .mapToObj(new SampleContacts(1, "islash", true)::contact)
            .toList();

    @Test
    void sameSeedSameBytesAndAnotherSeedOthers() throws Exception {
        assertThat(page(1, "99digital")).isEqualTo(page(1, "99digital"));
        assertThat(page(1, "99digital")).isNotEqualTo(page(2, "99digital"));
        assertThat(page(1, "99digital")).isNotEqualTo(page(1, "98digital"));
    }

    @Test
    void namesComeInManyScripts() {
        Set<UnicodeScript> scripts = thousand.stream()
                .flatMapToInt(contact -> contact.name().full().codePoints())
                .mapToObj(UnicodeScript::of)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(UnicodeScript.class)));
        assertThat(scripts)
                .contains(
                        UnicodeScript.LATIN,
                        UnicodeScript.HAN,
                        UnicodeScript.HEBREW,
                        UnicodeScript.ARABIC,
                        UnicodeScript.CYRILLIC,
                        UnicodeScript.DEVANAGARI,
                        UnicodeScript.THAI);
        assertThat(thousand).anyMatch(contact -> contact.name().full().startsWith("🌸"));
    }

    @Test
    void goodPhonesAreValidAndOddOnesAreThere() throws Exception {
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        Set<Form> forms = EnumSet.noneOf(Form.class);
        for (SampleContact contact : thousand) {
            SamplePhone phone = contact.reach().phone();
            if (phone != null) {
                forms.add(phone.form());
                assertThat(phones.isValidNumber(phones.parse(phone.plus(), null)))
                        .as(phone.plus())
                        .isEqualTo(phone.form() != Form.SHORT);
            }
        }
        assertThat(forms).containsExactlyInAnyOrder(Form.values());
        assertThat(thousand).anyMatch(contact -> contact.reach().platformId().matches("5[0-9]{15}"));
        assertThat(thousand).anyMatch(contact -> contact.reach().platformId().matches("[A-Z]{2}\\.[A-Za-z0-9]{1,128}"));
    }

    @Test
    void noRealPersonCanBeReached() {
        assertThat(thousand)
                .extracting(contact -> contact.reach().email())
                .filteredOn(Objects::nonNull)
                .allMatch(email ->
                        email.matches("[a-z-]+\\.[0-9]+@(example\\.(com|org|net)|shop\\.test|mail\\.example)"));
        assertThat(thousand)
                .extracting(contact -> contact.reach().phone())
                .filteredOn(phone -> phone != null && phone.form() != Form.SHORT)
                .extracting(SamplePhone::digits)
                .allMatch(digits -> digits.matches("442079460\\d{3}|120255501\\d{2}|3319900\\d{4}|4670174062\\d"
                        + "|(8525100|97250000|97150000|38050000|91800000|6680000)0\\d{3}"));
    }

    @Test
    void someFieldsAreMissingSomewhere() {
        assertThat(thousand).anyMatch(contact -> contact.name().surname() == null);
        assertThat(thousand)
                .anyMatch(contact ->
                        contact.reach().email() == null && contact.reach().phone() == null);
        assertThat(thousand).anyMatch(contact -> contact.place() == null);
        assertThat(thousand).anyMatch(contact -> contact.presence().seenAt() == null);
        assertThat(thousand)
                .anyMatch(contact ->
                        contact.labels().isEmpty() && contact.attributes().isEmpty());
    }

    @Test
    void oneInTwoHundredAndFiftyIsBrokenWhenWanted() {
        assertThat(thousand)
                .filteredOn(contact -> !contact.hasId())
                .extracting(SampleContact::flaw)
                .containsExactly(Flaw.ID_IS_AN_OBJECT, Flaw.NO_ID, Flaw.ID_IS_AN_OBJECT, Flaw.NO_ID);
        SampleContacts sound = new SampleContacts(1, "islash", false);
        assertThat(LongStream.range(0, 1000).mapToObj(sound::contact)).allMatch(SampleContact::hasId);
    }

    @Test
    void brokenContactsAreCountedButHaveNoSourceId() throws Exception {
        List<Served> one = List.of(Served.of("inbox", "chatwoot").withContacts(60));
        try (ProviderDouble provider =
                ProviderDouble.start(one, Options.defaults().withBrokenContacts())) {
            String page = send(new SandboxClient(provider).chatwoot("inbox", "page=3&sort=created_at"))
                    .body();
            assertThat(page).contains("\"count\":60").contains("\"id\":{\"error\"");
            assertThat(provider.sourceIds("inbox")).hasSize(59).doesNotContain("42");
        }
    }

    @Test
    void creationGrowsWithTheNumber() {
        assertThat(thousand).extracting(SampleContact::createdAt).isSorted().doesNotHaveDuplicates();
    }

    private static byte[] page(long seed, String accountName) throws Exception {
        List<Served> one = List.of(Served.of(accountName, "chatwoot").withToken("token"));
        try (ProviderDouble provider =
                ProviderDouble.start(one, Options.defaults().withSeed(seed))) {
            return sendForBytes(new SandboxClient(provider)
                            .chatwoot(accountName, "page=2")
                            .setHeader("Api-Access-Token", "token"))
                    .body();
        }
    }
}
