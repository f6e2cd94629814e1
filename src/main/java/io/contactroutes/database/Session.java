package io.contactroutes.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs SQL on a connection that one thread uses, and keeps the prepared statements, which close with it. */
final class Session {

    /** Reads one row. */
    @FunctionalInterface
    interface Row<T> {
        T from(ResultSet row) throws SQLException;
    }

    private final Connection connection;
    private final Map<String, PreparedStatement> prepared = new HashMap<>();

    Session(Connection connection) {
        this.connection = connection;
    }

    Connection connection() {
        return connection;
    }

    PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = prepared.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            prepared.put(sql, statement);
        }
        return statement;
    }

    /** Runs SQL without parameters that is not worth preparing. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Returns the number of rows written. */
    int update(String sql, Object... values) throws SQLException {
        return bind(sql, values).executeUpdate();
    }

    <T> List<T> list(String sql, Row<T> row, Object... values) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (ResultSet found = bind(sql, values).executeQuery()) {
            while (found.next()) {
                rows.add(row.from(found));
            }
        }
        return rows;
    }

    <T> Optional<T> first(String sql, Row<T> row, Object... values) throws SQLException {
        return list(sql, row, values).stream().findFirst();
    }

    long count(String sql, Object... values) throws SQLException {
        return first(sql, row -> row.getLong(1), values).orElse(0L);
    }

    /** Runs several statements, sent at once, and returns the rows of the last one; null when it has none. */
    ResultSet last(String sql, Object... values) throws SQLException {
        PreparedStatement statements = bind(sql, values);
        statements.execute();
        for (long behind = sql.chars().filter(c -> c == ';').count(); behind > 0; behind--) {
            statements.getMoreResults();
        }
        return statements.getResultSet();
    }

    private PreparedStatement bind(String sql, Object... values) throws SQLException {
        PreparedStatement statement = prepare(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
