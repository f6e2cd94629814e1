package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One recorded page. Where the provider sends its own address, the body and the headers have {@code {url}}.
 *
 * @param headers those beside the content type
 * @param page what the provider's template makes of it: {@code schema/page.schema.json}
 */
public record RecordedPage(String body, Map<String, String> headers, JsonNode page) {

    static final String URL = "{url}";

    /** The page as it is served at an address. */
    public RecordedPage at(String url) {
        Map<String, String> there = new LinkedHashMap<>();
        headers.forEach((name, value) -> there.put(name, value.replace(URL, url)));
        return new RecordedPage(body.replace(URL, url), there, page);
    }

    public JsonNode contacts() {
        return page.path("contacts");
    }

    /** The cursor or address of the next page, relative to the provider's address; null when there is none. */
    public String next() {
        String next = page.path("next").textValue();
        return next == null ? null : next.replace(URL, "");
    }
}
