package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.sql.SQLException;

/** Explains failures of PostgreSQL to the operator. */
final class PostgresFailures {

    /** SQL state of a connection that the driver or the server rejects. */
    private static final String REJECTED = "08004";

    private final String place;
    private final boolean hasPassword;
    private final boolean choosesTransport;

    /**
     * @param url may hold secrets before its {@code @} or behind its question mark
     * @param password null when none is set beside the URL
     */
    PostgresFailures(String url, String password) {
        this.place = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
        this.hasPassword = password != null || url.contains("password=");
        this.choosesTransport = url.contains("ssl");
    }

    String place() {
        return place;
    }

    StateException explain(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28")) {
            return refuse("refuses the sign-in: check contacts.state.user and contacts.state.password.", failure);
        }
        if (state.equals(REJECTED)) {
            return refuse(rejected(), failure);
        }
        if (state.equals("3D000")) {
            return refuse("has no such database: create it, or name another.", failure);
        }
        if (state.equals("42501")) {
            return refuse(
                    "does not allow this user to create or write its tables: grant it, or name another database.",
                    failure);
        }
        if (unreachable(failure)) {
            return refuse("does not answer: check host and port, and that the server runs.", failure);
        }
        if (state.startsWith("53")) {
            return refuse("is out of disk, memory or connections: make room, then try again.", failure);
        }
        return refuse("failed (SQL state " + state + ").", failure);
    }

    /** The driver has one state for a password that is missing and for a transport that the server does not have. */
    private String rejected() {
        return hasPassword || choosesTransport
                ? "refuses this kind of connection: check contacts.state.password and the parameters of the URL, such as"
                        + " sslmode."
                : "wants a password for its user: set contacts.state.password, for example by the environment variable"
                        + " CONTACTS_STATE_PASSWORD.";
    }

    /** Returns whether there is no connection, a broken one, or a server that is stopping or starting. */
    static boolean unreachable(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    /** Makes a sentence that names the database and the setting. */
    StateException refuse(String whatAndWhatToDo, SQLException failure) {
        return new StateException(
                "The state database " + place + " (" + StateUrl.SETTING + ") " + whatAndWhatToDo, failure);
    }
}
