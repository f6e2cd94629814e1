package io.contactroutes.bundle;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.networknt.schema.JsonSchema;
import com.schibsted.spt.data.jslt.Expression;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.jslt.Jslt;
import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Digests everything that decides how a contact is mapped, except the account's own parameters: routes, mappings, schema and
 * code. When one of them changes, every contact is mapped once more.
 *
 * <p>Of code the content counts, not the version: the bytes of a folder of classes; of a jar the checksums in its directory, which
 * are there without reading it. Code that comes from elsewhere, such as jars in a jar, cannot be read back and may have changed at
 * the next start: then every contact is mapped once more after each start, which affects only speed.
 */
final class MappingVersion {

    private static final List<String> FOLDERS = List.of("routes", "schema");

    /** What is in their packages, and in those below, maps and validates contacts. */
    private static final List<Class<?>> CODE =
            List.of(ContactMapper.class, Jslt.class, Expression.class, JsonSchema.class, PhoneNumberUtil.class);

    private MappingVersion() {}

    /** Returns the digest. */
    static byte[] of(Path home) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (Class<?> type : CODE) {
                addCode(digest, type);
            }
            for (String folder : FOLDERS) {
                addFiles(digest, home, home.resolve(folder));
            }
            return digest.digest();
        } catch (IOException e) {
            throw new ConfigurationException("The folders " + FOLDERS + " of " + home + " cannot be read.", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void addCode(MessageDigest digest, Class<?> type) {
        String folder = type.getPackageName().replace('.', '/');
        try {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            URL place = source == null ? null : source.getLocation();
            if (place == null || !place.getProtocol().equals("file")) {
                addUnknown(digest);
                return;
            }
            Path path = Path.of(place.toURI());
            if (Files.isDirectory(path)) {
                addFiles(digest, path, path.resolve(folder));
            } else {
                addEntries(digest, path, folder + "/");
            }
        } catch (IOException | URISyntaxException unreadable) {
            addUnknown(digest);
        }
    }

    private static void addUnknown(MessageDigest digest) {
        add(digest, UUID.randomUUID().toString());
    }

    private static void addFiles(MessageDigest digest, Path root, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                add(digest, root.relativize(file).toString());
                digest.update(Files.readAllBytes(file));
            }
        }
    }

    private static void addEntries(MessageDigest digest, Path jar, String prefix) throws IOException {
        Map<String, Long> checksums = new TreeMap<>();
        try (ZipFile file = new ZipFile(jar.toFile())) {
            for (ZipEntry entry : Collections.list(file.entries())) {
                if (entry.getName().startsWith(prefix)) {
                    checksums.put(entry.getName(), entry.getCrc());
                }
            }
        }
        add(digest, checksums.toString());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}
