package io.contactroutes.support;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.matchingJsonPath;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import java.util.List;

/**
 * Serves recorded pages on a socket of the loopback interface, each account's under {@code /<account>}: page N to whoever
 * asks for {@code page=N} in the query or {@code "page": N} in a JSON body. What is not recorded is a 404.
 */
public final class RecordedProvider implements AutoCloseable {

    private final WireMockServer server =
            new WireMockServer(options().bindAddress("127.0.0.1").dynamicPort());

    private RecordedProvider() {}

    public static RecordedProvider start() {
        RecordedProvider provider = new RecordedProvider();
        provider.server.start();
        return provider;
    }

    public void serve(Recording recording) {
        List<String> pages = recording.pages();
        for (int number = 1; number <= pages.size(); number++) {
            String body = pages.get(number - 1);
            server.stubFor(request(recording.name())
                    .withQueryParam("page", equalTo(String.valueOf(number)))
                    .willReturn(okJson(body)));
            server.stubFor(request(recording.name())
                    .withRequestBody(matchingJsonPath("$.page", equalTo(String.valueOf(number))))
                    .willReturn(okJson(body)));
        }
    }

    /** Base URL of an account. */
    public String url(String accountName) {
        return server.baseUrl() + "/" + accountName;
    }

    /** An account's requests in order of arrival. */
    public List<LoggedRequest> requests(String accountName) {
        return server
                .findAll(com.github.tomakehurst.wiremock.matching.RequestPatternBuilder.newRequestPattern(
                        com.github.tomakehurst.wiremock.http.RequestMethod.ANY, anyUrl()))
                .stream()
                .filter(request -> request.getUrl().startsWith("/" + accountName + "/"))
                .toList();
    }

    private static MappingBuilder request(String accountName) {
        return any(urlPathMatching("/" + accountName + "/.*"));
    }

    @Override
    public void close() {
        server.stop();
    }
}
