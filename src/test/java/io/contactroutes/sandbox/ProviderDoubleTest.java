package io.contactroutes.sandbox;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.support.Eventually;
import io.contactroutes.support.HeldResponses;
import io.contactroutes.support.LogGuard;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProviderDoubleTest {

    @Test
    void servesTheFiveShippedAccountsEachWithItsOwnContacts() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            SandboxClient client = new SandboxClient(provider);
            assertThat(json(client.islash("islash", "page=1")).at("/data/contacts"))
                    .hasSize(30);
            assertThat(json(client.chatwoot("99digital", "page=1")).at("/payload"))
                    .hasSize(15);
            assertThat(List.of("express-chat", "eleapi", "flowmatix")).allSatisfy(accountName -> assertThat(
                            json(client.botpenguin(accountName, "{}")).at("/data"))
                    .hasSize(20));
            assertThat(provider.sourceIds("eleapi")).doesNotContainAnyElementsOf(provider.sourceIds("flowmatix"));
            assertThat(provider.parameters("islash"))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "url", "http://127.0.0.1:" + provider.port() + "/islash",
                            "token", "sandbox-token-islash",
                            "session", "sandbox-session-islash"));
        }
    }

    @Test
    void anotherAccountsTokenIsRefused() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            HttpRequest.Builder mixedUp = new SandboxClient(provider)
                    .botpenguin("eleapi", "{}")
                    .setHeader("Authorization", "Bearer sandbox-token-flowmatix");
            assertThat(send(mixedUp).statusCode()).isEqualTo(400);
        }
    }

    @Test
    void aGivenPageSizeHoldsForEveryProvider() throws Exception {
        try (ProviderDouble provider =
                ProviderDouble.start(Served.shipped(), Options.defaults().withPageSize(70))) {
            SandboxClient client = new SandboxClient(provider);
            assertThat(json(client.islash("islash", "page=2&per_page=10")).at("/data/contacts"))
                    .hasSize(30);
            assertThat(json(client.chatwoot("99digital", "page=1")).at("/payload"))
                    .hasSize(70);
            assertThat(json(client.botpenguin("eleapi", "{\"page\":2}")).at("/data"))
                    .hasSize(30);
        }
    }

    @Test
    void keptPagesAreTheSameBytesAsRenderedOnes() throws Exception {
        try (ProviderDouble fresh = ProviderDouble.start(Served.shipped());
                ProviderDouble kept = ProviderDouble.start(
                        Served.shipped(), Options.defaults().keepingPages())) {
            String rendered =
                    send(new SandboxClient(fresh).islash("islash", "page=2")).body();
            assertThat(send(new SandboxClient(kept).islash("islash", "page=2")).body())
                    .isEqualTo(rendered);
            assertThat(send(new SandboxClient(kept).islash("islash", "page=2")).body())
                    .isEqualTo(rendered);
            assertThat(send(new SandboxClient(kept).islash("islash", "page=3")).body())
                    .isNotEqualTo(rendered);
        }
    }

    @Test
    void logsWhatArrives() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            SandboxClient client = new SandboxClient(provider);
            send(client.botpenguin("eleapi", "{\"page\":4}"));
            send(client.chatwoot("99digital", "page=2&sort=name"));
            assertThat(provider.requests("eleapi").pages()).containsExactly(4);
            RequestLog.Seen seen = provider.requests("99digital").seen().get(0);
            assertThat(seen.method()).isEqualTo("GET");
            assertThat(seen.path()).isEqualTo("/api/v1/accounts/1/contacts");
            assertThat(provider.requests().seen())
                    .extracting(RequestLog.Seen::account)
                    .containsExactly("eleapi", "99digital");
            provider.requests().clear();
            assertThat(provider.requests().count()).isZero();
        }
    }

    @Test
    void waitsForTheLatency() throws Exception {
        Duration latency = Duration.ofMillis(300);
        try (ProviderDouble provider =
                ProviderDouble.start(Served.shipped(), Options.defaults().withLatency(latency))) {
            long start = System.nanoTime();
            send(new SandboxClient(provider).chatwoot("99digital", "page=1"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
        }
    }

    @Test
    void countsRequestsInFlight() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            SandboxClient client = new SandboxClient(provider);
            HeldResponses held = new HeldResponses();
            provider.script("99digital", FaultScript.always(held.of(HeldResponses.HONEST)));
            CompletableFuture<?>[] calls = IntStream.rangeClosed(1, 5)
                    .mapToObj(page -> client.chatwoot("99digital", "page=" + page))
                    .map(SandboxClient::sendAsync)
                    .toArray(CompletableFuture[]::new);
            Eventually.await("5 requests in flight", () -> provider.requests().inFlight() == 5);
            held.release();
            CompletableFuture.allOf(calls).get();
            assertThat(provider.requests("99digital").maximumInFlight()).isEqualTo(5);
            Eventually.await("0 requests in flight", () -> provider.requests().inFlight() == 0);
        }
    }

    @Test
    void oneAtATimeIsSeenAsOne() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            SandboxClient client = new SandboxClient(provider);
            for (int page = 1; page <= 50; page++) {
                send(client.chatwoot("99digital", "page=" + page));
            }
            assertThat(provider.requests().maximumInFlight()).isEqualTo(1);
        }
    }

    @Test
    void refusesAPortThatIsTaken() {
        try (ProviderDouble first = ProviderDouble.start(Served.shipped())) {
            Options taken = Options.defaults().onPort(first.port());
            assertThatThrownBy(() -> ProviderDouble.start(Served.shipped(), taken))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("127.0.0.1:" + first.port());
        }
    }

    @Test
    void refusesANameTwiceAndAnUnknownProvider() {
        List<Served> twice = List.of(Served.of("a", "chatwoot"), Served.of("a", "islash"));
        assertThatThrownBy(() -> ProviderDouble.start(twice)).hasMessageContaining("have the name a");
        assertThatThrownBy(() -> Served.of("a", "telepathy"))
                .hasMessageContaining("telepathy")
                .hasMessageContaining("chatwoot");
    }

    @Test
    void answersForNoOtherAccount() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            URI other = URI.create("http://127.0.0.1:" + provider.port() + "/other/inbox/users");
            assertThat(send(HttpRequest.newBuilder(other)).statusCode()).isEqualTo(404);
            assertThatThrownBy(() -> provider.url("other")).hasMessageContaining("other");
        }
    }

    @Test
    void aScriptThatThrowsIsAnswered() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(Served.shipped())) {
            provider.script(
                    "eleapi", FaultScript.before(call -> assertThat(call.page()).isEqualTo(2)));
            LogGuard.expect("The sandbox failed to answer /eleapi/inbox/users");
            assertThat(send(new SandboxClient(provider).botpenguin("eleapi", "{\"page\":1}"))
                            .statusCode())
                    .isEqualTo(599);
            assertThat(send(new SandboxClient(provider).botpenguin("eleapi", "{\"page\":2}"))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aFourthProviderIsServedLikeTheOthers() throws Exception {
        try (ProviderDouble provider = ProviderDouble.start(List.of(Served.of("guests", new BareListApi("nr", 1))))) {
            assertThat(json(new SandboxClient(provider).request("guests", "/guests?page=10")))
                    .hasToString("[{\"nr\":91},{\"nr\":92},{\"nr\":93},{\"nr\":94},{\"nr\":95},"
                            + "{\"nr\":96},{\"nr\":97},{\"nr\":98},{\"nr\":99},{\"nr\":100}]");
        }
    }
}
