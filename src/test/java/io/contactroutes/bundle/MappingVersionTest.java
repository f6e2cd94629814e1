package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.contactroutes.contact.ContactMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The version of the mappings is that of the content of their code, wherever that was loaded from. */
class MappingVersionTest {

    private static final String OWN_CODE = "io/contactroutes/jslt/DialledNumber.class";
    private static final String PHONE_DATA = "com/google/i18n/phonenumbers/data/PhoneNumberMetadataProto_HK";

    private final Path classes = source(ContactMapper.class);
    private final Path phones = source(PhoneNumberUtil.class);

    @TempDir
    private Path folder;

    private int jars;

    @Test
    void aJarOfTheSameVersionWithOtherCodeIsAnother() throws Exception {
        Map<String, byte[]> content = content(classes);
        byte[] before = version(jar(content), phones);

        content.put(OWN_CODE, new byte[] {1});

        assertThat(version(jar(content), phones)).isNotEqualTo(before);
    }

    @Test
    void anotherPhoneLibraryOfTheSameVersionIsAnother() throws Exception {
        Path bundle = jar(content(classes));
        Map<String, byte[]> content = content(phones);
        assertThat(content).containsKey(PHONE_DATA);
        byte[] before = version(bundle, jar(content));

        content.put(PHONE_DATA, new byte[] {1});

        assertThat(version(bundle, jar(content))).isNotEqualTo(before);
    }

    @Test
    void aJarThatIsBuiltAgainFromTheSameCodeIsTheSame() throws Exception {
        Map<String, byte[]> content = content(classes);
        byte[] before = version(jar(content), phones);
        Map<String, byte[]> reversed = new TreeMap<>(Collections.reverseOrder());
        reversed.putAll(content);

        assertThat(version(jar(reversed), phones)).isEqualTo(before);
    }

    @Test
    void aFolderOfClassesIsTheSameUntilItsCodeIsAnother() throws Exception {
        Path copy = folder.resolve("some classes");
        content(classes).forEach((name, bytes) -> write(copy.resolve(name), bytes));
        byte[] before = version(copy, phones);
        assertThat(version(copy, phones)).isEqualTo(before);

        write(copy.resolve(OWN_CODE), new byte[] {1});

        assertThat(version(copy, phones)).isNotEqualTo(before);
    }

    @Test
    void codeThatCannotBeReadBackMayHaveChanged() throws Exception {
        for (String place : List.of("jar:file:/app.jar!/BOOT-INF/lib/a.jar!/", "file:/nowhere/a%zz.jar", "")) {
            byte[] before = version(new Nested(place));

            assertThat(version(new Nested(place))).as(place).isNotEqualTo(before);
        }
    }

    /** The version as a program has it that runs with this bundle and this phone library. */
    private byte[] version(Path bundle, Path phoneLibrary) throws Exception {
        List<URL> urls = new ArrayList<>(List.of(url(bundle), url(phoneLibrary)));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(entry).toAbsolutePath();
            if (!path.equals(classes) && !path.equals(phones)) {
                urls.add(url(path));
            }
        }
        try (URLClassLoader loader =
                new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            return version(loader);
        }
    }

    private static byte[] version(ClassLoader loader) throws Exception {
        Method version = loader.loadClass(MappingVersion.class.getName()).getDeclaredMethod("of", Path.class);
        version.setAccessible(true);
        return (byte[]) version.invoke(null, Path.of("").toAbsolutePath());
    }

    /** Writes a jar of release 9.9, with times of its own. */
    private Path jar(Map<String, byte[]> content) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "9.9");
        Path jar = folder.resolve("a-" + ++jars + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest)) {
            for (Map.Entry<String, byte[]> each : content.entrySet()) {
                ZipEntry entry = new ZipEntry(each.getKey());
                entry.setTime(jars * 1_000_000_000L);
                entries.putNextEntry(entry);
                entries.write(each.getValue());
            }
        }
        return jar;
    }

    /** Reads a folder or a jar, but for what describes the jar. */
    private static Map<String, byte[]> content(Path source) throws IOException {
        Map<String, byte[]> content = new TreeMap<>();
        if (Files.isDirectory(source)) {
            try (Stream<Path> files = Files.walk(source)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    content.put(source.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            return content;
        }
        try (ZipFile jar = new ZipFile(source.toFile())) {
            for (ZipEntry entry : Collections.list(jar.entries())) {
                if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/")) {
                    try (InputStream bytes = jar.getInputStream(entry)) {
                        content.put(entry.getName(), bytes.readAllBytes());
                    }
                }
            }
        }
        return content;
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URL url(Path path) throws MalformedURLException {
        return path.toUri().toURL();
    }

    private static Path source(Class<?> type) {
        try {
            return Path.of(
                    type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Defines all classes itself, as a runtime does that loads them from jars in a jar. */
    private static final class Nested extends ClassLoader {

        private final ProtectionDomain domain;

        /** @param place empty for none */
        Nested(String place) throws MalformedURLException {
            super(ClassLoader.getPlatformClassLoader());
            CodeSource source = place.isEmpty() ? null : new CodeSource(new URL(place), (Certificate[]) null);
            domain = new ProtectionDomain(source, null);
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream file =
                    MappingVersionTest.class.getClassLoader().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) {
                    throw new ClassNotFoundException(name);
                }
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length, domain);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
