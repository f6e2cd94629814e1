package io.contactroutes.page;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.config.ConfigurationException;
import io.contactroutes.contact.ContactSchema;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.StopReason;
import io.contactroutes.sweep.Sweep;
import io.contactroutes.sweep.SweepStopException;
import java.nio.file.Path;

/** Validates the page envelope that a provider's file makes of an answer: {@code schema/page.schema.json}. */
public final class PageSchema {

    private final ContactSchema schema;

    /** @throws ConfigurationException when the file is missing, is not a schema, or is that of something else */
    public PageSchema(Path file) {
        try {
            this.schema = new ContactSchema(file);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(e.getMessage(), e);
        }
    }

    /**
     * Validates a page envelope.
     *
     * @throws SweepStopException with a sentence that names the provider's file and the key, when it is not valid
     */
    void check(JsonNode page, Sweep sweep) {
        schema.violation(page).ifPresent(violation -> {
            String place = violation.pointer().isEmpty() ? "" : violation.pointer() + " ";
            throw new SweepStopException(
                    StopReason.ERROR,
                    SweepStatus.FAILED,
                    sweep.account().name() + ": routes/providers/"
                            + sweep.account().provider()
                            + ".camel.yaml makes a page in which " + place + violation.reason()
                            + "; correct it to match schema/page.schema.json.");
        });
    }
}
