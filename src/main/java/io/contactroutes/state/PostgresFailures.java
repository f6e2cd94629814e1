package io.contactroutes.state;

import java.sql.SQLException;

/** What a fault of PostgreSQL means to the operator. */
final class PostgresFailures {

    private final String place;

    /** @param url may carry secrets behind its question mark */
    PostgresFailures(String url) {
        this.place = url.replaceFirst("\\?.*", "").replaceFirst("//[^/]*@", "//");
    }

    String place() {
        return place;
    }

    StateException explain(SQLException fault) {
        String state = fault.getSQLState() == null ? "" : fault.getSQLState();
        if (state.startsWith("28")) {
            return refuse("refuses the sign-in: check user and password.", fault);
        }
        if (state.equals("3D000")) {
            return refuse("has no such database: create it, or name another.", fault);
        }
        if (state.equals("42501")) {
            return refuse(
                    "does not let this user create or write its tables: grant it, or name another database.", fault);
        }
        if (unreachable(fault)) {
            return refuse("does not answer: check host and port, and that the server runs.", fault);
        }
        if (state.startsWith("53")) {
            return refuse("is out of disk, memory or connections: make room, then try again.", fault);
        }
        return refuse("did not do its part (SQL state " + state + ").", fault);
    }

    /** No connection, a broken one, or a server that is going down or coming up. */
    static boolean unreachable(SQLException fault) {
        String state = fault.getSQLState();
        return state == null || state.startsWith("08") || state.startsWith("57P");
    }

    private StateException refuse(String whatAndWhatToDo, SQLException fault) {
        return new StateException(
                "The state database " + place + " (" + StateUrl.SETTING + ") " + whatAndWhatToDo, fault);
    }
}
