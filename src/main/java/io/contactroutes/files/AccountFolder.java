package io.contactroutes.files;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The folder of one account in one stream, with a folder for each day in it.
 *
 * @param path need not exist
 */
public record AccountFolder(Path path) {

    /** The folders of its days, the first day first. */
    List<Path> days() throws IOException {
        return entries(path, name -> RecordFileName.DATE.matcher(name).matches());
    }

    /** The finished files of a day in the order in which they were published. */
    List<Path> files(Path day) throws IOException {
        return entries(day, name -> RecordFileName.matches(day.getFileName() + "/" + name));
    }

    /** The path below this folder of the newest finished file. */
    Optional<String> newest() throws IOException {
        List<Path> days = days();
        Collections.reverse(days);
        for (Path day : days) {
            List<Path> files = files(day);
            if (!files.isEmpty()) {
                return Optional.of(
                        day.getFileName() + "/" + files.get(files.size() - 1).getFileName());
            }
        }
        return Optional.empty();
    }

    /** The entries of a folder whose names match, by name; none when there is no such folder. */
    static List<Path> entries(Path folder, Predicate<String> matching) throws IOException {
        List<Path> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> all = Files.newDirectoryStream(
                    folder, entry -> matching.test(entry.getFileName().toString()))) {
                all.forEach(entries::add);
            }
        }
        Collections.sort(entries);
        return entries;
    }
}
