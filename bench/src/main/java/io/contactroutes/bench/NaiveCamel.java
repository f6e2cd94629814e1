package io.contactroutes.bench;

import java.util.concurrent.CompletableFuture;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;

/** A first route, {@code naive.camel.yaml}: no mapping, no state, a send for each contact, Camel's and Kafka's defaults. */
final class NaiveCamel implements Contender {

    @Override
    public long sweep(Order order, Meter meter) throws Exception {
        CompletableFuture<Void> end = new CompletableFuture<>();
        Main main = new Main();
        main.setPropertyPlaceholderLocations("false");
        main.configure().setRoutesIncludePattern("classpath:naive.camel.yaml");
        main.configure().setStartupSummaryLevel(org.apache.camel.StartupSummaryLevel.Off);
        main.addInitialProperty("camel.component.kafka.brokers", order.brokers());
        main.addInitialProperty("bench.list", order.list());
        main.addInitialProperty("bench.token", order.token());
        main.addInitialProperty("bench.pages", String.valueOf(order.pages()));
        main.addInitialProperty("bench.topic", order.topic());
        main.bind("begins", (Processor) exchange -> meter.start());
        main.bind("ends", (Processor) exchange -> {
            meter.stop();
            end.complete(null);
        });
        try {
            main.start();
            end.get();
            return order.contacts();
        } finally {
            main.stop();
        }
    }
}
