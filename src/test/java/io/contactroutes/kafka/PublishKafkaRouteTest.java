package io.contactroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.PublishRouteContract;
import io.contactroutes.sink.SinkRecord;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;

/** {@code publish-kafka} sends a publication as one batch; the broker itself is in {@code KafkaSinkTest}. */
class PublishKafkaRouteTest extends PublishRouteContract {

    private static final int PARTITIONS = 7;

    @Override
    protected String sink() {
        return "kafka";
    }

    @Override
    protected Map<String, Object> beans(CamelContext context) {
        return Map.of("kafkaRecords", new KafkaRecords("people", context, () -> OptionalInt.of(PARTITIONS)));
    }

    @Override
    protected Map<String, String> settings() {
        return Map.of("contacts.kafka.topic", "people");
    }

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        AdviceWith.adviceWith(context, "publish-kafka", advice -> advice.weaveByToUri("kafka:*")
                .replace()
                .to("mock:kafka"));
        return context;
    }

    @Test
    void sendsAllRecordsAsOneBatch() {
        List<SinkRecord> records = List.of(contact("a", "1"), tombstone("a", "2"), receipt("a"));

        publish(Publication.of(records));

        assertThat(kafka().getExchanges()).hasSize(1);
        List<?> batch = kafka().getExchanges().get(0).getMessage().getBody(List.class);
        assertThat(batch).extracting(each -> ((Message) each).getBody()).isEqualTo(records);
        assertThat(batch)
                .extracting(each -> ((Message) each).getHeader(KafkaConstants.OVERRIDE_TOPIC) + " "
                        + ((Message) each).getHeader(KafkaConstants.KEY) + " "
                        + ((Message) each).getHeader(KafkaConstants.PARTITION_KEY))
                .containsExactly(
                        "people a:1 " + partitionOfKafka("a:1"),
                        "people a:2 " + partitionOfKafka("a:2"),
                        "people.sweeps a null");
    }

    /** The one that other producers of the topic would choose. */
    private static int partitionOfKafka(String key) {
        return BuiltInPartitioner.partitionForKey(key.getBytes(StandardCharsets.UTF_8), PARTITIONS);
    }

    @Test
    void sendsNothingForAnEmptyPublication() {
        publish(Publication.of(List.of()));

        assertThat(kafka().getExchanges()).isEmpty();
    }

    @Test
    void failsWithWhatKafkaFailedWith() {
        IllegalStateException failure = new IllegalStateException("not acknowledged");
        kafka().whenAnyExchangeReceived(exchange -> {
            throw failure;
        });

        Exchange published = publish(Publication.of(List.of(contact("a", "1"))));

        assertThat(rootCause(published.getException())).isSameAs(failure);
    }

    private MockEndpoint kafka() {
        return getMockEndpoint("mock:kafka");
    }
}
