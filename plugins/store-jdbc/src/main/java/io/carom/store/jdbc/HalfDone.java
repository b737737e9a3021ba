package io.carom.store.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Migrations of MariaDB that go on where they were cut. Each of its statements on tables is a transaction of its own, so that a process
 * that is killed in a migration leaves a part of it behind; the next one passes over what is there already. Stateless.
 */
final class HalfDone {
    private static final Logger LOG = LoggerFactory.getLogger(HalfDone.class);

    /** What the server says when a statement was done before, by how the statement begins. */
    private static final Map<String, int[]> SAID = Map.of(
            "create table", new int[] {1050},
            "create index", new int[] {1061},
            "create unique", new int[] {1061},
            "alter table", new int[] {1060},
            "drop index", new int[] {1091},
            "drop table", new int[] {1051},
            // Its rows are there, or the table that they came from is gone
            "insert into", new int[] {1062, 1146});

    private HalfDone() {}

    /** The connection, on which such statements do nothing. */
    static Connection on(Connection real) {
        return proxy(Connection.class, (proxy, method, arguments) -> {
            Object made = call(real, method, arguments);
            return made instanceof Statement statement && method.getName().equals("createStatement")
                    ? statement(statement)
                    : made;
        });
    }

    private static Statement statement(Statement real) {
        return proxy(Statement.class, (proxy, method, arguments) -> {
            try {
                return call(real, method, arguments);
            } catch (SQLException e) {
                if (method.getName().equals("execute")
                        && arguments != null
                        && arguments[0] instanceof String sql
                        && wasDone(sql, e)) {
                    LOG.info("a migration goes on that was cut: {}", e.getMessage());
                    return false;
                }
                throw e;
            }
        });
    }

    private static boolean wasDone(String sql, SQLException said) {
        // Comments in front are part of what Flyway runs
        String begins = sql.replaceAll("(?m)^\\s*--.*$", "").strip().toLowerCase(Locale.ROOT);
        for (Map.Entry<String, int[]> kind : SAID.entrySet()) {
            if (begins.startsWith(kind.getKey())) {
                for (int code : kind.getValue()) {
                    if (said.getErrorCode() == code) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static @Nullable Object call(Object real, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(HalfDone.class.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
