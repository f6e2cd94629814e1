package io.contactroutes.sink;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

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

    /** The whole lines of a file as JSON. */
    static List<JsonNode> read(Path path) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        try (NdjsonFile whole = open(path);
                BufferedReader reader = Files.newBufferedReader(path)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }

    /** Writes a file anew without some of its lines; says how many. */
    static int removeLines(Path path, Predicate<JsonNode> unwanted) throws IOException {
        List<JsonNode> lines = read(path);
        List<JsonNode> kept = lines.stream().filter(unwanted.negate()).toList();
        if (kept.size() < lines.size()) {
            Path fresh = path.resolveSibling(path.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            try (NdjsonFile file = open(fresh)) {
                String text = kept.stream().map(line -> line + "\n").collect(Collectors.joining());
                file.append(text.getBytes(StandardCharsets.UTF_8));
            }
            Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return lines.size() - kept.size();
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
