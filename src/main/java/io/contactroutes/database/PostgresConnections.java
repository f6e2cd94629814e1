package io.contactroutes.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** Connects to a PostgreSQL database. */
final class PostgresConnections {

    private static final int POOL = 4;
    private static final long WAIT_MILLIS = 10_000;

    private final String url;
    private final Properties settings = new Properties();
    private final PostgresFailures failures;

    /**
     * @param user null = as in the URL
     * @param password null = as in the URL
     */
    PostgresConnections(String url, String user, String password) {
        this.url = url;
        this.failures = new PostgresFailures(url, password);
        if (user != null) {
            settings.put("user", user);
        }
        if (password != null) {
            settings.put("password", password);
        }
        settings.put("ApplicationName", "contact-routes");
        settings.put("connectTimeout", "10");
        settings.put("socketTimeout", "120");
        settings.put("tcpKeepAlive", "true");
        // The detail of an error quotes values of the row, and an id may be a phone number.
        settings.put("logServerErrorDetail", "false");
    }

    PostgresFailures failures() {
        return failures;
    }

    /**
     * Opens a small pool.
     *
     * @param takeover a transaction of a process that is silent for two thirds of this is rolled back, since another one may wait for it
     */
    HikariDataSource pool(Duration takeover) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("contacts-state");
        config.setJdbcUrl(url);
        config.setDataSourceProperties(settings);
        config.setMaximumPoolSize(POOL);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(WAIT_MILLIS);
        config.setInitializationFailTimeout(1);
        config.setConnectionInitSql("SET idle_in_transaction_session_timeout = "
                + ProcessSession.silence(takeover).toMillis() + ";" + PostgresStatements.LOOK_UP);
        try {
            return new HikariDataSource(config);
        } catch (RuntimeException e) {
            // Its own message may hold the URL.
            throw failures.explain(
                    e.getCause() instanceof SQLException failure
                            ? failure
                            : new SQLException(e.getClass().getName()));
        }
    }

    /** Opens a connection beside the pool. */
    Connection open(Duration timeout) throws SQLException {
        Properties own = new Properties();
        own.putAll(settings);
        own.put("connectTimeout", String.valueOf(Math.max(1, timeout.toSeconds())));
        return DriverManager.getConnection(url, own);
    }
}
