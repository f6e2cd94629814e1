package io.contactroutes.database;

import io.contactroutes.state.StateException;
import java.sql.SQLException;

/** Explains failures of PostgreSQL to the operator. */
final class PostgresFailures {

    private final String place;

    /** @param url may hold secrets before its {@code @} or behind its question mark */
    PostgresFailures(String url) {
        this.place = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    String place() {
        return place;
    }

    StateException explain(SQLException failure) {
        String state = failure.getSQLState() == null ? "" : failure.getSQLState();
        if (state.startsWith("28")) {
            return refuse("refuses the sign-in: check user and password.", failure);
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

    /** Returns whether there is no connection, a broken one, or a server that is stopping or starting. */
    static boolean unreachable(SQLException failure) {
        String state = failure.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private StateException refuse(String whatAndWhatToDo, SQLException failure) {
        return new StateException(
                "The state database " + place + " (" + StateUrl.SETTING + ") " + whatAndWhatToDo, failure);
    }
}
