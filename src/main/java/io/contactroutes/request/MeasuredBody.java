package io.contactroutes.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Counts the bytes of a body, after decompression, and stops at the limit; takes a place among the large ones in between. */
final class MeasuredBody extends FilterInputStream {

    /** The most bytes of a word or character that may have lost its end. */
    private static final int LONGEST_WORD = 5;

    private final int maxBytes;
    private final LargeResponses large;
    private long count;
    private int firstByte = -1;
    private boolean isLarge;

    MeasuredBody(InputStream body, int maxBytes, LargeResponses large) {
        super(body);
        this.maxBytes = maxBytes;
        this.large = large;
    }

    /** Whether it begins as JSON does, and what is wrong with it is wrong at its very end. */
    boolean isCutOff(long wrongAt) {
        return (firstByte == '{' || firstByte == '[') && wrongAt >= count - LONGEST_WORD;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int most) throws IOException {
        int read = super.read(into, from, most);
        if (count == 0 && read > 0) {
            firstByte = into[from];
        }
        count += Math.max(0, read);
        if (count > maxBytes) {
            throw new OversizedResponseException();
        }
        if (count > LargeResponses.SMALL && !isLarge) {
            waitForPlace();
        }
        return read;
    }

    private void waitForPlace() {
        if (in instanceof BoundedBody.Content content) {
            content.deadline().suspendedFor(large::enter);
        } else {
            large.enter();
        }
        isLarge = true;
    }

    @Override
    public void close() throws IOException {
        if (isLarge) {
            isLarge = false;
            large.leave();
        }
        super.close();
    }
}
