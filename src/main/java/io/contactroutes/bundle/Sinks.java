package io.contactroutes.bundle;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.files.ForcedFileComponent;
import io.contactroutes.files.LeftoverFiles;
import io.contactroutes.kafka.DeadLetterTopic;
import io.contactroutes.kafka.KafkaClients;
import io.contactroutes.kafka.KafkaTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;

/** Prepares the sink and checks that it can be written to, before the first request to a provider. */
final class Sinks {

    private Sinks() {}

    /**
     * Makes topics or folders that are missing.
     *
     * @return the topic from which dead letters can be read, when the sink is Kafka
     * @throws ConfigurationException when the sink cannot be written to
     */
    static Optional<DeadLetterTopic> prepare(Settings settings, CamelContext context) {
        switch (settings.text(Setting.SINK)) {
            case "kafka":
                return Optional.of(prepareTopics(settings, context));
            case "files":
                prepareFolder(settings.path(Setting.FILES_DIRECTORY));
                context.getRegistry().bind("file", new ForcedFileComponent());
                return Optional.empty();
            default:
                return Optional.empty();
        }
    }

    private static DeadLetterTopic prepareTopics(Settings settings, CamelContext context) {
        KafkaComponent component = context.getComponent("kafka", KafkaComponent.class);
        component.setKafkaClientFactory(new KafkaClients());
        KafkaConfiguration kafka = component.getConfiguration();
        Properties client = kafka.createProducerProperties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokers());
        try {
            new KafkaTopics(settings.text(Setting.KAFKA_TOPIC), client).prepare();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("The start was interrupted.", e);
        }
        return new DeadLetterTopic(settings.text(Setting.KAFKA_TOPIC), client);
    }

    private static void prepareFolder(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.delete(Files.createTempFile(directory, ".writable", null));
            new LeftoverFiles(directory).clear(Instant.now());
        } catch (IOException e) {
            throw new ConfigurationException(
                    "Cannot write to " + directory + " (" + e.getClass().getSimpleName()
                            + "); set contacts.files.directory to a folder that is writable.",
                    e);
        }
    }
}
