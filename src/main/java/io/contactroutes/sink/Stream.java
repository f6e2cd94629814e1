package io.contactroutes.sink;

/** The streams that the bundle publishes: a topic on Kafka, or a folder of files. */
public enum Stream {
    CONTACTS("contacts", ""),
    DEAD_LETTERS("dead-letters", ".dead-letter"),
    SWEEPS("sweeps", ".sweeps");

    private final String folder;
    private final String topicSuffix;

    Stream(String folder, String topicSuffix) {
        this.folder = folder;
        this.topicSuffix = topicSuffix;
    }

    /** Returns its folder below {@code contacts.files.directory}. */
    public String folder() {
        return folder;
    }

    /**
     * Returns its topic.
     *
     * @param contactsTopic {@code contacts.kafka.topic}
     */
    public String topic(String contactsTopic) {
        return contactsTopic + topicSuffix;
    }
}
