package io.contactroutes.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.files.DeadLetterFiles;
import io.contactroutes.files.FolderId;
import io.contactroutes.files.ForcedFileComponent;
import io.contactroutes.files.LeftoverFiles;
import io.contactroutes.kafka.DeadLetterTopic;
import io.contactroutes.kafka.KafkaClients;
import io.contactroutes.kafka.KafkaTopics;
import io.contactroutes.kafka.TopicId;
import io.contactroutes.sink.CurrentSink;
import io.contactroutes.sink.Publisher;
import io.contactroutes.sweep.SweepStopException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The sink, prepared and found to accept records before the first request to a provider.
 *
 * @param identity tells which sink it is
 * @param letterTopic the topic from which dead letters can be read, when the sink is Kafka
 * @param letterFiles the files from which they can be read otherwise
 * @param partitions among how many the bundle spreads contacts; empty where it does not
 */
record Sinks(
        CurrentSink identity,
        Optional<DeadLetterTopic> letterTopic,
        DeadLetterFiles letterFiles,
        Supplier<OptionalInt> partitions) {

    /** Returns whether records go anywhere. */
    static boolean publishes(Settings settings) {
        String sink = settings.text(Setting.SINK);
        return sink.equals("kafka") || sink.equals("files");
    }

    /**
     * Makes topics or folders that are missing.
     *
     * @param publisher this process; asked when the first record is published
     * @throws ConfigurationException when the sink cannot be written to
     */
    static Sinks prepare(Settings settings, Publisher publisher, CamelContext context) {
        DeadLetterFiles files = new DeadLetterFiles(settings.path(Setting.FILES_DIRECTORY));
        switch (settings.text(Setting.SINK)) {
            case "kafka":
                return prepareTopics(settings, publisher, context, files);
            case "files":
                Path directory = settings.path(Setting.FILES_DIRECTORY);
                prepareFolder(directory);
                context.getRegistry().bind("file", new ForcedFileComponent());
                return new Sinks(new FolderId(directory), Optional.empty(), files, OptionalInt::empty);
            default:
                return new Sinks(CurrentSink.NONE, Optional.empty(), files, OptionalInt::empty);
        }
    }

    private static Sinks prepareTopics(
            Settings settings, Publisher publisher, CamelContext context, DeadLetterFiles files) {
        KafkaComponent component = context.getComponent("kafka", KafkaComponent.class);
        context.getRegistry().bind("kafkaClients", new KafkaClients(publisher));
        KafkaConfiguration kafka = component.getConfiguration();
        Properties client = kafka.createProducerProperties();
        client.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.getBrokers());
        KafkaTopics topics = new KafkaTopics(settings.text(Setting.KAFKA_TOPIC), client);
        try {
            topics.prepare();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ConfigurationException("The start was interrupted.", e);
        }
        TopicId identity = new TopicId(topics);
        boolean ownPartitioner = client.containsKey(ProducerConfig.PARTITIONER_CLASS_CONFIG);
        return new Sinks(
                identity,
                Optional.of(new DeadLetterTopic(settings.text(Setting.KAFKA_TOPIC), client)),
                files,
                ownPartitioner ? OptionalInt::empty : identity::partitions);
    }

    /** Reads the dead letters of an account, one by one. */
    void letters(String account, Consumer<JsonNode> reader) throws IOException {
        if (letterTopic.isPresent()) {
            letterTopic.get().forEach(account, reader);
        } else {
            letterFiles.forEach(account, reader);
        }
    }

    /** Removes the dead letters of a contact from files, and returns from how many; a topic keeps its own. */
    int removeLetters(String account, String uid) throws IOException {
        return letterTopic.isPresent() ? 0 : letterFiles.remove(account, uid);
    }

    /** Has what another process still publishes refused, as this one takes over from it. */
    void fence(String process) {
        try {
            identity.fence(process);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SweepStopException.interrupted("sweep");
        }
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
