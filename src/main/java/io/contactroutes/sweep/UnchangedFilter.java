package io.contactroutes.sweep;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.contact.ContactMapper;
import io.contactroutes.state.ContactState;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/**
 * Leaves out the contacts whose source is the one that was mapped and published last: the same source, mapped in the same
 * way, is the same contact. Most contacts of most sweeps are. Bean {@code sources}.
 *
 * <p>Nothing but time depends on it: without this step in its route, every contact is mapped and then compared.
 */
public final class UnchangedFilter {

    private final Map<String, ContactMapper> mappers;
    private final PublishedContacts published;
    private final boolean emitAll;

    /**
     * @param mappers one for each account, by its name
     * @param published tells what was published before
     * @param emitAll whether contacts that did not change are published too, so that none can be left out
     */
    public UnchangedFilter(Map<String, ContactMapper> mappers, PublishedContacts published, boolean emitAll) {
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
            return;
        }
        ContactMapper mapper = mappers.get(sweep.account().name());
        List<String> ids = new ArrayList<>(contacts.size());
        contacts.forEach(contact -> ids.add(mapper.sourceId(contact)));
        Set<String> claimed = new LinkedHashSet<>(ids);
        claimed.remove(null);
        sweep.claims().claim(page, claimed);
        Map<String, ContactState> known = published.known(sweep.account().name(), claimed);
        Set<String> unchanged = new LinkedHashSet<>();
        List<Integer> places = new ArrayList<>();
        ArrayNode left = JsonNodeFactory.instance.arrayNode();
        Set<String> twice = claimed.size() == ids.size() ? Set.of() : repeated(ids);
        for (int i = 0; i < ids.size(); i++) {
            String id = ids.get(i);
            ContactState before = known.get(id);
            boolean comparable = before != null
                    && before.source() != null
                    && !twice.contains(id)
                    && !sweep.setAside().containsKey(id);
            if (comparable && before.from(mapper.fingerprint(contacts.get(i)))) {
                unchanged.add(id);
            } else {
                places.add(i);
                left.add(contacts.get(i));
            }
        }
        exchange.setVariable("sources", new PageSources(claimed, known, unchanged, places));
        exchange.setVariable("contacts", left);
    }

    /** Which of two contacts with the same id is published is decided when both are mapped. */
    private static Set<String> repeated(List<String> ids) {
        Set<String> once = new HashSet<>();
        return ids.stream().filter(id -> id != null && !once.add(id)).collect(Collectors.toSet());
    }
}
