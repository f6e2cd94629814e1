package io.contactroutes.files;

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

/** Reads and rewrites files with a JSON text a line, one line at a time: there may be more than the heap has room for. */
public final class NdjsonLines {

    private static final int BLOCK = 8192;
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private NdjsonLines() {}

    static void forEach(Path file, Consumer<JsonNode> reader) throws IOException {
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                reader.accept(JSON.readTree(line));
            }
        }
    }

    /**
     * Replaces a file by one without some of its lines, or deletes it when no line is left.
     *
     * @return how many lines were removed
     */
    static int remove(Path file, Predicate<JsonNode> unwanted) throws IOException {
        Path fresh = LeftoverFiles.temporary(file);
        int removed = 0;
        int kept = 0;
        try (BufferedReader lines = Files.newBufferedReader(file);
                BufferedWriter out = Files.newBufferedWriter(fresh)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (unwanted.test(JSON.readTree(line))) {
                    removed++;
                } else {
                    out.write(line);
                    out.write('\n');
                    kept++;
                }
            }
        }
        if (removed > 0) {
            replace(file, fresh, kept);
        }
        Files.deleteIfExists(fresh);
        return removed;
    }

    private static void replace(Path file, Path fresh, int lines) throws IOException {
        if (lines == 0) {
            Files.delete(file);
        } else {
            try (FileChannel whole = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                whole.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        Folders.force(file.toAbsolutePath().getParent());
    }

    /** Cuts a last line without line break off, as a crash of release 0.1.0 may have left one. */
    static void cutBrokenLine(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long end = endOfLastLine(channel);
            if (end < channel.size()) {
                channel.truncate(end);
                channel.force(true);
            }
        }
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
