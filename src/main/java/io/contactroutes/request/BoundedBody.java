package io.contactroutes.request;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** The body of an answer until its deadline. Closed before its end, it cuts the connection instead of reading the rest. */
final class BoundedBody extends HttpEntityWrapper {

    private final HttpEntity body;
    private final Deadline deadline;
    private InputStream content;

    BoundedBody(HttpEntity body, Deadline deadline) {
        super(body);
        this.body = body;
        this.deadline = deadline;
    }

    @Override
    public synchronized InputStream getContent() throws IOException {
        if (content == null) {
            content = new Content(body.getContent(), deadline);
        }
        return content;
    }

    @Override
    public void close() throws IOException {
        getContent().close();
    }

    /** The bytes of the body. */
    static final class Content extends FilterInputStream {

        private final Deadline deadline;
        private boolean ended;

        Content(InputStream in, Deadline deadline) {
            super(in);
            this.deadline = deadline;
        }

        Deadline deadline() {
            return deadline;
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
                }
                return read;
            } catch (IOException e) {
                throw deadline.hasPassed() ? new ResponseTimeoutException() : e;
            }
        }

        @Override
        public void close() {
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
