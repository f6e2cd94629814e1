package io.contactroutes.bench;

import java.util.Map;
import java.util.TreeMap;

/**
 * One sweep that a contender is to make.
 *
 * @param url where the list is served: {@code <url>/api/v1/accounts/1/contacts}
 * @param token the access token that is accepted there
 * @param pageSize contacts a page
 * @param contacts how many contacts are to be read; a whole number of pages
 * @param inFlight pages in flight
 * @param brokers bootstrap servers
 * @param topic where the records go
 * @param state the bundle's state: {@code :memory:} or a file
 */
record Order(
        String url,
        String token,
        int pageSize,
        int contacts,
        int inFlight,
        String brokers,
        String topic,
        String state) {

    int pages() {
        return contacts / pageSize;
    }

    String list() {
        return url + "/api/v1/accounts/1/contacts";
    }

    /** One line for a process' standard input. */
    String line() {
        return String.join(
                " ",
                "url=" + url,
                "token=" + token,
                "pageSize=" + pageSize,
                "contacts=" + contacts,
                "inFlight=" + inFlight,
                "brokers=" + brokers,
                "topic=" + topic,
                "state=" + state);
    }

    static Order parse(String line) {
        Map<String, String> words = words(line);
        return new Order(
                words.get("url"),
                words.get("token"),
                Integer.parseInt(words.get("pageSize")),
                Integer.parseInt(words.get("contacts")),
                Integer.parseInt(words.get("inFlight")),
                words.get("brokers"),
                words.get("topic"),
                words.get("state"));
    }

    static Map<String, String> words(String line) {
        Map<String, String> words = new TreeMap<>();
        for (String word : line.split(" ")) {
            int equals = word.indexOf('=');
            words.put(word.substring(0, equals), word.substring(equals + 1));
        }
        return words;
    }
}
