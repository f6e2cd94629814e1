package io.contactroutes.state;

import java.sql.SQLException;

/** What a fault of SQLite means to the operator. */
final class SqliteFailures {

    private SqliteFailures() {}

    static StateException explain(SqliteFile place, SQLException fault) {
        return switch (fault.getErrorCode() & 0xff) {
            case 5, 6 -> place.refuse("is locked by another program: end that program, then try again.", fault);
            case 8, 14, 23 ->
                place.refuse(
                        "cannot be written: give this user the right to write the file and its folder, or name another file.",
                        fault);
            case 10 -> place.refuse("cannot be read or written, says the disk: mend the disk, then try again.", fault);
            case 13 -> place.refuse("cannot grow: make room on the disk, then try again.", fault);
            case 11 -> damaged(place, fault);
            case 26 ->
                place.refuse("is not a SQLite database: name another file, or restore this one from a copy.", fault);
            default -> place.refuse("did not do its part (SQLite code " + fault.getErrorCode() + ").", fault);
        };
    }

    static StateException damaged(SqliteFile place, SQLException fault) {
        return place.refuse(
                "is damaged: restore it from a copy, or move it away to begin anew, which publishes every contact again.",
                fault);
    }
}
