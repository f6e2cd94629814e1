package io.contactroutes.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The lines that a parent process writes. When they end the parent is gone, and this process ends in the midst of its work. */
final class ParentLines {

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private ParentLines() {}

    static ParentLines reading(InputStream pipe) {
        ParentLines parent = new ParentLines();
        BufferedReader reader = new BufferedReader(new InputStreamReader(pipe, StandardCharsets.UTF_8));
        Thread thread = new Thread(() -> parent.read(reader), "parent-lines");
        thread.setDaemon(true);
        thread.start();
        return parent;
    }

    String next() throws InterruptedException {
        return lines.take();
    }

    private void read(BufferedReader reader) {
        try {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // A broken pipe says the same as a closed one.
        }
        System.exit(1);
    }
}
