package io.contactroutes.files;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.contactroutes.sink.Publication;
import io.contactroutes.sink.SinkRecord;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file to be written: the records that a publication has of one account in one stream.
 *
 * @param folder the folder of the stream and the account, relative to {@code contacts.files.directory}
 * @param lines the records, a JSON text a line, in UTF-8
 */
public record RecordFile(String folder, byte[] lines) {

    static List<RecordFile> of(Publication publication) {
        Map<String, ByteArrayOutputStream> folders = new LinkedHashMap<>();
        for (SinkRecord sinkRecord : publication.records()) {
            String folder = sinkRecord.stream().folder() + "/" + sinkRecord.account();
            ByteArrayOutputStream lines = folders.computeIfAbsent(folder, key -> new ByteArrayOutputStream());
            lines.writeBytes(json(sinkRecord));
            lines.write('\n');
        }
        return folders.entrySet().stream()
                .map(each -> new RecordFile(each.getKey(), each.getValue().toByteArray()))
                .toList();
    }

    private static byte[] json(SinkRecord sinkRecord) {
        if (sinkRecord.value() != null) {
            return sinkRecord.value();
        }
        return JsonNodeFactory.instance
                .objectNode()
                .put("schema", "contact/v1")
                .put("uid", sinkRecord.key())
                .put("account", sinkRecord.account())
                .put("deleted", true)
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }
}
