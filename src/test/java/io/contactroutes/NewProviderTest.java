package io.contactroutes;

import static org.assertj.core.api.Assertions.assertThat;

import io.contactroutes.sandbox.Options;
import io.contactroutes.sandbox.ProviderDouble;
import io.contactroutes.sandbox.Served;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.support.BundleFolder;
import io.contactroutes.support.RecordedProvider;
import io.contactroutes.support.Recording;
import io.contactroutes.support.Sweeps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What has to be written for one account more, and for one provider more: no Java, and nothing that was there changes. */
class NewProviderTest {

    @TempDir
    private Path home;

    @Test
    void aSixthAccountIsSixProperties() {
        try (ProviderDouble provider = ProviderDouble.start(
                List.of(Served.of("islash-hk", "islash")), Options.defaults().withContacts(20))) {
            BundleFolder bundle = BundleFolder.shipped(home);
            Map<String, String> given = provider.parameters("islash-hk");
            List.of(
                            "template-id = islash",
                            "route-id = islash-hk",
                            "url = " + given.get("url"),
                            "token = " + given.get("token"),
                            "session = " + given.get("session"),
                            "channel = whatsapp")
                    .forEach(property ->
                            bundle.append("application.properties", "camel.route-template[islash-hk]." + property));

            Sweeps sweeps = bundle.sweep();

            assertThat(sweeps.all()).hasSize(1);
            assertThat(sweeps.of("islash-hk").status()).isEqualTo(SweepStatus.COMPLETE);
            assertThat(bundle.contacts("islash-hk")).hasSize(20);
        }
    }

    @Test
    void aFourthFamilyIsATemplateAMappingAndAFixture() throws IOException {
        Recording recording = new Recording(Path.of("src/test/resources/new-family"));
        BundleFolder bundle = BundleFolder.withoutAccounts(home);
        for (String file : List.of("acme.camel.yaml", "acme.jslt")) {
            bundle.write(
                    "routes/providers/" + file,
                    Files.readString(recording.folder().resolve(file)));
        }
        try (RecordedProvider provider = RecordedProvider.start()) {
            provider.serve(recording);
            bundle.withAccount("acme-desk", "acme", Map.of("url", provider.url("acme-desk"), "apiKey", "k"));
            recording.parameters().forEach((name, value) -> bundle.with(BundleFolder.key("acme-desk", name), value));

            Sweeps sweeps = bundle.sweep();

            assertThat(sweeps.of("acme-desk").status()).isEqualTo(SweepStatus.COMPLETE);
            assertThat(bundle.contacts("acme-desk").stream().map(Recording::timeless))
                    .containsExactlyInAnyOrderElementsOf(recording.expected());
            assertThat(bundle.deadLetters("acme-desk").stream().map(Recording::place))
                    .containsExactlyElementsOf(recording.deadLetters());
            assertThat(provider.requests("acme-desk")).allSatisfy(request -> assertThat(request.getHeader("X-Key"))
                    .isEqualTo("k"));
        }
    }
}
