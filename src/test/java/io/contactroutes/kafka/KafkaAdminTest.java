package io.contactroutes.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.KafkaBroker;
import io.contactroutes.support.SweepRig;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One admin client serves all accounts of a bundle as long as it runs. */
class KafkaAdminTest {

    private final MBeanServer beans = ManagementFactory.getPlatformMBeanServer();

    @Test
    void servesAllAccountsUntilTheBundleStops(@TempDir Path folder) throws JMException {
        Served[] served = {
            Served.of("a", "chatwoot").withContacts(3),
            Served.of("b", "chatwoot").withContacts(3)
        };
        ProviderDouble provider = ProviderDouble.start(List.of(served), Options.defaults());
        try (SweepRig rig = new SweepRig(folder, provider, served)) {
            rig.set("contacts.sink", "kafka")
                    .set("contacts.kafka.topic", "admin-" + UUID.randomUUID())
                    .set("camel.component.kafka.brokers", KafkaBroker.shared().bootstrapServers());

            rig.sweep("a");
            Set<ObjectName> first = clients();
            assertThat(first).hasSize(1);
            Object opened = opened(first);
            rig.sweep("b");
            rig.sweep("a");

            assertThat(opened(clients())).as("when it was opened").isEqualTo(opened);
            rig.stop();
            assertThat(clients()).isEmpty();
        }
    }

    private Set<ObjectName> clients() throws JMException {
        return beans.queryNames(new ObjectName("kafka.admin.client:type=app-info,id=contact-routes*"), null);
    }

    private Object opened(Set<ObjectName> clients) throws JMException {
        return beans.getAttribute(clients.iterator().next(), "StartTimeMs");
    }
}
