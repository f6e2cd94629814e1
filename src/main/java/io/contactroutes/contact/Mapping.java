package io.contactroutes.contact;

import com.fasterxml.jackson.databind.JsonNode;
import io.contactroutes.jslt.Jslt;
import io.contactroutes.jslt.MappingException;
import java.nio.file.Path;
import java.util.Map;

/**
 * Applies a provider's mapping: the JSLT file that turns one of its contacts into a canonical one.
 *
 * <p>The file declares a function {@code source-id(contact)}, so that a contact that cannot be mapped can still be identified
 * by its id. Its body yields the canonical contact's fields except the envelope, and may set {@code "deleted": true}.
 */
public final class Mapping {

    private static final String SOURCE_ID = "source-id";

    private final Jslt contact;
    private final Jslt sourceId;

    private Mapping(Jslt contact, Jslt sourceId) {
        this.contact = contact;
        this.sourceId = sourceId;
    }

    /**
     * Compiles a mapping. What it imports is looked up in its own folder.
     *
     * @throws MappingException if it cannot be read, is not JSLT or declares no {@code source-id}
     */
    public static Mapping compile(Path file) {
        Jslt contact = Jslt.compile(file);
        String name = file.getFileName().toString();
        String call = "import \"" + name + "\" as mapping mapping:" + SOURCE_ID + "(.)";
        try {
            return new Mapping(
                    contact,
                    Jslt.compile(
                            call,
                            SOURCE_ID + " of " + name,
                            file.toAbsolutePath().getParent()));
        } catch (MappingException e) {
            throw new MappingException(file.toString(), -1, -1, "It declares no function " + SOURCE_ID + "(contact).");
        }
    }

    JsonNode apply(JsonNode source, Map<String, JsonNode> variables) {
        return contact.apply(source, variables);
    }

    /** Returns the provider's id of a contact, or null if it cannot be read. */
    String sourceId(JsonNode source, Map<String, JsonNode> variables) {
        try {
            JsonNode id = sourceId.apply(source, variables);
            return id.isTextual() ? id.textValue() : null;
        } catch (MappingException e) {
            return null; // mapping the contact fails with its own reason
        }
    }
}
