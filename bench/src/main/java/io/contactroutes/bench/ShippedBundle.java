package io.contactroutes.bench;

import io.contactroutes.bundle.Bundle;
import io.contactroutes.bundle.RunMode;
import io.contactroutes.config.Settings;
import io.contactroutes.lifecycle.SweepListener;
import io.contactroutes.receipt.Receipt;
import io.contactroutes.sweep.Sweep;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The bundle of the distribution, with its own routes, mapping, schema, state and receipts, and one account. */
final class ShippedBundle implements Contender {

    private static final String ACCOUNTS = "camel.route-template[";
    private static final Path HOME = Path.of("target/contact-routes").toAbsolutePath();

    @Override
    public long sweep(Order order, Meter meter) throws Exception {
        CompletableFuture<Receipt> end = new CompletableFuture<>();
        SweepListener listener = new SweepListener() {
            @Override
            public void began(Sweep sweep) {
                meter.start();
            }

            @Override
            public void ended(Receipt receipt) {
                meter.stop();
                end.complete(receipt);
            }
        };
        try (Bundle bundle = Bundle.start(settings(order), RunMode.oneSweep(), listener)) {
            Receipt receipt = end.get();
            if (!receipt.isWhole()) {
                throw new IllegalStateException(receipt.line());
            }
            return receipt.contacts();
        }
    }

    /** As shipped, but for where to read and write, and for a budget of requests that never makes a page wait. */
    private static Settings settings(Order order) {
        Map<String, String> own = new HashMap<>();
        own.put("contacts.sink", "kafka");
        own.put("contacts.kafka.topic", order.topic());
        own.put("camel.component.kafka.brokers", order.brokers());
        own.put("contacts.state.url", "jdbc:sqlite:" + order.state());
        Map<String, String> account = Map.of(
                "template-id", "chatwoot",
                "route-id", "99digital",
                "url", order.url(),
                "accountId", "1",
                "token", order.token(),
                "parallelPages", String.valueOf(order.inFlight()),
                "requestsPerMinute", "100000000");
        account.forEach((name, value) -> own.put(ACCOUNTS + "99digital]." + name, value));
        return Settings.load(HOME, Map.of(), Map.of()).without(ACCOUNTS).with(own);
    }
}
