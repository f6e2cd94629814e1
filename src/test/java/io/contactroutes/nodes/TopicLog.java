package io.contactroutes.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.contactroutes.support.KafkaBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.record.ControlRecordType;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;

/** A partition of a topic as it is on the broker's disk: which process wrote each record, and what became of its transaction. */
final class TopicLog {

    private final Map<Long, String> holders;
    private final List<Written> committed = new ArrayList<>();
    private int aborted;
    private int outside;

    /**
     * A record that was committed.
     *
     * @param decided offset of the mark that committed it
     * @param holder id of the process that wrote it
     */
    record Written(long offset, long decided, String key, String sweep, String holder) {

        String account() {
            return key.substring(0, key.indexOf(':'));
        }
    }

    TopicLog(KafkaBroker broker, String topic, int partition) {
        holders = holders(broker);
        Map<Long, List<Written>> open = new HashMap<>();
        broker.segments(topic, partition).forEach(segment -> read(segment, open));
    }

    /** In the order of offsets. */
    List<Written> committed() {
        return committed.stream()
                .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
                .toList();
    }

    /** How many records were written in vain. */
    int aborted() {
        return aborted;
    }

    /** How many records belong to no transaction. */
    int outside() {
        return outside;
    }

    private void read(Path segment, Map<Long, List<Written>> open) {
        try (FileRecords records = FileRecords.open(segment.toFile(), false)) {
            for (RecordBatch batch : records.batches()) {
                long producer = batch.producerId();
                if (batch.isControlBatch()) {
                    decide(batch, open.remove(producer));
                } else if (batch.isTransactional()) {
                    batch.forEach(record -> open.computeIfAbsent(producer, any -> new ArrayList<>())
                            .add(written(record, producer)));
                } else {
                    outside += batch.countOrNull();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void decide(RecordBatch mark, Collection<Written> records) {
        if (records == null) {
            return;
        }
        if (ControlRecordType.parse(mark.iterator().next().key()) == ControlRecordType.COMMIT) {
            records.forEach(each -> committed.add(
                    new Written(each.offset(), mark.baseOffset(), each.key(), each.sweep(), each.holder())));
        } else {
            aborted += records.size();
        }
    }

    private Written written(Record record, long producer) {
        String sweep = Arrays.stream(record.headers())
                .filter(header -> header.key().equals("sweep-id"))
                .map(header -> new String(header.value(), UTF_8))
                .findFirst()
                .orElse("");
        return new Written(record.offset(), -1, text(record.key()), sweep, holders.getOrDefault(producer, "?"));
    }

    private static String text(ByteBuffer bytes) {
        return UTF_8.decode(bytes.duplicate()).toString();
    }

    /** By producer id; a transactional id ends with the id of a process. */
    private static Map<Long, String> holders(KafkaBroker broker) {
        try (Admin admin = broker.admin()) {
            return admin.listTransactions().all().get().stream()
                    .collect(Collectors.toMap(TransactionListing::producerId, listing -> listing.transactionalId()
                            .replaceFirst("^contact-routes-", "")));
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /**
     * Finds records that a process wrote for an account after another one that has taken it over, and those of an earlier holder that
     * were still undecided then. Each record is of the epochs in which its process held the account and its sweep was open, if
     * it is no recent one, which never is.
     */
    List<String> breaches(List<Holds.Event> events) {
        Map<String, Map<Long, Set<String>>> sweeps = new HashMap<>();
        Map<String, Map<Long, String>> holdersOf = new HashMap<>();
        for (Holds.Event event : events) {
            if (event.holder() != null) {
                holdersOf
                        .computeIfAbsent(event.account(), any -> new TreeMap<>())
                        .put(event.epoch(), event.holder());
            }
            if (event.sweep() != null) {
                sweeps.computeIfAbsent(event.account(), any -> new HashMap<>())
                        .computeIfAbsent(event.epoch(), any -> new HashSet<>())
                        .add(event.sweep());
            }
        }
        List<String> breaches = new ArrayList<>();
        Map<String, Long> reached = new HashMap<>();
        Map<String, Map<Long, Long>> decided = new HashMap<>();
        for (Written record : committed()) {
            String account = record.account();
            long before = reached.getOrDefault(account, 0L);
            Map<Long, Set<String>> ofAccount = sweeps.getOrDefault(account, Map.of());
            boolean ofRecent = ofAccount.values().stream().noneMatch(open -> open.contains(record.sweep()));
            List<Long> epochs = holdersOf.getOrDefault(account, Map.of()).entrySet().stream()
                    .filter(hold -> hold.getValue().equals(record.holder()))
                    .map(Map.Entry::getKey)
                    .filter(epoch ->
                            ofRecent || ofAccount.getOrDefault(epoch, Set.of()).contains(record.sweep()))
                    .toList();
            long epoch =
                    epochs.stream().filter(each -> each >= before).findFirst().orElse(-1L);
            if (epoch < 0) {
                breaches.add(record + " is of the epochs " + epochs + ", behind a record of epoch " + before);
                continue;
            }
            Map<Long, Long> ends = decided.computeIfAbsent(account, any -> new TreeMap<>());
            ends.forEach((earlier, end) -> {
                if (earlier < epoch && end > record.offset()) {
                    breaches.add(record + " of epoch " + epoch + " is before the mark " + end + " of epoch " + earlier);
                }
            });
            ends.merge(epoch, record.decided(), Math::max);
            reached.put(account, epoch);
        }
        return breaches;
    }
}
