package io.contactroutes.files;

import io.contactroutes.sink.Publication;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Variable;

/** Gives the files of a publication their content and their names. Bean {@code recordFiles}. */
public final class RecordFiles {

    private final Path directory;
    private final Clock clock;
    private final Map<String, FolderOrder> orders = new ConcurrentHashMap<>();

    /**
     * @param directory {@code contacts.files.directory}
     * @param clock as precise as there is one: names have microseconds
     */
    public RecordFiles(Path directory, Clock clock) {
        this.directory = directory;
        this.clock = clock;
    }

    /** One file for each stream and account that the publication has records of; none for an empty publication. */
    public List<RecordFile> files(@Body Publication publication) {
        return RecordFile.of(publication);
    }

    /**
     * Waits until no other file of the folder is being written, and returns the content of this one. Sets the header
     * {@code CamelFileName} and the variable {@code turn}.
     */
    public byte[] begin(Exchange exchange, @Body RecordFile file) throws FileSystemException, InterruptedException {
        FolderOrder order =
                orders.computeIfAbsent(file.folder(), folder -> new FolderOrder(directory.resolve(folder), clock));
        try {
            FolderOrder.Turn turn = order.begin();
            exchange.setVariable("turn", turn);
            exchange.getMessage().setHeader(Exchange.FILE_NAME, file.folder() + "/" + turn.path());
            return file.lines();
        } catch (IOException e) {
            throw ForcedFileOperations.reason(directory.resolve(file.folder()), e);
        }
    }

    /** Lets the next file of the folder be written; {@code turn} is null when this one did not begin. */
    public void end(@Variable("turn") FolderOrder.Turn turn) throws IOException {
        if (turn != null) {
            turn.end();
        }
    }
}
