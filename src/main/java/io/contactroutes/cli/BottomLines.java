package io.contactroutes.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines at the bottom of a terminal that change in place. What is written to this stream scrolls above them; a line of it that has no
 * end yet waits for it.
 */
final class BottomLines extends OutputStream {

    private static final String ESCAPE = "\033[";
    private static final String ERASE_BELOW = ESCAPE + "J";

    private final PrintStream terminal;
    private final int most;
    private final List<String> lines = new ArrayList<>();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

    /** @param most the lines that there is room for */
    BottomLines(PrintStream terminal, int most) {
        this.terminal = terminal;
        this.most = most;
    }

    /**
     * Shows a line, at most one more than there are.
     *
     * @param number from 0 on; one for which there is no room is not shown
     */
    synchronized void show(int number, String text) {
        if (number >= most) {
            return;
        }
        if (number == lines.size()) {
            lines.add(text);
            terminal.print(drawn(text) + "\n");
        } else {
            lines.set(number, text);
            int up = lines.size() - number;
            terminal.print(up(up) + drawn(text) + ESCAPE + up + "B\r");
        }
        terminal.flush();
    }

    @Override
    public synchronized void write(byte[] bytes, int from, int length) {
        begun.write(bytes, from, length);
        byte[] all = begun.toByteArray();
        int end = all.length;
        while (end > 0 && all[end - 1] != '\n') {
            end--;
        }
        if (end > 0) {
            begun.reset();
            begun.write(all, end, all.length - end);
            if (!lines.isEmpty()) {
                terminal.print(up(lines.size()) + ERASE_BELOW);
            }
            terminal.write(all, 0, end);
            lines.forEach(line -> terminal.print(drawn(line) + "\n"));
            terminal.flush();
        }
    }

    @Override
    public void write(int one) {
        write(new byte[] {(byte) one}, 0, 1);
    }

    /** Writes what still waits for the end of its line. The lines stay as they are. */
    @Override
    public synchronized void close() {
        terminal.writeBytes(begun.toByteArray());
        terminal.flush();
        begun.reset();
    }

    private static String up(int count) {
        return ESCAPE + count + "A\r";
    }

    /** Does not wrap: a window that became narrower cuts the line. */
    private static String drawn(String text) {
        return ESCAPE + "?7l" + text + ESCAPE + "K" + ESCAPE + "?7h";
    }
}
