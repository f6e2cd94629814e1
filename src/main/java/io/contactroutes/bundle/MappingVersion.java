package io.contactroutes.bundle;

import io.contactroutes.config.ConfigurationException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Digests everything that decides how a contact is mapped, except the account's own parameters: routes, mappings, schema and
 * code. When one of them changes, every contact is mapped once more.
 */
final class MappingVersion {

    private static final List<String> FOLDERS = List.of("routes", "schema");

    /** Code that is not packaged has no version, and may have changed at the next start. */
    private static final String CODE = Optional.ofNullable(
                    MappingVersion.class.getPackage().getImplementationVersion())
            .orElse(UUID.randomUUID().toString());

    private MappingVersion() {}

    /** Returns the digest. */
    static byte[] of(Path home) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(CODE.getBytes(StandardCharsets.UTF_8));
            for (String folder : FOLDERS) {
                try (Stream<Path> files = Files.walk(home.resolve(folder))) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(home.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            return digest.digest();
        } catch (IOException e) {
            throw new ConfigurationException("The folders " + FOLDERS + " of " + home + " cannot be read.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
