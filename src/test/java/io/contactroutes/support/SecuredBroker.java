package io.contactroutes.support;

import static io.contactroutes.support.Eventually.await;
import static io.contactroutes.support.KafkaBroker.join;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.admin.UserScramCredentialsDescription;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A real broker that takes clients by TLS only, lets them sign in with SCRAM-SHA-512, and lets each do what it has rights for.
 * A test itself may do everything, on the broker's plain listener.
 */
public final class SecuredBroker implements AutoCloseable {

    private static final String STORE_PASSWORD = "STORE-SECRET-77";

    private final int port = LoopbackPort.free();
    private final Path truststore;
    private final KafkaBroker broker;
    private final Admin admin;
    private int iterations = 4_096;

    private SecuredBroker(Path folder) {
        Path keystore = folder.resolve("broker.p12");
        truststore = folder.resolve("truststore.p12");
        try {
            makeCertificate(keystore);
            trustCertificate(keystore);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        broker = KafkaBroker.start(plain -> settings(plain, keystore));
        admin = broker.admin();
    }

    /** Starts one, with a certificate that is made in a folder. */
    public static SecuredBroker start(Path folder) {
        return new SecuredBroker(folder);
    }

    /** The same broker for the test itself, which may do everything. */
    public KafkaBroker plain() {
        return broker;
    }

    public String address() {
        return "127.0.0.1:" + port;
    }

    /** What a user of the bundle sets, and nothing else, to be let in as that user. */
    public Map<String, String> settings(String user, String password) {
        String kafka = "camel.component.kafka.";
        return Map.of(
                kafka + "brokers",
                address(),
                kafka + "security-protocol",
                "SASL_SSL",
                kafka + "ssl-truststore-location",
                truststore.toString(),
                kafka + "ssl-truststore-password",
                STORE_PASSWORD,
                kafka + "ssl-truststore-type",
                "PKCS12",
                kafka + "sasl-mechanism",
                "SCRAM-SHA-512",
                kafka + "sasl-jaas-config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user + "\" password=\""
                        + password + "\";");
    }

    /** Makes a user, or gives it another password. The number of iterations shows that the broker knows it. */
    public void user(String name, String password) {
        ScramCredentialInfo scram = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ++iterations);
        join(admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(name, scram, password)))
                .all());
        await("the password of " + name, () -> join(admin.describeUserScramCredentials()
                        .all())
                .getOrDefault(name, new UserScramCredentialsDescription(name, List.of()))
                .credentialInfos()
                .contains(scram));
    }

    public void allow(String user, AclOperation right, String... topics) {
        List<AclBinding> rights = rights(user, right, topics);
        join(admin.createAcls(rights).all());
        rights.forEach(each -> await(each.toString(), () -> isThere(each)));
    }

    /** Allows to write in transactions whose ids begin with a text. */
    public void allowTransactions(String user, String prefix) {
        AclBinding right = new AclBinding(
                new ResourcePattern(ResourceType.TRANSACTIONAL_ID, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:" + user, "*", AclOperation.WRITE, AclPermissionType.ALLOW));
        join(admin.createAcls(List.of(right)).all());
        await(right.toString(), () -> isThere(right));
    }

    public void withdraw(String user, AclOperation right, String topic) {
        List<AclBinding> rights = rights(user, right, topic);
        join(admin.deleteAcls(rights.stream().map(AclBinding::toFilter).toList())
                .all());
        rights.forEach(each -> await("the end of " + each, () -> !isThere(each)));
    }

    @Override
    public void close() {
        admin.close();
        broker.close();
    }

    private boolean isThere(AclBinding right) {
        return !join(admin.describeAcls(right.toFilter()).values()).isEmpty();
    }

    private static List<AclBinding> rights(String user, AclOperation right, String... topics) {
        return Arrays.stream(topics)
                .map(topic -> new AclBinding(
                        new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                        new AccessControlEntry("User:" + user, "*", right, AclPermissionType.ALLOW)))
                .toList();
    }

    private static void makeCertificate(Path keystore) {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        CommandRun made = CommandRun.of(
                new ProcessBuilder(
                        keytool.toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keystore.toString(),
                        "-storepass",
                        STORE_PASSWORD),
                Duration.ofMinutes(1));
        if (made.exit() != 0) {
            throw new IllegalStateException(made.toString());
        }
    }

    private void trustCertificate(Path keystore) throws IOException, GeneralSecurityException {
        KeyStore own = KeyStore.getInstance(keystore.toFile(), STORE_PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load((InputStream) null, null);
        trusted.setCertificateEntry("broker", own.getCertificate("broker"));
        try (OutputStream file = Files.newOutputStream(truststore)) {
            trusted.store(file, STORE_PASSWORD.toCharArray());
        }
    }

    /** Whoever comes by the plain listener has no name, and may do everything. */
    private String settings(int plain, Path keystore) {
        return """
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d,SASL_SSL://127.0.0.1:%3$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,SASL_SSL://127.0.0.1:%3$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL
                authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
                super.users=User:ANONYMOUS
                sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config=\
                org.apache.kafka.common.security.scram.ScramLoginModule required;
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%4$s
                ssl.keystore.password=%5$s
                """.formatted(plain, plain + 1, port, keystore, STORE_PASSWORD);
    }
}
