package io.carom.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

/** Connections on which the k-th statement from now goes wrong; a commit is a statement. For one thread. */
final class FaultyConnections implements Connections.Opener {
    private final Dialect dialect;
    private Fault fault = Fault.DEADLOCK_BEFORE;
    private int left = 0;
    private int refusals = 0;
    private boolean committed = false;

    /** What goes wrong: before the database did it, or after, so that only its answer is lost. */
    enum Fault {
        CUT_BEFORE,
        CUT_AFTER,
        /** And the next connection is refused, too. */
        AWAY_AFTER,
        DEADLOCK_BEFORE,
        TIMEOUT_BEFORE,
        TIMEOUT_AFTER,
        DISK_BEFORE,
        DISK_AFTER;

        boolean after() {
            return name().endsWith("AFTER");
        }

        boolean cuts() {
            return name().startsWith("CUT") || name().startsWith("AWAY");
        }
    }

    FaultyConnections(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The statement number {@code k} (1 is the next one) goes wrong. */
    void arm(Fault newFault, int k) {
        fault = newFault;
        left = k;
        committed = false;
    }

    /** Whether it has gone wrong since. */
    boolean struck() {
        return left == 0;
    }

    /** Whether the statement that went wrong was a commit. */
    boolean struckCommit() {
        return committed;
    }

    void disarm() {
        left = 0;
        refusals = 0;
    }

    @Override
    public Connection open(String url, Properties properties) throws SQLException {
        if (refusals > 0) {
            refusals--;
            throw lost();
        }
        Connection real = DriverManager.getConnection(url, properties);
        return proxy(Connection.class, (proxy, method, arguments) -> switch (method.getName()) {
            case "prepareStatement" ->
                statement(PreparedStatement.class, (PreparedStatement) call(real, method, arguments), real);
            case "createStatement" -> statement(Statement.class, (Statement) call(real, method, arguments), real);
            case "commit" -> run(real, real, method, arguments);
            default -> call(real, method, arguments);
        });
    }

    private <T extends Statement> T statement(Class<T> type, T real, Connection connection) {
        return proxy(
                type,
                (proxy, method, arguments) -> method.getName().startsWith("execute")
                        ? run(real, connection, method, arguments)
                        : call(real, method, arguments));
    }

    private Object run(Object real, Connection connection, Method method, Object[] arguments) throws Throwable {
        if (left == 0 || --left > 0) {
            return call(real, method, arguments);
        }
        committed = method.getName().equals("commit");
        if (fault.after()) {
            call(real, method, arguments);
        }
        if (fault.cuts()) {
            connection.close();
        }
        refusals = fault == Fault.AWAY_AFTER ? 1 : 0;
        throw thrown();
    }

    private SQLException thrown() {
        return switch (fault) {
            case CUT_BEFORE, CUT_AFTER, AWAY_AFTER -> lost();
            case DEADLOCK_BEFORE ->
                switch (dialect) {
                    case SQLITE -> new SQLException("database is locked", null, 5);
                    case POSTGRESQL -> new SQLException("deadlock detected", "40P01");
                    case MARIADB -> new SQLException("Deadlock found when trying to get lock", "40001", 1213);
                };
            case TIMEOUT_BEFORE, TIMEOUT_AFTER ->
                switch (dialect) {
                    case SQLITE -> new SQLException("database table is locked", null, 6);
                    case POSTGRESQL -> new SQLException("canceling statement due to timeout", "57014");
                    case MARIADB -> new SQLException("Lock wait timeout exceeded", "HY000", 1205);
                };
            case DISK_BEFORE, DISK_AFTER ->
                switch (dialect) {
                    case SQLITE -> new SQLException("disk I/O error", null, 10);
                    case POSTGRESQL -> new SQLException("could not extend file: No space left on device", "53100");
                    case MARIADB -> new SQLException("Disk full", "HY000", 1021);
                };
        };
    }

    private SQLException lost() {
        return dialect == Dialect.SQLITE
                ? new SQLException("disk I/O error", null, 10)
                : new SQLException("An I/O error occurred while sending to the backend.", "08006");
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
