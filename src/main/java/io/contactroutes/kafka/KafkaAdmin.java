package io.contactroutes.kafka;

import io.contactroutes.config.ConfigurationException;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/**
 * The admin client that all accounts of a bundle share. It is opened when it is needed, and anew after a failure: one that could
 * not sign in keeps its failure for minutes.
 */
final class KafkaAdmin implements AutoCloseable {

    private static final int LONGEST_MILLIS = 10_000;

    private final Properties settings;

    /** Questions read. Closing writes, so that it waits for the questions of other accounts. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private Admin client;

    /** @param client the settings of a Kafka client: brokers, security */
    KafkaAdmin(Properties client) {
        settings = KafkaClients.known(client, AdminClientConfig.configNames());
        settings.put(AdminClientConfig.CLIENT_ID_CONFIG, "contact-routes-topics");
        int timeout = Math.min(LONGEST_MILLIS, timeout(client));
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, timeout);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, timeout);
    }

    /** Requests to the brokers, and what is made of their answers. */
    @FunctionalInterface
    interface Question<T> {

        T ask(Admin client) throws ExecutionException, InterruptedException;
    }

    /**
     * Returns the answer to a question.
     *
     * @throws ConfigurationException when the brokers give none, with the reason
     */
    <T> T answer(Question<T> question) throws InterruptedException {
        try {
            return answerOfOpened(question);
        } catch (KafkaException e) {
            close();
            throw KafkaFailure.of(e, settings, AclOperation.DESCRIBE);
        }
    }

    private <T> T answerOfOpened(Question<T> question) throws InterruptedException {
        use.readLock().lock();
        try {
            return question.ask(opened());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } finally {
            use.readLock().unlock();
        }
    }

    private static int timeout(Properties client) {
        Object set = client.get(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
        return set == null ? LONGEST_MILLIS : Integer.parseInt(set.toString());
    }

    private synchronized Admin opened() {
        if (client == null) {
            client = Admin.create(settings);
        }
        return client;
    }

    /** Closes the client; a later question opens another one. */
    @Override
    public void close() {
        use.writeLock().lock();
        try {
            if (client != null) {
                client.close(Duration.ZERO);
                client = null;
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
