package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Locale;

/**
 * Brings the tables from one version to the next; the first step makes version 1. Steps are only ever added. The SQL is in
 * {@code <number>-<name>.sql}, in the folder of the database where the databases differ.
 */
enum Migration {
    SWEEPS_AND_CONTACTS,
    APPROVALS_AND_NOTES,
    SOURCES,
    PROCESSES,
    NUMBERED_CONTACTS;

    /** Brings the tables to the current version; runs inside a transaction. */
    static void migrate(Session on, String folder, String database) throws SQLException {
        on.execute("CREATE TABLE IF NOT EXISTS routes_version (version INTEGER NOT NULL)");
        int version = version(on);
        refuseNewer(version, database);
        for (Migration migration : values()) {
            if (migration.ordinal() >= version) {
                migration.run(on, folder);
            }
        }
        on.update("DELETE FROM routes_version");
        on.update("INSERT INTO routes_version (version) VALUES (?)", values().length);
    }

    /** Returns whether tables of the current version are there; refuses those of a newer one. */
    static boolean isCurrent(Session on, String database) throws SQLException {
        if (on.count("SELECT COUNT(to_regclass('routes_version'))") == 0) {
            return false;
        }
        int version = version(on);
        refuseNewer(version, database);
        return version == values().length;
    }

    /** Refuses tables of any version but the current one. */
    static void requireCurrent(Session on, String database) throws SQLException {
        int version = version(on);
        refuseNewer(version, database);
        if (version < values().length) {
            throw new StateException("The state in " + database + " (" + StateUrl.SETTING + ") is of version " + version
                    + " and this release needs " + values().length + ": start the bundle once with this release.");
        }
    }

    private static int version(Session on) throws SQLException {
        return (int) on.count("SELECT MAX(version) FROM routes_version");
    }

    private static void refuseNewer(int version, String database) {
        if (version > values().length) {
            throw new StateException("The state in " + database + " (" + StateUrl.SETTING + ") is of version " + version
                    + " and this release knows " + values().length
                    + " at most: use the release that wrote it, or a newer one.");
        }
    }

    private void run(Session on, String folder) throws SQLException {
        for (String statement : script(folder).split(";")) {
            if (!statement.replaceAll("--.*", "").isBlank()) {
                on.execute(statement);
            }
        }
    }

    private String script(String folder) {
        String name = "%03d-%s.sql"
                .formatted(ordinal() + 1, name().toLowerCase(Locale.ROOT).replace('_', '-'));
        try (InputStream own = Migration.class.getResourceAsStream(folder + "/" + name);
                InputStream common = Migration.class.getResourceAsStream(name)) {
            return new String((own == null ? common : own).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
