package io.contactroutes.receipt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.state.StateException;
import io.contactroutes.state.SweepStatus;
import io.contactroutes.sweep.Counts;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** Writes receipts as they are published: {@code schema/receipt.schema.json}, in one line. */
public final class ReceiptJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReceiptJson() {}

    /**
     * Writes the receipt of a begin.
     *
     * @param expected how many contacts the sweep will have seen at its end; empty when that is not known
     */
    static String started(Receipt receipt, Optional<Long> expected) {
        ObjectNode json = begin(receipt);
        expected.ifPresent(contacts -> json.put("expectedContacts", contacts));
        return json.toString();
    }

    /**
     * Writes the receipt of an end.
     *
     * @param last whether all other records of the sweep are published; before that no sweep is whole, so that a receipt that a
     *     crash leaves in the state never claims too much
     */
    public static String write(Receipt receipt, boolean last) {
        ObjectNode json = begin(receipt);
        json.put("status", receipt.status().word());
        json.put("stopReason", receipt.reconciliation().reason().word());
        if (!receipt.isRecent()) {
            json.put("whole", last && receipt.isWhole());
        }
        put(json, "message", receipt.message());
        putCounts(json, receipt, receipt.counts());
        return json.toString();
    }

    /** Returns what the receipts of begin and end have in common. */
    private static ObjectNode begin(Receipt receipt) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("schema", "receipt/v1").put("event", receipt.reconciliation() == null ? "started" : "ended");
        json.put("account", receipt.account().name())
                .put("provider", receipt.account().provider());
        put(json, "sweep", receipt.sweep());
        if (receipt.isRecent()) {
            json.put("kind", "recent");
        } else {
            json.put("sequence", receipt.sequence());
        }
        put(json, "previousSweep", receipt.previousSweep());
        json.put("startedAt", receipt.startedAt().toString());
        if (receipt.resumedAtPage() != null) {
            json.put("resumedAtPage", receipt.resumedAtPage());
        }
        json.put("at", receipt.at().toString());
        return json;
    }

    /** Returns a receipt that was written before, without the claim that its sink is whole. */
    static String withoutClaim(String json) {
        ObjectNode receipt = (ObjectNode) read(json);
        return receipt.put("whole", false).toString();
    }

    /** Returns the sweep that a receipt is about. */
    static String sweep(String json) {
        return read(json).path("sweep").asText();
    }

    /** Returns the record of a receipt that was written before. */
    static SinkRecord record(String json) {
        JsonNode receipt = read(json);
        return SinkRecord.receipt(
                receipt.path("account").textValue(),
                receipt.path("sweep").textValue(),
                receipt.path("event").textValue(),
                json.getBytes(StandardCharsets.UTF_8),
                Instant.parse(receipt.path("at").textValue()));
    }

    /**
     * Returns whether a pending receipt is still valid while this sweep is open. It is not when it declares the end of the same
     * sweep: the process ended before the state stored that end, and the sweep continues.
     */
    static boolean holdsBeside(String json, String openSweep) {
        JsonNode receipt = read(json);
        return !receipt.path("sweep").asText().equals(openSweep) || isDeferred(receipt);
    }

    private static boolean isDeferred(JsonNode receipt) {
        return receipt.path("status").asText().equals(SweepStatus.DEFERRED.word());
    }

    private static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new StateException("A pending receipt cannot be read from contacts.state.url.", e);
        }
    }

    private static void putCounts(ObjectNode json, Receipt receipt, Counts counts) {
        json.put("walks", counts.walks());
        json.put("pages", counts.pages());
        json.put("requests", counts.requests());
        json.put("contacts", counts.contacts());
        json.put("distinct", receipt.distinct());
        receipt.declaredTotal().ifPresent(total -> json.put("declaredTotal", total));
        json.put("created", counts.created());
        json.put("updated", counts.updated());
        json.put("deleted", counts.deleted());
        json.put("unchanged", counts.unchanged());
        json.put("deadLettered", counts.deadLettered());
        json.put("repeats", counts.repeats());
        if (!receipt.isRecent()) {
            json.put("heldDeletes", receipt.heldDeletes());
        }
    }

    private static void put(ObjectNode json, String key, String value) {
        if (value != null) {
            json.put(key, value);
        }
    }
}
