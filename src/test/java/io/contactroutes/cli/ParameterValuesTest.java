package io.contactroutes.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value that a parameter of an account cannot have is refused before any request, with the form that it accepts. */
class ParameterValuesTest {

    private static final Map<String, String> PROVIDERS =
            Map.of("99digital", "chatwoot", "eleapi", "botpenguin", "islash", "islash");

    private static ProviderDouble provider;

    @TempDir
    private Path home;

    @BeforeAll
    static void serve() {
        provider = ProviderDouble.start(
                PROVIDERS.entrySet().stream()
                        .map(each -> Served.of(each.getKey(), each.getValue()))
                        .toList(),
                Options.defaults().withContacts(5));
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            islash    | defaultRegion | UK                   | the two letters of a country in ISO 3166, such as IL, US or GB (the United Kingdom is GB, not UK)
            99digital | defaultRegion | Israel               | the two letters of a country
            eleapi    | defaultRegion | 972                  | the two letters of a country
            islash    | perPage       | nonsense             | a whole number from 1 to 1000
            islash    | perPage       | 0                    | a whole number from 1 to 1000
            islash    | perPage       | 1001                 | a whole number from 1 to 1000
            islash    | perPage       | ``                   | a whole number from 1 to 1000
            islash    | parallelPages | 101                  | a whole number from 1 to 100
            99digital | parallelPages | 101                  | a whole number from 1 to 100
            eleapi    | maxPages      | -1                   | a whole number from 1 on
            eleapi    | requestsPerMinute | 6000000000       | a whole number from 1 on
            99digital | accountId     | acme                 | a whole number from 1 on
            99digital | tokenHeader   | Api Access Token     | the name of an HTTP header
            99digital | paging        | pages                | number, cursor or link
            99digital | every         | 0s                   | a duration such as 30s, 5m or 2h
            99digital | firstTick     | soon                 | a duration such as 30s, 5m or 2h
            eleapi    | tags          | vip                  | a JSON array such as ["a","b"]
            eleapi    | tags          | {"vip": true}        | a JSON array such as ["a","b"]
            eleapi    | tags          | ["vip"], "page": 1   | a JSON array such as ["a","b"]
            eleapi    | searchText    | vip                  | a JSON string such as "a"
            eleapi    | searchText    | ``                   | a JSON string such as "a"
            eleapi    | lastSeenAt    | {"startsAt": ""}     | a JSON object with the keys startAt and endsAt
            eleapi    | hasOrdered    | true                 | a JSON object with the keys status and lastAt
            eleapi    | isContact     | yes                  | true or false
            """)
    void isRefused(String account, String parameter, String value, String form) {
        CommandRun run = check(account, parameter, value);

        assertThat(run.err())
                .startsWith("contact-routes: Setting camel.route-template[" + account + "]." + parameter
                        + " does not accept the value given: it accepts " + form)
                .endsWith(".\n");
        assertThat(run.exit()).isEqualTo(1);
    }

    @ParameterizedTest(name = "{0}: {1} = {2}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            islash    | defaultRegion | GB
            islash    | defaultRegion | il
            islash    | defaultRegion | ``
            islash    | perPage       | 1000
            islash    | parallelPages | 100
            99digital | firstTick     | 0s
            99digital | firstTick     | 500ms
            99digital | tokenHeader   | api_access_token
            eleapi    | tags          | ["vip", "new"]
            eleapi    | searchText    | "vip"
            eleapi    | lastSeenAt    | {"startAt": "2026-01-01T00:00:00Z", "endsAt": ""}
            """)
    void isAccepted(String account, String parameter, String value) {
        CommandRun run = check(account, parameter, value);

        assertThat(run.out()).startsWith(account + ": works");
        assertThat(run.exit()).isZero();
    }

    private CommandRun check(String account, String parameter, String value) {
        BundleFolder.withoutAccounts(home).withAccount(account, PROVIDERS.get(account), provider.parameters(account));
        return CommandRun.of(home, "check", "-p", BundleFolder.key(account, parameter) + "=" + value);
    }
}
