package io.contactroutes.sink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** One file to which whole lines are appended. Not safe for use by several threads. */
final class NdjsonFile implements AutoCloseable {

    private static final int BLOCK = 8192;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

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

    /** Hands over the whole lines of a file as JSON, one by one: there may be more than the heap has room for. */
    static void forEach(Path path, Consumer<JsonNode> reader) throws IOException {
        try (BufferedReader lines = lines(path)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(JSON.readTree(line));
            }
        }
    }

    /** Writes a file anew without some of its lines; says how many. */
    static int removeLines(Path path, Predicate<JsonNode> unwanted) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        int removed = 0;
        try (BufferedReader lines = lines(path);
                BufferedWriter kept = Files.newBufferedWriter(fresh)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (unwanted.test(JSON.readTree(line))) {
                    removed++;
                } else {
                    kept.write(line);
                    kept.write('\n');
                }
            }
        }
        if (removed == 0) {
            Files.delete(fresh);
        } else {
            try (FileChannel whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                whole.force(true);
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return removed;
    }

    private static BufferedReader lines(Path path) throws IOException {
        open(path).close();
        return Files.newBufferedReader(path);
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
