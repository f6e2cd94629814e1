package io.contactroutes.sink;

import java.util.List;

/**
 * Identifies the sink in which the records of an account are. Each part is {@value #UNKNOWN} when it does not apply or cannot be
 * determined.
 *
 * @param kind {@code files} or {@code kafka}
 * @param name of the topic; folders may be moved and have none
 * @param cluster the id of the Kafka cluster
 * @param id the id of the topic or of the folder: another one when it was removed and made again
 */
public record SinkIdentity(String kind, String name, String cluster, String id) {

    public static final String UNKNOWN = "-";

    /** Returns the identity of a folder that has this id. */
    public static SinkIdentity ofFolder(String id) {
        return new SinkIdentity("files", UNKNOWN, UNKNOWN, id);
    }

    /** Returns the identity of a topic. */
    public static SinkIdentity ofTopic(String name, String cluster, String id) {
        return new SinkIdentity("kafka", name, cluster, id);
    }

    /** Reads what {@link #toString()} wrote. */
    public static SinkIdentity of(String text) {
        List<String> parts = List.of(text.split(" ", 4));
        return new SinkIdentity(parts.get(0), parts.get(1), parts.get(2), parts.get(3));
    }

    /** Returns whether both are the same sink, as far as is known. */
    public boolean isSame(SinkIdentity other) {
        return kind.equals(other.kind)
                && name.equals(other.name)
                && agree(cluster, other.cluster)
                && agree(id, other.id);
    }

    /** Returns the identity with what either of two identities of one sink knows. */
    public SinkIdentity and(SinkIdentity before) {
        return new SinkIdentity(kind, name, known(cluster, before.cluster), known(id, before.id));
    }

    /** Returns a part of a sentence. */
    public String describe() {
        return kind.equals("kafka")
                ? "the Kafka topic " + name + " with the id " + id + " in the cluster " + cluster
                : "the folder with the .sink-id " + id;
    }

    @Override
    public String toString() {
        return String.join(" ", kind, name, cluster, id);
    }

    private static boolean agree(String one, String other) {
        return one.equals(other) || one.equals(UNKNOWN) || other.equals(UNKNOWN);
    }

    private static String known(String now, String before) {
        return now.equals(UNKNOWN) ? before : now;
    }
}
