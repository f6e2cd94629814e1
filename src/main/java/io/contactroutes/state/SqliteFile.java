package io.contactroutes.state;

import java.nio.file.Path;

/**
 * Where a SQLite database is.
 *
 * @param file absolute; null = in memory
 */
record SqliteFile(Path file) {

    static final SqliteFile MEMORY = new SqliteFile(null);

    boolean inMemory() {
        return file == null;
    }

    String url() {
        return "jdbc:sqlite:" + (inMemory() ? ":memory:" : file);
    }

    Path beside(String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    StateException refuse(String whatAndWhatToDo, Throwable cause) {
        return new StateException(
                "The state database " + this + " (" + StateUrl.SETTING + ") " + whatAndWhatToDo, cause);
    }

    @Override
    public String toString() {
        return inMemory() ? "in memory" : file.toString();
    }
}
