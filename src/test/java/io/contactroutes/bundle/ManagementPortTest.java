package io.contactroutes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.ManagementClient;
import io.contactroutes.support.Sweeps;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManagementPortTest {

    @TempDir
    private Path home;

    /** Camel's own defaults are to listen on all addresses, and to have addresses in labels. */
    @Test
    void aFileThatDoesNotHaveItsSettingsListensOnLoopbackOnlyAndTellsNoAddress() throws IOException {
        ManagementClient client = new ManagementClient();
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of("a", "chatwoot")), Options.defaults().withContacts(20))) {
            BundleFolder bundle =
                    BundleFolder.withoutAccounts(home).withAccount("a", "chatwoot", provider.parameters("a"));
            bundle.edit("application.properties", text -> text.lines()
                    .filter(line -> !line.matches("camel\\.(management|health|metrics)\\..*"))
                    .toList());
            bundle.with("camel.management.enabled", "true")
                    .with("camel.management.port", String.valueOf(client.port()))
                    .with("camel.management.metrics-enabled", "true");
            Sweeps sweeps = new Sweeps();
            try (Bundle running = Bundle.start(bundle.settings(), RunMode.untilStopped(), sweeps)) {
                sweeps.await(running.running());
                sweeps.of("a");

                assertThat(client.get("/observe/metrics").body())
                        .contains("contacts_published_total{account=\"a\",op=\"created\"} 20.0")
                        .doesNotContain("localhost:", "127.0.0.1");
                for (InetAddress other : addresses()) {
                    assertThatThrownBy(() -> new Socket(other, client.port()).close())
                            .as(other.toString())
                            .isInstanceOf(ConnectException.class);
                }
            }
        }
    }

    /** The machine's addresses that others can reach; there may be none. */
    private static List<InetAddress> addresses() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> !address.isLoopbackAddress() && !address.isLinkLocalAddress())
                .toList();
    }
}
