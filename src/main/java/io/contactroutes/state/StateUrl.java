package io.contactroutes.state;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The value of {@code contacts.state.url}, and which database it means. */
abstract sealed class StateUrl {

    /** The setting, as the operator writes it. */
    static final String SETTING = "contacts.state.url";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    abstract Database open(String user, String password);

    abstract Database openBeside(String user, String password);

    static StateUrl parse(String url) {
        if (url != null && url.startsWith(SQLITE)) {
            return new Sqlite(place(url.substring(SQLITE.length())));
        }
        if (url != null && url.startsWith(POSTGRESQL)) {
            return new Postgresql(url);
        }
        throw new StateException(SETTING + " names no database that can hold the state: write jdbc:sqlite:<file>"
                + " or jdbc:postgresql://<host>/<database>.");
    }

    private static SqliteFile place(String path) {
        if (path.equals(":memory:")) {
            return SqliteFile.MEMORY;
        }
        if (path.isBlank() || path.startsWith("file:") || path.startsWith(":") || path.contains("?")) {
            throw new StateException(SETTING + " names no plain file: write jdbc:sqlite:<file>, without options.");
        }
        try {
            return new SqliteFile(Path.of(path).toAbsolutePath().normalize());
        } catch (InvalidPathException e) {
            throw new StateException(SETTING + " names a file that cannot exist: write jdbc:sqlite:<file>.", e);
        }
    }

    private static final class Sqlite extends StateUrl {

        private final SqliteFile place;

        Sqlite(SqliteFile place) {
            this.place = place;
        }

        @Override
        Database open(String user, String password) {
            return SqliteOpening.open(place);
        }

        @Override
        Database openBeside(String user, String password) {
            return SqliteOpening.openBeside(place);
        }
    }

    private static final class Postgresql extends StateUrl {

        private final String url;

        Postgresql(String url) {
            this.url = url;
        }

        @Override
        Database open(String user, String password) {
            return PostgresDatabase.open(url, user, password, true);
        }

        @Override
        Database openBeside(String user, String password) {
            return PostgresDatabase.open(url, user, password, false);
        }
    }
}
