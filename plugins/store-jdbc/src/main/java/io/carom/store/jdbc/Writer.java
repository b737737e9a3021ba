package io.carom.store.jdbc;

import io.carom.api.JournalException;
import java.sql.SQLException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The one connection that writes. Safe for any number of threads: one works at a time. A connection that is lost is made anew by the
 * next one that needs it.
 */
final class Writer implements AutoCloseable {
    private final Connections connections;
    private final Target target;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Session session;
    private boolean closed = false;

    /** Work on the connection. */
    @FunctionalInterface
    interface Work<T> {
        T on(Session session) throws SQLException;
    }

    /** Decides whether a transaction whose commit was not answered is there after all. */
    @FunctionalInterface
    interface Check {
        boolean isThere(Session session) throws SQLException;
    }

    Writer(Connections connections) {
        this.connections = connections;
        this.target = connections.target();
    }

    /** Reads outside of a transaction. */
    <T> T read(String doing, Work<T> work) {
        lock.lock();
        try {
            return work.on(session());
        } catch (SQLException e) {
            if (Faults.lost(target, e)) {
                discard();
            }
            throw Faults.of(target, doing, e);
        } finally {
            lock.unlock();
        }
    }

    /** Does {@code work} in one transaction: all of it or nothing. */
    <T> T transaction(String doing, Work<T> work) {
        return transaction(doing, work, session -> false);
    }

    /** The same; {@code check} tells, on a new connection, whether a commit that was not answered went through. */
    <T> T transaction(String doing, Work<T> work, Check check) {
        lock.lock();
        try {
            Session on = session();
            T result;
            try {
                on.connection().setAutoCommit(false);
                result = work.on(on);
            } catch (SQLException | RuntimeException e) {
                undo(on, e);
                throw e;
            }
            return commit(on, result, check);
        } catch (SQLException e) {
            throw Faults.of(target, doing, e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T commit(Session on, T result, Check check) throws SQLException {
        try {
            on.connection().commit();
            on.connection().setAutoCommit(true);
            return result;
        } catch (SQLException e) {
            undo(on, e);
            if (Faults.lost(target, e) && check.isThere(session())) {
                return result;
            }
            throw e;
        }
    }

    private void undo(Session on, Exception because) {
        try {
            on.connection().rollback();
            on.connection().setAutoCommit(true);
            on.clearBatches();
            if (because instanceof SQLException error && Faults.lost(target, error)) {
                discard();
            }
        } catch (SQLException e) {
            because.addSuppressed(e);
            discard();
        }
    }

    private Session session() throws SQLException {
        if (closed) {
            throw new JournalException(target.shown() + ": the journal is closed", false, null);
        }
        Session known = session;
        if (known == null) {
            known = new Session(connections.writer());
            session = known;
        }
        return known;
    }

    private void discard() {
        Session gone = session;
        session = null;
        if (gone != null) {
            try {
                gone.close();
            } catch (SQLException e) {
                // It was of no use any more; the next one is new.
            }
        }
    }

    /** Waits for whoever works, then closes. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            discard();
        } finally {
            lock.unlock();
        }
    }
}
