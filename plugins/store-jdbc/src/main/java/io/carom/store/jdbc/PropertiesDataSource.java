package io.carom.store.jdbc;

import java.io.PrintWriter;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** New connections with given properties, for Flyway alone. */
record PropertiesDataSource(String url, Properties properties, Connections.Opener opener) implements DataSource {
    PropertiesDataSource(String url, Properties properties) {
        this(url, properties, DriverManager::getConnection);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = opener.open(url, properties);
        return url.startsWith("jdbc:mariadb:") ? HalfDone.on(connection) : connection;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() throws SQLException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("no log");
    }

    @Override
    public <T> T unwrap(Class<T> wanted) throws SQLException {
        throw new SQLException("wraps nothing");
    }

    @Override
    public boolean isWrapperFor(Class<?> wanted) {
        return false;
    }
}
