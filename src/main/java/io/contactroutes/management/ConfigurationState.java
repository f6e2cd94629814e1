package io.contactroutes.management;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What operators see of the files of a running bundle: since when it has them, and why it does not use later ones. */
public final class ConfigurationState {

    /** Its name in a Camel context. */
    public static final String BEAN = "configurationState";

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationState.class);

    private volatile Instant loadedAt = Instant.now();
    private volatile String refusal;

    /** Returns that of a context; a context of another program has none, and never loads files again. */
    static ConfigurationState of(CamelContext context) {
        return Optional.ofNullable(context.getRegistry().lookupByNameAndType(BEAN, ConfigurationState.class))
                .orElseGet(ConfigurationState::new);
    }

    /** The files were loaded. */
    public void loaded() {
        loadedAt = Instant.now();
        refusal = null;
    }

    /** The files are those that were loaded last. */
    public void unchanged() {
        if (isRefused()) {
            LOG.info("The files are again those with which the bundle runs.");
        }
        refusal = null;
    }

    /**
     * The files have changed, but cannot be used. Logs it once, however often the same is found.
     *
     * @param sentence says why, without anything personal or secret
     */
    public void refused(String sentence) {
        if (!sentence.equals(refusal)) {
            LOG.warn("The files have changed, but are not used: {} Sweeps go on with the former ones.", sentence);
        }
        refusal = sentence;
    }

    /** Returns whether the files as they are now cannot be used. */
    public boolean isRefused() {
        return refusal != null;
    }

    ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("loadedAt", loadedAt.toString());
        return isRefused() ? json.put("refused", refusal) : json;
    }

    void register(MeterRegistry registry) {
        Gauge.builder("contacts.config.last.reload.successful", () -> isRefused() ? 0 : 1)
                .description(
                        "Whether the files of the bundle are those that it uses: 0 when they were changed and refused.")
                .register(registry);
        Gauge.builder("contacts.config.last.reload.success.timestamp", () -> loadedAt.toEpochMilli() / 1000.0)
                .description("When the files were loaded last, in seconds since 1970.")
                .baseUnit("seconds")
                .register(registry);
    }
}
