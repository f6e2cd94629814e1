package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.state.Known;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Leaves out the contacts whose source is the one that was mapped and published last: the same source, mapped in the same
 * way, is the same contact. Most contacts of most sweeps are. Bean {@code sources}.
 *
 * <p>Nothing but time depends on it: without this step in its route, every contact is mapped and then compared.
 */
public final class Sources {

    private final Map<String, ContactMapper> mappers;
    private final PublishedContacts published;
    private final boolean emitAll;

    /**
     * @param mappers one for each account, by its alias
     * @param published tells what was published before
     * @param emitAll whether contacts that did not change are published too, so that none can be left out
     */
    public Sources(Map<String, ContactMapper> mappers, PublishedContacts published, boolean emitAll) {
        this.mappers = mappers;
        this.published = published;
        this.emitAll = emitAll;
    }

    /** Takes them out of {@code contacts}, and says in {@code sources} what the steps that follow have to know of them. */
    public void leaveOutUnchanged(
            Exchange exchange,
            @Variable("sweep") Sweep sweep,
            @Variable("page") int page,
            @Variable("contacts") JsonNode contacts) {
        if (emitAll || contacts.isEmpty()) {
            exchange.removeVariable("sources");
            return;
        }
        List<String> ids = new ArrayList<>(contacts.size());
        Map<String, byte[]> fingerprints =
                fingerprints(mappers.get(sweep.account().alias()), contacts, ids);
        sweep.claims().claim(page, fingerprints.keySet());
        Map<String, Known> known = published.known(sweep.account().alias(), fingerprints.keySet());
        Set<String> unchanged = new LinkedHashSet<>();
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        List<Integer> places = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            Known before = known.get(id);
            if (before != null
                    && before.from(fingerprints.get(id))
                    && !sweep.setAside().containsKey(id)) {
                unchanged.add(id);
            } else {
                left.add(contacts.get(i));
                places.add(i);
            }
        }
        exchange.setVariable("sources", new PageSources(known, fingerprints, unchanged, places));
        exchange.setVariable("contacts", left);
    }

    /**
     * By id. Of an id that the page has twice there is none: which of the two is published is decided when both are mapped.
     *
     * @param ids is filled with the id of each contact; null for one that does not tell it
     */
    private static Map<String, byte[]> fingerprints(ContactMapper mapper, JsonNode contacts, List<String> ids) {
        Map<String, byte[]> fingerprints = new LinkedHashMap<>();
        for (JsonNode contact : contacts) {
            String id = mapper.sourceId(contact);
            ids.add(id);
            if (id != null) {
                fingerprints.put(id, fingerprints.containsKey(id) ? null : mapper.fingerprint(contact));
            }
        }
        return fingerprints;
    }
}
