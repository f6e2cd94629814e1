package io.contactroutes.database;

import io.contactroutes.support.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

class PostgresDatabaseTest extends StateContract {

    @Override
    String newDatabase() {
        return PostgresServer.shared().jdbcUrl();
    }

    @Override
    void refuse(String url, String id) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("ALTER TABLE routes_contact ADD CHECK (id <> convert_to('" + id + "', 'UTF8'))");
        }
    }
}
