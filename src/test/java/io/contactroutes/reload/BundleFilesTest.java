package io.contactroutes.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.config.ConfigurationException;
import io.contactroutes.support.BundleFolder;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleFilesTest {

    @TempDir
    private Path home;

    private BundleFolder bundle;
    private BundleFiles files;

    @BeforeEach
    void copy() throws IOException {
        bundle = BundleFolder.shipped(home);
        bundle.append("application.properties", "contacts.management.token = secret-marker");
        bundle.write("routes/.page.camel.yaml.swp", "half of it");
        files = BundleFiles.copy(home);
    }

    @AfterEach
    void delete() {
        files.delete();
        assertThat(files.folder()).doesNotExist();
    }

    @Test
    void noSecretOfTheSettingsIsOnDisk() {
        assertThat(files.folder().resolve("routes/page.camel.yaml"))
                .hasSameBinaryContentAs(home.resolve("routes/page.camel.yaml"));
        assertThat(files.folder()).isDirectoryNotContaining("glob:**application.properties");
    }

    @Test
    void hiddenFilesDoNotCount() throws IOException {
        assertThat(files.folder().resolve("routes")).isDirectoryNotContaining("glob:**/.*");
        String stamp = BundleFiles.stamp(home);

        bundle.write("schema/.hidden", "x");
        bundle.write("routes/page.camel.yaml~", "x");

        assertThat(BundleFiles.stamp(home)).isEqualTo(stamp);
    }

    @Test
    void namesWhatDiffers() throws IOException {
        bundle.append("application.properties", "# x");
        bundle.append("routes/own/own.camel.yaml", "[]");
        Files.delete(home.resolve("schema/receipt.schema.json"));
        BundleFiles later = BundleFiles.copy(home);

        assertThat(later.differences(files))
                .containsExactly("application.properties", "routes/own/own.camel.yaml", "schema/receipt.schema.json");
        later.delete();
    }

    @Test
    void isWrittenAgainWhenASystemHasCleanedUp() throws IOException {
        files.delete();

        files.restore();

        assertThat(files.folder().resolve("schema/contact.schema.json"))
                .hasSameBinaryContentAs(home.resolve("schema/contact.schema.json"));
    }

    /** All of it would be in memory. */
    @Test
    void aHugeFileIsRefused() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(home.resolve("routes/core.dump").toFile(), "rw")) {
            file.setLength(3L << 30);
        }

        assertThatThrownBy(() -> new FileWatch(home, Duration.ZERO).copy())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(home.resolve("routes/core.dump") + " is larger than 16 MiB");
    }

    @Test
    void aFileThatCannotBeReadIsNamed() throws IOException {
        Files.createSymbolicLink(home.resolve("routes/own.camel.yaml"), Path.of("nowhere"));

        assertThatThrownBy(() -> new FileWatch(home, Duration.ZERO).copy())
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining(home.resolve("routes/own.camel.yaml").toString());
    }
}
