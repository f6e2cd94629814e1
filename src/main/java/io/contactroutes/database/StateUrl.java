package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.time.Duration;

/** Opens the database that the value of {@code contacts.state.url} names. */
final class StateUrl {

    /** The setting, as the operator writes it. */
    static final String SETTING = "contacts.state.url";

    private static final String SQLITE = "jdbc:sqlite:";
    private static final String POSTGRESQL = "jdbc:postgresql:";

    private StateUrl() {}

    /** Opens it for sweeps. */
    static Database open(String url, String user, String password, Duration takeover) {
        return isPostgresql(url)
                ? PostgresDatabase.open(new PostgresConnections(url, user, password), takeover)
                : SqliteOpening.open(sqliteFile(url));
    }

    /** Opens it beside a process that may be sweeping. */
    static Database openBeside(String url, String user, String password, Duration takeover) {
        return isPostgresql(url)
                ? PostgresDatabase.openBeside(new PostgresConnections(url, user, password), takeover)
                : SqliteOpening.openBeside(sqliteFile(url));
    }

    private static boolean isPostgresql(String url) {
        return url != null && url.startsWith(POSTGRESQL);
    }

    private static SqliteFile sqliteFile(String url) {
        if (url == null || !url.startsWith(SQLITE)) {
            throw new StateException(SETTING + " names no database that can hold the state: write jdbc:sqlite:<file>"
                    + " or jdbc:postgresql://<host>/<database>.");
        }
        return SqliteFile.of(url.substring(SQLITE.length()));
    }
}
