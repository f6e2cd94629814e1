package io.contactroutes.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The work that cannot be left out, written by hand: pages in flight over one HTTP client, JSON read as a stream and
 * written straight away, one producer with the bundle's settings, and a wait for the acknowledgements of each page. No
 * state, no validation, no phone rules, no retries, no budget, no receipts.
 */
final class Floor implements Contender {

    @Override
    public long sweep(Order order, Meter meter) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(order.inFlight());
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(settings(order))) {
            Walk walk = new Walk(order, producer);
            meter.start();
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < order.inFlight(); i++) {
                ends.add(workers.submit(walk));
            }
            for (Future<?> end : ends) {
                end.get();
            }
            meter.stop();
            return walk.contacts.get();
        } finally {
            workers.shutdownNow();
        }
    }

    /** Those of routes/publish-kafka.camel.yaml. */
    private static Map<String, Object> settings(Order order) {
        return Map.of(
                "bootstrap.servers",
                order.brokers(),
                "key.serializer",
                StringSerializer.class,
                "value.serializer",
                ByteArraySerializer.class,
                "acks",
                "all",
                "enable.idempotence",
                true,
                "linger.ms",
                1,
                "batch.size",
                262144);
    }

    /** Takes pages until one is empty; run by as many threads as there are pages in flight. */
    private static final class Walk implements Runnable {

        private final Order order;
        private final KafkaProducer<String, byte[]> producer;
        private final HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        private final String sweep = UUID.randomUUID().toString();
        private final AtomicInteger nextPage = new AtomicInteger(1);
        private final AtomicLong contacts = new AtomicLong();

        Walk(Order order, KafkaProducer<String, byte[]> producer) {
            this.order = order;
            this.producer = producer;
        }

        @Override
        public void run() {
            try {
                for (int n = page(); n > 0; n = page()) {
                    contacts.addAndGet(n);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }

        private int page() throws IOException, InterruptedException, ExecutionException {
            URI uri =
                    URI.create(order.list() + "?sort=created_at,email,phone_number&page=" + nextPage.getAndIncrement());
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Api-Access-Token", order.token())
                    .build();
            byte[] body = http.send(request, BodyHandlers.ofByteArray()).body();
            String now = Instant.now().toString();
            List<Future<RecordMetadata>> acks = new ArrayList<>();
            new FloorMapping(now).read(body, (id, json) -> acks.add(producer.send(message(now, id, json))));
            for (Future<RecordMetadata> ack : acks) {
                ack.get();
            }
            return acks.size();
        }

        /** With the headers that subscribers of the bundle get. */
        private ProducerRecord<String, byte[]> message(String now, String id, byte[] json) {
            ProducerRecord<String, byte[]> message = new ProducerRecord<>(order.topic(), "99digital:" + id, json);
            header(message, "ce_specversion", "1.0");
            header(message, "ce_id", sweep + "/" + id);
            header(message, "ce_source", "/contacts/99digital");
            header(message, "ce_type", "contact.created");
            header(message, "ce_time", now);
            header(message, "ce_subject", message.key());
            header(message, "ce_dataschema", "urn:contact-routes:contact:v1");
            header(message, "content-type", "application/json");
            header(message, "sweep-id", sweep);
            return message;
        }

        private static void header(ProducerRecord<String, byte[]> message, String name, String value) {
            message.headers().add(name, value.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
