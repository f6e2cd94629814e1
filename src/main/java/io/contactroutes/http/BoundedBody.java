package io.contactroutes.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * The body of a response, after decompression, up to its deadline and a number of bytes. Closed before its end, it cuts the
 * connection instead of reading the rest.
 */
public final class BoundedBody extends HttpEntityWrapper {

    private final HttpEntity body;
    private final Deadline deadline;
    private final int maxBytes;
    private final LargeResponses large;
    private InputStream content;

    BoundedBody(HttpEntity body, Deadline deadline, int maxBytes, LargeResponses large) {
        super(body);
        this.body = body;
        this.deadline = deadline;
        this.maxBytes = maxBytes;
        this.large = large;
    }

    @Override
    public synchronized InputStream getContent() throws IOException {
        if (content == null) {
            content = new Content(body.getContent(), deadline, maxBytes, large);
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        getContent().close();
    }

    /** The bytes of the body. While they are more than a few, they hold a place among the large responses. */
    public static final class Content extends FilterInputStream {

        /** The most bytes of a token or character that may have lost its end. */
        private static final int LONGEST_TOKEN = 5;

        private static final int BEGINNING = 4096;

        private final Deadline deadline;
        private final int maxBytes;
        private final LargeResponses large;
        private long count;
        private int firstByte = ' ';
        private boolean isLarge;
        private boolean ended;

        Content(InputStream in, Deadline deadline, int maxBytes, LargeResponses large) {
            super(in);
            this.deadline = deadline;
            this.maxBytes = maxBytes;
            this.large = large;
        }

        /** The first few kilobytes as text, as far as they can be read; they say what a refusal is about. */
        public String beginning() {
            byte[] beginning = new byte[BEGINNING];
            int length = 0;
            try {
                for (int n = 0; n >= 0 && length < BEGINNING; length += Math.max(0, n)) {
                    n = read(beginning, length, BEGINNING - length);
                }
            } catch (IOException e) {
                // the status says enough
            }
            return new String(beginning, 0, length, StandardCharsets.UTF_8);
        }

        /** Whether nothing but blanks has come. */
        public boolean isBlank() {
            return firstByte <= ' ';
        }

        /** Whether it begins as JSON does, and what is wrong with it is wrong at its very end. */
        public boolean isCutOff(long wrongAt) {
            return (firstByte == '{' || firstByte == '[') && wrongAt >= count - LONGEST_TOKEN;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            if (ended) {
                return -1;
            }
            try {
                int read = super.read(into, from, most);
                if (read < 0) {
                    end();
                } else {
                    measure(into, from, read);
                }
                return read;
            } catch (IOException e) {
                throw deadline.hasPassed() ? new ResponseTimeoutException() : e;
            }
        }

        private void measure(byte[] into, int from, int read) throws IOException {
            for (int i = from; isBlank() && i < from + read; i++) {
                firstByte = into[i] & 0xff;
            }
            count += read;
            if (count > maxBytes) {
                throw new UnreadableResponseException(
                        "'s answer is larger than contacts.request.max-body; ask for smaller pages.");
            }
            if (count > LargeResponses.SMALL && !isLarge) {
                deadline.suspendedFor(large::enter);
                isLarge = true;
            }
        }

        @Override
        public void close() {
            if (isLarge) {
                isLarge = false;
                large.leave();
            }
            if (!ended) {
                ended = true;
                deadline.cutNow();
            }
        }

        private void end() throws IOException {
            ended = true;
            deadline.met();
            super.close();
        }
    }
}
