package io.contactroutes.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import io.contactroutes.sandbox.fault.Call;
import io.contactroutes.sandbox.fault.Response;
import io.contactroutes.sandbox.list.ContactPage;
import io.contactroutes.sandbox.list.PageRequest;
import io.contactroutes.sandbox.list.SampleContact;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Defines how a provider's contact list responds. The double knows nothing else about a provider, so that a test can serve
 * one of its own.
 */
public interface ProviderApi {

    String provider();

    /** Returns how many contacts a page has when neither the request nor {@link Options#pageSize()} sets it. */
    int pageSize();

    /** Returns the settings that an account of this provider needs besides {@code url}, by the names of its route template. */
    Map<String, String> credentials(Served account);

    /** Returns the JSON pointer to the list of contacts in a response; empty if the list is the whole response. */
    String list();

    /** Returns the response to a request for an access token; empty if the request asks for something else. */
    default Optional<Response> token(Call call, Served account) {
        return Optional.empty();
    }

    /** Returns the response to a request with a wrong path, method or credentials; empty if the request is accepted. */
    Optional<Response> refusal(Call call, Served account);

    /**
     * Returns the page that a request asks for; page 0 if it asks for an access token. Never fails: an odd number becomes the
     * page that the provider takes it for.
     */
    PageRequest asked(Call call);

    /** Writes a whole response with the contacts of a page. */
    void write(ContactPage page, JsonGenerator json) throws IOException;

    /** Returns the response that carries a page, such as one with a link to the next page. */
    default Response page(Call call, Served account, int number, byte[] body) {
        return Response.page(body);
    }

    /** Returns the provider's id of a contact, as a string. */
    String sourceId(SampleContact contact);

    /** Returns the shipped providers. */
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
