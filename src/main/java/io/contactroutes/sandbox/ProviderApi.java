package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a provider's contact list answers. The double knows nothing else about a provider, so that a test can serve one of its
 * own.
 */
public interface ProviderApi {

    String provider();

    /** Contacts on a page when neither the request nor {@link Options#pageSize()} says otherwise. */
    int pageSize();

    /** The settings that an account of this provider needs besides {@code url}, by the names of its route template. */
    Map<String, String> credentials(Served account);

    /** JSON pointer to the list of contacts in an answer. */
    String list();

    /** The answer to a request that is not let through: wrong path, method, credentials. */
    Optional<Response> refusal(Call call, Served account);

    /** The page that a request asks for. Never fails: an odd number becomes the page that the provider takes it for. */
    PageRequest asked(Call call);

    /** Writes a whole answer with the contacts of a page. */
    void write(ContactPage page, JsonGenerator json) throws IOException;

    /** The provider's id of a contact, as a string. */
    String sourceId(SampleContact contact);

    /** The providers that ship. */
    static List<ProviderApi> shipped() {
        return List.of(new IslashApi(), new BotPenguinApi(), new ChatwootApi());
    }

    static ProviderApi named(String provider) {
        return shipped().stream()
                .filter(each -> each.provider().equals(provider))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("The sandbox has no provider named " + provider + "; it has "
                                + shipped().stream().map(ProviderApi::provider).toList()));
    }
}
