package io.contactroutes.support;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

/**
 * The sink of account {@code a} in a simulation, as its subscriber reads it. It may become another one, the one before it, or be
 * emptied; the first two while the bundle is stopped.
 */
public abstract class SimulatedSink {

    protected final SweepRig rig;
    private final Map<Integer, Integer> emptied = new HashMap<>();
    private int made;
    private int current;
    private int before;

    private SimulatedSink(SweepRig rig) {
        this.rig = rig;
    }

    /** A folder. */
    public static SimulatedSink folder(SweepRig rig, Path parent, Random random) {
        return new Folder(rig, parent, random);
    }

    /** A topic of the shared broker. */
    public static SimulatedSink topic(SweepRig rig) {
        return new Topic(rig);
    }

    /** Takes one that was never used. */
    public final void another() {
        before = current;
        current = ++made;
        make(current);
        use(current);
    }

    /** Returns to the one before this one, if there was one; returns whether. */
    public final boolean back() {
        if (before == 0) {
            return false;
        }
        int back = before;
        before = current;
        current = back;
        use(current);
        return true;
    }

    /** Takes away what is in it, as somebody does who knows nothing of the bundle. */
    public final void empty() {
        if (empty(current)) {
            emptied.merge(current, 1, Integer::sum);
        }
    }

    /** Loses some contacts, but no tombstones, as nobody can know of these later; returns whether it can. */
    public abstract boolean lose();

    /** Identifies it; another one after it was emptied. */
    public final String identity() {
        return current + "." + emptied.getOrDefault(current, 0);
    }

    /** All records of contacts that are in it, those of each contact in their order. */
    public abstract List<JsonNode> contacts();

    public abstract List<JsonNode> receipts();

    public abstract List<JsonNode> deadLetters();

    protected abstract void make(int number);

    protected abstract void use(int number);

    /** Returns whether there was anything to take. */
    protected abstract boolean empty(int number);

    private static final class Folder extends SimulatedSink {

        private final Path parent;
        private final Random random;
        private int taken;

        Folder(SweepRig rig, Path parent, Random random) {
            super(rig);
            this.parent = parent;
            this.random = random;
        }

        @Override
        public List<JsonNode> contacts() {
            return rig.files().records("a");
        }

        @Override
        public List<JsonNode> receipts() {
            return rig.files().receipts();
        }

        @Override
        public List<JsonNode> deadLetters() {
            return rig.files().deadLetters("a");
        }

        @Override
        protected void make(int number) {
            // the bundle makes it
        }

        @Override
        protected void use(int number) {
            rig.useFolder(path(number));
        }

        /** Moves the folder of the account, of the contacts or of everything away, which takes no time. */
        @Override
        protected boolean empty(int number) {
            Path whole = path(number);
            if (!Files.exists(whole.resolve("contacts/a"))) {
                return false;
            }
            Path folder = List.of(whole, whole.resolve("contacts"), whole.resolve("contacts/a"))
                    .get(random.nextInt(3));
            try {
                Files.move(folder, parent.resolve("taken-" + ++taken));
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public boolean lose() {
            List<Path> files = rig.files().files("a").toList();
            if (files.isEmpty()) {
                return false;
            }
            Path lost = files.get(random.nextInt(files.size()));
            try {
                if (Files.readString(lost).contains("\"deleted\":true")) {
                    return false;
                }
                Files.delete(lost);
                return true;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private Path path(int number) {
            return parent.resolve("out-" + number);
        }
    }

    private static final class Topic extends SimulatedSink {

        private final KafkaBroker broker = KafkaBroker.shared();
        private final String name = "simulated-" + UUID.randomUUID() + "-";
        private String topic;

        Topic(SweepRig rig) {
            super(rig);
            rig.set("contacts.sink", "kafka").set("camel.component.kafka.brokers", broker.bootstrapServers());
        }

        @Override
        public List<JsonNode> contacts() {
            return KafkaSink.contacts(broker, topic);
        }

        @Override
        public List<JsonNode> receipts() {
            return KafkaSink.receipts(broker, topic);
        }

        @Override
        public List<JsonNode> deadLetters() {
            return KafkaSink.deadLetters(broker, topic);
        }

        @Override
        public boolean lose() {
            return false;
        }

        @Override
        protected void make(int number) {
            broker.createTopic(name + number, 1, Map.of("cleanup.policy", "compact"));
        }

        @Override
        protected void use(int number) {
            topic = name + number;
            rig.set("contacts.kafka.topic", topic);
        }

        @Override
        protected boolean empty(int number) {
            broker.deleteTopic(topic);
            make(number);
            return true;
        }
    }
}
