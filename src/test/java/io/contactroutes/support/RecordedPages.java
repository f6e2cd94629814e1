package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.contactroutes.jslt.Jslt;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The pages of a recording in their order, and which of them a request asks for. */
public final class RecordedPages {

    private static final Pattern NUMBER_IN_BODY = Pattern.compile("\"page\"\\s*:\\s*\"?(\\d+)");
    private static final Pattern NEXT_LINK = Pattern.compile("<([^>]*)>[^,]*;\\s*rel=\"?next\\b");

    private final String paging;
    private final List<RecordedPage> pages = new ArrayList<>();

    RecordedPages(String paging) {
        this.paging = paging;
    }

    /** Adds the next page: its body and headers, and the expression that makes a page of them. */
    void add(String body, Map<String, String> headers, Jslt expression) {
        Map<String, JsonNode> variables = new HashMap<>();
        variables.put("page", IntNode.valueOf(count() + 1));
        variables.put(
                "next", node(pages.isEmpty() ? null : pages.get(count() - 1).next()));
        variables.put("nextLink", node(link(headers)));
        pages.add(new RecordedPage(body, headers, expression.apply(Recording.json(body), variables)));
    }

    private static JsonNode node(String text) {
        return text == null ? NullNode.instance : TextNode.valueOf(text);
    }

    private static String link(Map<String, String> headers) {
        return headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Link"))
                .map(header -> NEXT_LINK.matcher(header.getValue()))
                .filter(Matcher::find)
                .map(link -> link.group(1))
                .findFirst()
                .orElse(null);
    }

    public int count() {
        return pages.size();
    }

    public List<RecordedPage> all() {
        return List.copyOf(pages);
    }

    /** A page by its number, from 1; behind the last one, the last one again. */
    public RecordedPage get(int number) {
        return pages.get(Math.min(number, count()) - 1);
    }

    /** Whether the number of a page is in the request for it; else the page before has its cursor or address. */
    public boolean areNumbered() {
        return paging.equals("number");
    }

    /**
     * The number of the page that a request asks for: by number, or because it carries what the page before gives as next. Any
     * other request asks for page 1.
     *
     * @param path below the provider's address
     * @param query decoded
     */
    public int asked(String path, Map<String, String> query, String body) {
        if (areNumbered()) {
            return number(query, body);
        }
        for (int number = 2; number <= count(); number++) {
            String next = pages.get(number - 2).next();
            if (next != null && (paging.equals("link") ? isAt(next, path, query) : carries(next, query, body))) {
                return number;
            }
        }
        return 1;
    }

    private static int number(Map<String, String> query, String body) {
        if (query.containsKey("page")) {
            return Integer.parseInt(query.get("page"));
        }
        Matcher inBody = NUMBER_IN_BODY.matcher(body);
        return inBody.find() ? Integer.parseInt(inBody.group(1)) : 1;
    }

    private static boolean carries(String cursor, Map<String, String> query, String body) {
        return query.containsValue(cursor)
                || body.contains(TextNode.valueOf(cursor).toString())
                || parameters(body).containsValue(cursor);
    }

    private static boolean isAt(String address, String path, Map<String, String> query) {
        String[] parts = address.split("\\?", 2);
        return parts[0].equals(path)
                && parameters(parts.length == 1 ? "" : parts[1]).equals(query);
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String each : query.split("&")) {
            String[] pair = each.split("=", 2);
            if (pair.length == 2) {
                parameters.put(decoded(pair[0]), decoded(pair[1]));
            }
        }
        return parameters;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
