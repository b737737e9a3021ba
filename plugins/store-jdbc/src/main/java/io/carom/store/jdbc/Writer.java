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
    private final Turnstile turnstile;
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

    Writer(Connections connections, Turnstile turnstile) {
        this.connections = connections;
        this.target = connections.target();
        this.turnstile = turnstile;
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
        Open open = begin(doing);
        T result = open.with(doing, work);
        open.commit(doing, session -> false);
        return result;
    }

    /** The same for a change by hand: it takes the writer's place first, and who remembers addresses forgets them. */
    <T> T byHand(String doing, Work<T> work) {
        return transaction(doing, session -> {
            Place.takeByHand(session);
            return work.on(session);
        });
    }

    /** Begins a transaction, which this thread must end; nobody else of this process works on the connection until then. */
    Open begin(String doing) {
        lock.lock();
        try {
            if (lock.getHoldCount() > 1) {
                throw new IllegalStateException("cannot " + doing + ": this thread is in a transaction already");
            }
            turnstile.enter();
            Session on = session();
            try {
                on.connection().setAutoCommit(false);
            } catch (SQLException e) {
                undo(on, e);
                throw e;
            }
            return new Open(on);
        } catch (SQLException e) {
            leave();
            throw Faults.of(target, doing, e);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    private void leave() {
        if (lock.getHoldCount() == 1) {
            turnstile.leave();
        }
        lock.unlock();
    }

    /** A transaction that has begun. For the thread that began it; over after a failure, a commit or {@link #giveUp}. */
    final class Open {
        private final Session on;

        private Open(Session on) {
            this.on = on;
        }

        /** Works within it; a failure ends it. */
        <T> T with(String doing, Work<T> work) {
            try {
                if (on != session) {
                    throw new JournalException(
                            target.shown() + ": cannot " + doing + ": the connection was lost", true, null);
                }
                return work.on(on);
            } catch (SQLException e) {
                undo(on, e);
                leave();
                throw Faults.of(target, doing, e);
            } catch (RuntimeException | Error e) {
                undo(on, e);
                leave();
                throw e;
            }
        }

        /** Ends it; {@code check} tells, on a new connection, whether a commit that was not answered went through. */
        void commit(String doing, Check check) {
            try {
                on.connection().commit();
                on.connection().setAutoCommit(true);
            } catch (SQLException e) {
                undo(on, e);
                boolean isThere;
                try {
                    // Whatever it says: a disk or a clock may have failed after the transaction was through.
                    isThere = check.isThere(session());
                } catch (SQLException again) {
                    e.addSuppressed(again);
                    isThere = false;
                }
                if (!isThere) {
                    throw Faults.of(target, doing, e);
                }
            } finally {
                leave();
            }
        }

        /** Ends it without a change; never fails. */
        void giveUp() {
            undo(on, new SQLException());
            leave();
        }
    }

    private void undo(Session on, Throwable because) {
        if (on != session) {
            return;
        }
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
            turnstile.close();
        } finally {
            lock.unlock();
        }
    }
}
