package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.jslt.Jslt;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordedPagesTest {

    private static final Jslt PAGE =
            Jslt.compile("{\"contacts\": .list, \"next\": fallback(.next, $nextLink)}", "page");

    @Test
    void aNumberIsInTheQueryOrTheBody() {
        RecordedPages pages = pages("number", "", "");

        assertThat(pages.asked("/list", Map.of("page", "2"), "")).isEqualTo(2);
        assertThat(pages.asked("/list", Map.of("size", "2"), "{\"page\": \"2\"}"))
                .isEqualTo(2);
        assertThat(pages.asked("/list", Map.of(), "")).isEqualTo(1);
        assertThat(pages.asked("/list", Map.of("page", "9"), "")).isEqualTo(9);
    }

    @Test
    void aCursorIsInTheQueryOrTheBody() {
        RecordedPages pages = pages("cursor", "a+/=", "b+/=");

        assertThat(pages.asked("/list", Map.of(), "")).isEqualTo(1);
        assertThat(pages.asked("/list", Map.of("after", "a+/="), "")).isEqualTo(2);
        assertThat(pages.asked("/list", Map.of(), "after=a%2B%2F%3D&size=2")).isEqualTo(2);
        assertThat(pages.asked("/list", Map.of(), "{\"after\": \"b+/=\"}")).isEqualTo(3);
        assertThat(pages.asked("/list", Map.of("after", "a /="), "")).isEqualTo(1);
    }

    @Test
    void anAddressIsInTheBodyOrTheHeader() {
        RecordedPages pages = pages("link", "{url}/list?after=1%2B&size=2", "");
        pages.add("{\"list\": []}", Map.of("link", "<{url}/first>; rel=first, <{url}/rest>; rel=\"next\""), PAGE);
        pages.add("{\"list\": []}", Map.of(), PAGE);

        assertThat(pages.asked("/list", Map.of("size", "2"), "")).isEqualTo(1);
        assertThat(pages.asked("/list", Map.of("size", "2", "after", "1+"), "")).isEqualTo(2);
        assertThat(pages.asked("/list", Map.of("after", "1+"), "")).isEqualTo(1);
        assertThat(pages.asked("/rest", Map.of(), "")).isEqualTo(pages.count());
        assertThat(pages.get(pages.count() - 1).at("http://host").headers().get("link"))
                .contains("<http://host/rest>");
    }

    /** Three pages, the first two with these for next. */
    private static RecordedPages pages(String paging, String first, String second) {
        RecordedPages pages = new RecordedPages(paging);
        for (String next : new String[] {first, second, ""}) {
            String field = next.isEmpty() ? "" : ", \"next\": \"" + next + "\"";
            pages.add("{\"list\": []" + field + "}", Map.of(), PAGE);
        }
        return pages;
    }
}
