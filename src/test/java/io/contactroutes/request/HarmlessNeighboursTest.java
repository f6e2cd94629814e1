package io.contactroutes.request;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.sandbox.fault.ConnectionFaults;
import io.contactroutes.sandbox.fault.Fault;
import io.contactroutes.sandbox.fault.FaultScript;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.fault.ResponseFaults;
import io.contactroutes.sandbox.fault.ShapeFaults;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.CommandRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers that hang, drip, bomb and loop, beside healthy ones, in a process with 256 MiB of heap. */
class HarmlessNeighboursTest {

    private static final List<String> HEALTHY = List.of("healthy-1", "healthy-2", "healthy-3");
    private static final int CONTACTS = 600;

    @TempDir
    private Path home;

    @Test
    void harmOnlyTheirOwnAccounts() {
        Map<String, FaultScript> harmful = harmful();
        List<Served> served = new ArrayList<>();
        harmful.keySet().forEach(accountName -> served.add(Served.of(accountName, "chatwoot")));
        List<Served> well = HEALTHY.stream()
                .map(accountName -> Served.of(accountName, "chatwoot"))
                .toList();
        Options options = Options.defaults().withContacts(CONTACTS);
        try (ProviderDouble provider = ProviderDouble.start(served, options);
                ProviderDouble healthy = ProviderDouble.start(well, options)) {
            BundleFolder bundle = BundleFolder.withoutAccounts(home);
            served.forEach(each -> bundle.withAccount(each.name(), "chatwoot", provider.parameters(each.name())));
            HEALTHY.forEach(
                    accountName -> bundle.withAccount(accountName, "chatwoot", healthy.parameters(accountName)));
            harmful.forEach(provider::script);

            CommandRun run = runOnce();

            assertThat(run.lines()).noneMatch(line -> line.contains("OutOfMemory"));
            assertThat(run.exit()).isEqualTo(1);
            for (String accountName : HEALTHY) {
                assertThat(run.out()).contains(accountName + ": complete (empty-page), ");
                assertThat(bundle.contacts(accountName)).hasSize(CONTACTS);
            }
            harmful.keySet().forEach(accountName -> assertThat(run.out())
                    .containsPattern(accountName + ": (failed|deferred) "));
        }
    }

    private static Map<String, FaultScript> harmful() {
        Map<String, FaultScript> harmful = new LinkedHashMap<>();
        harmful.put("hanging", FaultScript.always(ConnectionFaults.hang()));
        harmful.put("dripping", FaultScript.always(ConnectionFaults.drip(Duration.ofMillis(20))));
        harmful.put("endless", FaultScript.always(ConnectionFaults.endless()));
        harmful.put("endless-too", FaultScript.always(ConnectionFaults.endless()));
        harmful.put("bombing", FaultScript.always(ConnectionFaults.gzipBomb(500)));
        harmful.put("deep", FaultScript.always(ShapeFaults.deep(100_000)));
        harmful.put("one-string", FaultScript.always(body("{\"payload\":\"" + "x".repeat(30 << 20) + "\"}")));
        harmful.put("many-values", FaultScript.always(body("{\"payload\":[" + "{},".repeat(10 << 20) + "{}]}")));
        harmful.put("names", FaultScript.always(body(manyNames())));
        harmful.put("tiny-contacts", FaultScript.always(body("{\"payload\":[" + "{\"n\":1},".repeat(60_000) + "{}]}")));
        harmful.put("looping", FaultScript.always(looping()));
        return harmful;
    }

    private static Fault body(String json) {
        return ResponseFaults.answer("", Response.json(200, json));
    }

    private static String manyNames() {
        StringBuilder json = new StringBuilder("{\"payload\":[");
        for (int i = 0; i < 250_000; i++) {
            json.append("{\"n").append(i).append("\":1},");
        }
        return json.append("{}]}").toString();
    }

    /** Ever new contacts; its list ends at {@code maxPages}. */
    private static Fault looping() {
        return new Fault("", (honest, wire) -> {
            try {
                ObjectMapper mapper = new ObjectMapper();
                var page = mapper.readTree(honest.page(1).body());
                int first = honest.call().page() * 1000;
                for (var contact : page.at(honest.list())) {
                    ((ObjectNode) contact).put("id", first + contact.path("id").asInt());
                }
                wire.send(honest.answer().withBody(mapper.writeValueAsBytes(page)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private CommandRun runOnce() {
        List<String> arguments = new ArrayList<>(List.of("run", "--once"));
        Map.of(
                        "contacts.request.timeout", "8s",
                        "contacts.request.retry-timeout", "12s",
                        "camel.route-template[looping].maxPages", "200")
                .forEach((key, value) -> arguments.addAll(List.of("--property", key + "=" + value)));
        return CommandRun.jvm(home)
                .options(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"))
                .within(Duration.ofMinutes(4))
                .run(arguments);
    }
}
