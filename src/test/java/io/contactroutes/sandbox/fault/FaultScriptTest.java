package io.contactroutes.sandbox.fault;

import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultScriptTest {

    private final ProviderDouble provider = ProviderDouble.start(Served.shipped());
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void decidesHowOftenAFaultComes() throws Exception {
        provider.script("99digital", FaultScript.first(2, ResponseFaults.serverError()));
        assertThat(statuses(1, 1, 1)).containsExactly(500, 500, 200);
        provider.script("99digital", FaultScript.onPage(2, ResponseFaults.serverError()));
        assertThat(statuses(1, 2, 2, 3)).containsExactly(200, 500, 500, 200);
        provider.script("99digital", FaultScript.firstOnPage(2, 1, ResponseFaults.serverError()));
        assertThat(statuses(1, 2, 2)).containsExactly(200, 500, 200);
        provider.script(
                "99digital",
                FaultScript.onPage(1, ResponseFaults.retryLater()).or(FaultScript.always(ResponseFaults.badGateway())));
        assertThat(statuses(1, 2)).containsExactly(429, 502);
        provider.script("99digital", FaultScript.none());
        assertThat(statuses(1, 2)).containsExactly(200, 200);
    }

    @Test
    void harmsOnlyItsAccount() throws Exception {
        provider.script("99digital", FaultScript.always(ConnectionFaults.hang()));
        assertThat(send(client.islash("islash", "page=1")).statusCode()).isEqualTo(200);
    }

    private List<Integer> statuses(Integer... pages) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (Integer page : pages) {
            HttpRequest.Builder request = client.chatwoot("99digital", "page=" + page);
            statuses.add(send(request).statusCode());
        }
        return statuses;
    }
}
