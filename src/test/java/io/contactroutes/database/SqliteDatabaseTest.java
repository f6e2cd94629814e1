package io.contactroutes.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.io.TempDir;

class SqliteDatabaseTest extends StateContract {

    @TempDir
    private Path folder;

    @Override
    String newDatabase() {
        return "jdbc:sqlite:" + folder.resolve("made/by/the/state/contacts.db");
    }

    @Override
    void refuse(String url, String id) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TRIGGER refuse BEFORE INSERT ON routes_contact WHEN new.id = '" + id
                    + "' BEGIN SELECT RAISE(ABORT, 'refused'); END");
        }
    }
}
