package io.contactroutes.support;

import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.requestMatching;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.matching.MatchResult;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Serves recordings on a socket of the loopback interface, each account's under {@code /<account>}: its token, and to each
 * request the page that it asks for. What is not recorded is a 404.
 */
public final class RecordedProvider implements AutoCloseable {

    private final WireMockServer server = LoopbackServer.create();
    private final Map<String, RecordedPages> pages = new HashMap<>();

    private RecordedProvider() {}

    public static RecordedProvider start() {
        RecordedProvider provider = new RecordedProvider();
        provider.server.start();
        return provider;
    }

    public void serve(Recording recording) {
        String account = recording.name();
        RecordedPages recorded = recording.pages();
        pages.put(account, recorded);
        for (int number = 1; number <= recorded.count(); number++) {
            int asked = number;
            RecordedPage page = recorded.get(number).at(url(account));
            ResponseDefinitionBuilder response = okJson(page.body());
            page.headers().forEach(response::withHeader);
            serve(account, request -> !isForToken(request) && page(account, request) == asked, response);
        }
        recording.token().ifPresent(token -> serve(account, RecordedProvider::isForToken, okJson(token)));
    }

    private void serve(String account, Predicate<Request> wanted, ResponseDefinitionBuilder response) {
        server.stubFor(requestMatching(request -> MatchResult.of(isFor(account, request) && wanted.test(request)))
                .willReturn(response));
    }

    private static boolean isFor(String account, Request request) {
        return request.getUrl().startsWith("/" + account + "/");
    }

    private static boolean isForToken(Request request) {
        return Recording.isForToken(request.getMethod().getName(), request.getBodyAsString());
    }

    private int page(String account, Request request) {
        String path = URI.create(request.getUrl()).getRawPath().substring(account.length() + 1);
        return pages.get(account).asked(path, query(request), request.getBodyAsString());
    }

    /** The parameters of a request's query, decoded. */
    public static Map<String, String> query(Request request) {
        Map<String, String> query = new HashMap<>();
        String raw = URI.create(request.getUrl()).getRawQuery();
        for (String each : raw == null ? new String[0] : raw.split("&")) {
            String[] pair = each.split("=", 2);
            query.put(
                    URLDecoder.decode(pair[0], StandardCharsets.UTF_8),
                    URLDecoder.decode(pair[pair.length - 1], StandardCharsets.UTF_8));
        }
        return query;
    }

    /** Base URL of an account. */
    public String url(String accountName) {
        return server.baseUrl() + "/" + accountName;
    }

    /** An account's requests for pages, in order of arrival. */
    public List<LoggedRequest> requests(String accountName) {
        return all(accountName).stream().filter(request -> !isForToken(request)).toList();
    }

    /** An account's requests for an access token. */
    public List<LoggedRequest> tokenRequests(String accountName) {
        return all(accountName).stream().filter(RecordedProvider::isForToken).toList();
    }

    /** The pages that an account asked for, in order of arrival. */
    public List<Integer> pages(String accountName) {
        return requests(accountName).stream()
                .map(request -> page(accountName, request))
                .toList();
    }

    private List<LoggedRequest> all(String accountName) {
        return server.findAll(anyRequestedFor(urlPathMatching("/" + accountName + "/.*")));
    }

    @Override
    public void close() {
        server.stop();
    }
}
