package io.contactroutes.kafka;

import java.util.Properties;
import java.util.Set;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
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

    @Override
    @SuppressWarnings({"rawtypes", "unchecked"})
    public Producer getProducer(Properties settings) {
        try {
            return new BatchProducer(settings);
        } catch (KafkaException e) {
            throw KafkaFailure.of(e, settings, AclOperation.WRITE);
        }
    }
}
