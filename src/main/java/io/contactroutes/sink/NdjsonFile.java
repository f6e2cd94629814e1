package io.contactroutes.sink;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file to which whole lines are appended. Not safe for use by several threads. */
final class NdjsonFile implements AutoCloseable {

    private static final int BLOCK = 8192;

    private final FileChannel channel;
    private long end;

    private NdjsonFile(FileChannel channel, long end) {
        this.channel = channel;
        this.end = end;
    }

    /** Opens a file, or makes it with its folder; a last line without line break is cut off. */
    static NdjsonFile open(Path path) throws IOException {
        Files.createDirectories(path.getParent());
        FileChannel channel =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            long end = endOfLastLine(channel);
            channel.truncate(end);
            return new NdjsonFile(channel, end);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Writes whole lines to disk; when that fails, the file is as it was before. */
    void append(byte[] lines) throws IOException {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            long position = end;
            while (buffer.hasRemaining()) {
                position += channel.write(buffer, position);
            }
            channel.force(false);
            end = position;
        } catch (IOException e) {
            channel.truncate(end);
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static long endOfLastLine(FileChannel channel) throws IOException {
        for (long block = channel.size(); block > 0; ) {
            int length = (int) Math.min(BLOCK, block);
            block -= length;
            ByteBuffer buffer = ByteBuffer.allocate(length);
            while (buffer.hasRemaining() && channel.read(buffer, block + buffer.position()) >= 0) {
                // reads until the block is full
            }
            for (int i = buffer.position() - 1; i >= 0; i--) {
                if (buffer.get(i) == '\n') {
                    return block + i + 1;
                }
            }
        }
        return 0;
    }
}
