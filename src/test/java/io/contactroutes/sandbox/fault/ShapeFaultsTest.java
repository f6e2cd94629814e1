package io.contactroutes.sandbox.fault;

import static io.contactroutes.sandbox.SandboxClient.json;
import static io.contactroutes.sandbox.SandboxClient.send;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import io.contactroutes.sandbox.BareListApi;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.SandboxClient;
import io.contactroutes.sandbox.Served;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ShapeFaultsTest {

    private final ProviderDouble provider = ProviderDouble.start(Served.shipped());
    private final SandboxClient client = new SandboxClient(provider);

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void refusalsInsideAnOkay() throws Exception {
        JsonNode unsuccessful = faultyJson(ShapeFaults.unsuccessful());
        assertThat(unsuccessful.at("/success").booleanValue()).isFalse();
        assertThat(unsuccessful.at("/data").isArray()).isTrue();
        assertThat(faultyJson(ShapeFaults.metaCode("RESP_BUSY"))
                        .at("/meta/code")
                        .textValue())
                .isEqualTo("RESP_BUSY");
    }

    @Test
    void pagesOfAnotherShape() throws Exception {
        assertThat(faultyJson(ShapeFaults.emptyObject())).hasToString("{}");
        JsonNode noList = faultyJson(ShapeFaults.noList());
        assertThat(noList.has("payload")).isFalse();
        assertThat(noList.at("/meta/count").intValue()).isEqualTo(100);
        assertThat(faultyJson(ShapeFaults.emptyList()).at("/payload").isArray()).isTrue();
        assertThat(faultyJson(ShapeFaults.emptyList()).at("/payload")).isEmpty();
        assertThat(faultyJson(ShapeFaults.singleObject()).at("/payload/id").intValue())
                .isEqualTo(1);
        assertThat(faultyJson(ShapeFaults.retyped("name", IntNode.valueOf(5))).at("/payload"))
                .hasSize(15)
                .allMatch(contact -> contact.at("/name").intValue() == 5);
        assertThat(faultyJson(ShapeFaults.without("id")).at("/payload")).noneMatch(contact -> contact.has("id"));
    }

    @Test
    void shapesOfNestedListsToo() throws Exception {
        provider.script("islash", FaultScript.always(ShapeFaults.noList()));
        JsonNode page = json(client.islash("islash", "page=1"));
        assertThat(page.at("/data/contacts").isMissingNode()).isTrue();
        assertThat(page.at("/data/pagination/per-page").intValue()).isEqualTo(30);
    }

    @Test
    void deepJson() throws Exception {
        assertThat(faulty(ShapeFaults.deep(100_000)).body())
                .startsWith("{\"payload\":[[[")
                .hasSize("{\"payload\":}".length() + 200_000);
    }

    @Test
    void shapesOfAListThatIsTheWholePage() throws Exception {
        assertThat(bare(ShapeFaults.noList())).isEqualTo("{}");
        assertThat(bare(ShapeFaults.emptyList())).isEqualTo("[]");
        assertThat(bare(ShapeFaults.singleObject())).isEqualTo("{\"id\":0}");
        assertThat(bare(ShapeFaults.retyped("id", IntNode.valueOf(5)))).isEqualTo("[{\"id\":5},{\"id\":5}]");
        assertThat(bare(ShapeFaults.without("id"))).isEqualTo("[{},{}]");
        assertThat(bare(ShapeFaults.deep(3))).isEqualTo("[[[]]]");
    }

    /** What a provider whose pages are bare lists sends with a fault. */
    private static String bare(Fault fault) throws Exception {
        Served account = Served.of("bare", new BareListApi("id", 0));
        try (ProviderDouble bare =
                ProviderDouble.start(List.of(account), Options.defaults().withContacts(2))) {
            bare.script("bare", FaultScript.always(fault));
            return send(HttpRequest.newBuilder(URI.create(bare.url("bare") + "/list")))
                    .body();
        }
    }

    private HttpResponse<String> faulty(Fault fault) throws Exception {
        provider.script("99digital", FaultScript.always(fault));
        return send(client.chatwoot("99digital", "page=1"));
    }

    private JsonNode faultyJson(Fault fault) throws Exception {
        provider.script("99digital", FaultScript.always(fault));
        return json(client.chatwoot("99digital", "page=1"));
    }
}
