package io.contactroutes.jslt;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhonesTest {

    private static final JsonNode ORIGIN = node("phone");

    @ParameterizedTest(name = "prefix {0}, number {1}, region {2} is {3}")
    @CsvSource(nullValues = "-", textBlock = """
            # prefix | number              | region | e164           | valid | why
            -        , +852 9876 5432      , -      , +85298765432   , true  , the plus gives the country
            -        , ＋85298765432       , -      , +85298765432   , true  , full-width plus
            -        , abc+85298765432     , -      , +85298765432   , true  , Chatwoot does not anchor the start
            -        , 98765432            , -      , -              , false , never guess a country
            -        , 85298765432         , -      , -              , false , digits alone do not show that they hold a country
            -        , 98765432            , HK     , +85298765432   , true  , a configured region
            -        , 98765432            , hk     , +85298765432   , true  , in either case
            -        , +447400123456       , HK     , +447400123456  , true  , the plus wins over the region
            -        , 07400 123456        , GB     , +447400123456  , true  , trunk zero
            44       , 07400123456         , -      , +447400123456  , true  , trunk zero
            +44      , 7400123456          , -      , +447400123456  , true  , prefix with plus
            0044     , 7400123456          , -      , +447400123456  , true  , prefix with the international 00
            44       , 447400123456        , -      , +447400123456  , true  , number that holds the prefix
            44       , +85298765432        , -      , +85298765432   , true  , the number's plus wins over the prefix
            39       , 0212345678          , -      , +390212345678  , true  , Italy keeps its zero
            1        , 2025550123          , -      , +12025550123   , true  , North America
            1        , 5550123             , -      , -              , false , a local number is not certain
            1        , 123456789           , -      , -              , false , impossible length
            999      , 123456789           , -      , -              , false , no such calling code
            44       , 7400123456          , HK     , +447400123456  , true  , the prefix wins over the region
            852      , 10000000            , -      , +85210000000   , false , possible but in no known range
            -        , +85212              , -      , -              , false , too short
            """)
    void addsE164WhereItIsCertain(String prefix, String number, String region, String e164, boolean valid, String why) {
        JsonNode phone = Phones.entered(node(number), node(prefix), node(region), ORIGIN);
        assertThat(phone.path("number").textValue()).as(why).isEqualTo(number);
        assertThat(phone.path("e164").textValue()).as(why).isEqualTo(e164);
        assertThat(phone.path("valid").booleanValue()).as(why).isEqualTo(valid);
        assertThat(phone.path("origin")).isEqualTo(ORIGIN);
    }

    @ParameterizedTest(name = "{0} is no phone")
    @CsvSource(
            nullValues = "-",
            value = {"-", "''", "' '", "unknown", "5696251489156017", "+5696251489156017"})
    void dropsWhatIsNoPhone(String number) {
        assertThat(Phones.entered(node(number), NullNode.instance, NullNode.instance, ORIGIN)
                        .isNull())
                .isTrue();
    }

    @ParameterizedTest(name = "id {0} is {1}")
    @CsvSource(nullValues = "-", textBlock = """
            85298765432   , +85298765432  , true  , WhatsApp
            +85298765432  , +85298765432  , true  , SMS
            1 2025550123  , +12025550123  , true  , BotPenguin writes a space
            551187654321  , +551187654321 , false , Brazil without the ninth digit: not repaired
            5491123456789 , +5491123456789, true  , Argentina with its 9
            999123456     , -             , false , no country has the code 999
            """)
    void derivesFromAnId(String id, String e164, boolean valid, String why) {
        JsonNode phone = Phones.ofId(node(id), ORIGIN);
        assertThat(phone.path("number").textValue()).as(why).isEqualTo(id);
        assertThat(phone.path("e164").textValue()).as(why).isEqualTo(e164);
        assertThat(phone.path("valid").booleanValue()).as(why).isEqualTo(valid);
    }

    @ParameterizedTest(name = "id {0} shows no phone")
    @CsvSource(
            nullValues = "-",
            value = {
                "-",
                "''",
                "CO.1098765432109876",
                "5696251489156017",
                "7e88d192-9b20-4035-9b68-d4ac3d58a34f",
                "85298765432f00"
            })
    void leavesOtherIdsAlone(String id) {
        assertThat(Phones.ofId(node(id), ORIGIN).isNull()).isTrue();
    }

    @Test
    void neverRewritesAnIdOfMexico() {
        JsonNode phone = Phones.ofId(node("5215512345678"), ORIGIN);
        assertThat(phone.path("e164").asText("+5215512345678")).isEqualTo("+5215512345678");
    }

    @Test
    void doesNotMixUpNumbersThatItRemembers() {
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 20_000; i++) {
                String number = "+852" + (90_000_000 + i);
                assertThat(DialledNumber.of(number, DialledNumber.NOWHERE).e164())
                        .isEqualTo(number);
            }
        }
    }

    private static JsonNode node(String text) {
        return text == null ? NullNode.instance : JsonNodeFactory.instance.textNode(text);
    }
}
