package io.contactroutes.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** The server that other tests stand on does what they take for granted. */
class PostgresServerTest {

    @Test
    void givesEveryCallerADatabaseOfItsOwn() throws SQLException {
        PostgresServer server = PostgresServer.shared();

        String first = server.jdbcUrl();
        String second = server.jdbcUrl();
        execute(first, "create table page (number int)");

        assertThat(tables(first)).isEqualTo(1);
        assertThat(tables(second)).isZero();
    }

    @Test
    void keepsItsPortAndDataWhenRestarted() throws SQLException {
        try (PostgresServer server = PostgresServer.start()) {
            String url = server.jdbcUrl();
            execute(url, "create table page (number int)");

            server.restart();

            assertThat(tables(url)).isEqualTo(1);
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int tables(String url) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery("select count(*) from pg_tables where schemaname = 'public'")) {
            result.next();
            return result.getInt(1);
        }
    }
}
