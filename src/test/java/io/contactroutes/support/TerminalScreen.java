package io.contactroutes.support;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a terminal shows of the output of a program, scrolled rows included. Fails at a sequence that it does not know. */
public final class TerminalScreen {

    private static final Pattern STEP = Pattern.compile("\033\\[(\\?7|\\d*)([A-Za-z])|([\\r\\n])|([^\033\\r\\n]+)|(.)");

    private final List<StringBuilder> rows = new ArrayList<>(List.of(new StringBuilder()));
    private int row;
    private int column;

    private TerminalScreen() {}

    /** Returns the rows without blanks at their ends. */
    public static List<String> rows(String output) {
        TerminalScreen screen = new TerminalScreen();
        Matcher step = STEP.matcher(output);
        while (step.find()) {
            if (step.group(2) != null) {
                screen.control(step.group(), step.group(1), step.group(2).charAt(0));
            } else if (step.group(3) != null) {
                screen.line(step.group(3));
            } else if (step.group(4) != null) {
                screen.write(step.group(4));
            } else {
                throw new AssertionError("An unknown sequence at " + step.start() + " of " + output);
            }
        }
        return screen.rows.stream().map(text -> text.toString().stripTrailing()).toList();
    }

    private void control(String sequence, String argument, char command) {
        if (argument.equals("?7")) {
            return;
        }
        int count = argument.isEmpty() ? 1 : Integer.parseInt(argument);
        switch (command) {
            case 'A' -> go(row - count);
            case 'B' -> go(row + count);
            case 'K' -> rows.get(row).setLength(Math.min(column, rows.get(row).length()));
            case 'J' -> {
                rows.get(row).setLength(Math.min(column, rows.get(row).length()));
                rows.subList(row + 1, rows.size()).forEach(below -> below.setLength(0));
            }
            default -> throw new AssertionError("An unknown sequence: " + sequence);
        }
    }

    private void go(int to) {
        if (to < 0 || to >= rows.size()) {
            throw new AssertionError("The cursor leaves the screen at row " + row + " of " + rows);
        }
        row = to;
    }

    private void line(String end) {
        column = 0;
        if (end.equals("\n")) {
            row++;
            if (row == rows.size()) {
                rows.add(new StringBuilder());
            }
        }
    }

    private void write(String text) {
        StringBuilder line = rows.get(row);
        while (line.length() < column) {
            line.append(' ');
        }
        line.replace(column, Math.min(line.length(), column + text.length()), text);
        column += text.length();
    }
}
