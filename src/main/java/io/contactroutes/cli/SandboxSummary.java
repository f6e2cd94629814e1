package io.contactroutes.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.contactroutes.config.Setting;
import io.contactroutes.config.Settings;
import io.contactroutes.receipt.Receipt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Prints the result of a sandbox: a table, where the output is, and one contact. */
final class SandboxSummary {

    private static final String ROW = "%-14s %7s %9s %10s %13s %8s  %s%n";

    private SandboxSummary() {}

    static void print(PrintWriter out, List<Receipt> receipts, Settings settings) throws IOException {
        out.println();
        out.printf(Locale.ROOT, ROW, "account", "pages", "contacts", "published", "dead letters", "seconds", "status");
        for (Receipt receipt : receipts) {
            out.printf(
                    Locale.ROOT,
                    ROW,
                    receipt.account().name(),
                    receipt.pages(),
                    receipt.contacts(),
                    receipt.published(),
                    receipt.deadLettered(),
                    String.format(Locale.ROOT, "%.1f", receipt.duration().toMillis() / 1000.0),
                    receipt.status().word());
        }
        receipts.stream()
                .filter(receipt -> receipt.message() != null)
                .forEach(receipt -> out.println(receipt.message()));
        out.println();
        if (settings.text(Setting.SINK).equals("files")) {
            printFiles(out, settings.path(Setting.FILES_DIRECTORY), receipts);
        } else if (settings.text(Setting.SINK).equals("kafka")) {
            out.println("Contacts are on the Kafka topic " + settings.text(Setting.KAFKA_TOPIC) + ".");
        }
        out.flush();
    }

    private static void printFiles(PrintWriter out, Path directory, List<Receipt> receipts) throws IOException {
        out.println("Contacts:     " + directory.resolve("contacts"));
        out.println("Dead letters: " + directory.resolve("dead-letters"));
        out.println("Receipts:     " + directory.resolve("sweeps"));
        for (Receipt receipt : receipts) {
            Optional<Path> file = newest(
                    directory.resolve("contacts").resolve(receipt.account().name()));
            if (file.isPresent()) {
                out.println();
                out.println("One of them, from " + directory.relativize(file.get()) + ":");
                out.println(firstContact(file.get()));
                return;
            }
        }
    }

    private static Optional<Path> newest(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".ndjson")).max(Comparator.naturalOrder());
        }
    }

    private static String firstContact(Path file) throws IOException {
        ObjectMapper json = new ObjectMapper();
        try (BufferedReader lines = Files.newBufferedReader(file)) {
            return json.writerWithDefaultPrettyPrinter().writeValueAsString(json.readTree(lines.readLine()));
        }
    }
}
