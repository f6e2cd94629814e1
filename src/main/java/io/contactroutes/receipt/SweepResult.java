package io.contactroutes.receipt;

import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import io.contactroutes.sweep.Sweep;
import java.util.List;

/**
 * The result of a sweep that has stopped: the message body of {@code direct:finish-sweep} once the sweep is reconciled. Its
 * publication is the receipt. Used by one thread at a time.
 */
public final class SweepResult implements Publication {

    private final Sweep sweep;
    private Receipt receipt;
    private boolean mayDelete;

    SweepResult(Sweep sweep, Receipt receipt) {
        this.sweep = sweep;
        this.receipt = receipt;
    }

    public Sweep sweep() {
        return sweep;
    }

    /** Returns the receipt so far. */
    public Receipt receipt() {
        return receipt;
    }

    public void receipt(Receipt later) {
        receipt = later;
    }

    /** Returns whether tombstones of the contacts that are gone may be published. */
    public boolean mayDelete() {
        return mayDelete;
    }

    public void allowDeletes() {
        mayDelete = true;
    }

    @Override
    public List<SinkRecord> records() {
        return List.of(ReceiptJson.record(ReceiptJson.write(receipt, true)));
    }

    @Override
    public String toString() {
        return "result of a sweep of " + receipt.account().name();
    }
}
