package io.contactroutes.cli;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Scanner;

/**
 * The terminal that standard error is written to.
 *
 * @param rows its height
 * @param columns its width
 */
record Terminal(int rows, int columns) {

    /** Java asks standard input and output only, and answers differently from release to release. */
    private static final String ASK = "test -t 2 && stty size <&2";

    /** Returns the terminal; empty when there is none, or one that cannot move its cursor. */
    static Optional<Terminal> ofStandardError() {
        String kind = System.getenv().getOrDefault("TERM", "dumb");
        if (kind.equals("dumb")) {
            return Optional.empty();
        }
        try {
            Process asked = new ProcessBuilder("sh", "-c", ASK)
                    .redirectError(Redirect.INHERIT)
                    .start();
            try (Scanner size = new Scanner(asked.getInputStream(), StandardCharsets.US_ASCII)) {
                return size.hasNextInt() ? Optional.of(of(size.nextInt(), size.nextInt())) : Optional.empty();
            }
        } catch (IOException noShell) {
            return Optional.empty();
        }
    }

    /** A terminal that does not report its size, as on a serial line, says 0. */
    private static Terminal of(int rows, int columns) {
        return new Terminal(rows == 0 ? 24 : rows, columns == 0 ? 80 : columns);
    }
}
