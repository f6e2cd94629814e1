package io.contactroutes.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The link to the next page, in all forms that RFC 8288 allows. */
class LinkHeaderTest {

    private static final String BASE = "https://api.example.com/v1/people?page=1";

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            <https://api.example.com/v1/people?page=2>; rel="next"                 | https://api.example.com/v1/people?page=2
            <https://a/?p=1>; rel="prev", <https://a/?p=3>; rel="next"             | https://a/?p=3
            <https://a/?p=1>;rel=prev,<https://a/?p=3>;rel=next                    | https://a/?p=3
            <https://a/?p=3>; rel=next; title="a, <b>; rel=\"prev\""               | https://a/?p=3
            <https://a/?p=1>; title="x; rel=next, <y>; rel=next"; rel=prev         | ``
            <https://a/?p=3>; title*=UTF-8''caf%C3%A9; REL="Last NEXT"             | https://a/?p=3
            <https://a/?p=3> ; rel = "next"                                        | https://a/?p=3
            <https://a/?p=3>; rel="prev"; rel="next"                               | ``
            <https://a/?p=3>; rel="next"; anchor="#other"                          | ``
            <https://a/?p=3>; rel="nextish"                                        | ``
            <https://a/?p=3>                                                       | ``
            <https://a/?p=3>; rel                                                  | ``
            <?page=2>; rel="next"                                                  | https://api.example.com/v1/people?page=2
            <people?page=2>; rel="next"                                            | https://api.example.com/v1/people?page=2
            </v2/people?cursor=a%2Bb%3D%3D>; rel="next"                            | https://api.example.com/v2/people?cursor=a%2Bb%3D%3D
            <//other.example.com/p>; rel="next"                                    | https://other.example.com/p
            <https://a/p?q=x y&r={{z}}#top>; rel="next"                            | https://a/p?q=x%20y&r=%7B%7Bz%7D%7D
            <https://a/p?ids[]=1,2>; rel="next"                                    | https://a/p?ids[]=1,2
            nonsense                                                               | ``
            """)
    void isFound(String header, String address) {
        assertThat(LinkHeader.next(List.of(header), BASE)).isEqualTo(address.isEmpty() ? null : address);
    }

    @Test
    void isFoundOnAnyLineOfTheResponse() {
        assertThat(LinkHeader.next(List.of("<https://a/1>; rel=first", "<https://a/2>; rel=next"), BASE))
                .isEqualTo("https://a/2");
        assertThat(LinkHeader.next(List.of(), BASE)).isNull();
    }

    @Test
    void isRelativeToAHostWithoutAPathToo() {
        assertThat(LinkHeader.next(List.of("<people?page=2>; rel=next"), "https://a"))
                .isEqualTo("https://a/people?page=2");
    }

    /** It is given back as it is, so that the request for it is refused. */
    @Test
    void isNotTakenForTheEndWhenItCannotBeRead() {
        assertThat(LinkHeader.next(List.of("<https://a/?p=2; rel=\"next\""), BASE))
                .isEqualTo("<https://a/?p=2; rel=\"next\"");
        assertThat(LinkHeader.next(List.of("<ht tp:://a>; rel=next"), BASE)).isEqualTo("ht tp:://a");
    }

    @Test
    @Timeout(60)
    void isFoundInLongHeadersWithoutBacktracking() {
        String quoted = "\"" + "a\\\"".repeat(5000) + "\"";
        assertThat(LinkHeader.next(List.of("<https://a/>; title=" + quoted + "; rel=next"), BASE))
                .isEqualTo("https://a/");
        assertThat(LinkHeader.next(List.of("<".repeat(16_000)), BASE)).isNull();
        assertThat(LinkHeader.next(List.of("<a>" + "; ".repeat(8_000)), BASE)).isNull();
    }
}
