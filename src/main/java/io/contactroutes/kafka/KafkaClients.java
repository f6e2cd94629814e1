package io.contactroutes.kafka;

import io.contactroutes.sink.Publisher;
import java.util.Properties;
import java.util.Set;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/** Gives camel-kafka producers that fail a batch at its first record that cannot be sent, with the reason. */
public final class KafkaClients extends DefaultKafkaClientFactory {

    /** Returns those of the settings of a client that a kind of client knows: it logs a warning about each other one. */
    static Properties known(Properties client, Set<String> names) {
        Properties known = new Properties();
        client.forEach((key, value) -> {
            if (names.contains(key)) {
                known.put(key, value);
            }
        });
        return known;
    }

    private final Publisher publisher;

    public KafkaClients(Publisher publisher) {
        this.publisher = publisher;
    }

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Producer getProducer(Properties settings) {
        try {
            Producer producer = publisher.id().isPresent()
                    ? new TransactionalProducer(settings, publisher)
                    : new KafkaProducer(settings);
            return new BatchProducer(producer, settings);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, settings, AclOperation.WRITE);
        }
    }
}
