package io.contactroutes.support;

import java.nio.file.Path;
import java.util.List;

/**
 * A bundle with an account for each of some recordings, swept once against the recorded pages. Its secrets hold characters that
 * have a meaning in a query, a header, a path, Base64 or a placeholder.
 */
public final class RecordedSweep implements AutoCloseable {

    private final RecordedProvider provider;
    private final BundleFolder bundle;
    private final Sweeps sweeps;
    private final LogCapture log;

    private RecordedSweep(Path home, List<Recording> recordings) {
        log = LogCapture.open();
        provider = RecordedProvider.start();
        bundle = BundleFolder.withoutAccounts(home);
        for (Recording recording : recordings) {
            provider.serve(recording);
            bundle.withAccount(
                    recording.name(),
                    recording.provider(),
                    recording.parameters(provider.url(recording.name()), RecordedSweep::secret));
        }
        sweeps = bundle.sweep();
    }

    public static RecordedSweep of(Path home, List<Recording> recordings) {
        return new RecordedSweep(home, recordings);
    }

    /** The value of a secret, by the name of its parameter. */
    public static String secret(String name) {
        return "s+e/c=r&e t%41%2B-" + name;
    }

    public RecordedProvider provider() {
        return provider;
    }

    public BundleFolder bundle() {
        return bundle;
    }

    public Sweeps sweeps() {
        return sweeps;
    }

    public LogCapture log() {
        return log;
    }

    @Override
    public void close() {
        provider.close();
        log.close();
    }
}
