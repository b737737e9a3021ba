package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Desk;
import io.carom.spi.Entry;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.Readmissions;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Suppressions;
import io.carom.spi.Timer;
import io.carom.spi.Undos;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The journal on SQLite, PostgreSQL or MariaDB. Made by {@link #open}; safe for any number of threads: one writes at a time, readers
 * do not wait for it. What {@link #commit} has returned from survives a power cut. On SQLite one process writes at a time; a second
 * one is refused when it opens. A connection that is lost is made anew by the next call.
 */
public final class JdbcJournal implements Journal {
    private final Target target;
    private final Connections connections;
    private final Writer writer;
    private final @Nullable WriterLock lock;
    private final Policies policies = new Policies();
    private final JdbcReader reader;
    private final JdbcDesk desk;
    private final JdbcUndos undos;
    private final JdbcSuppressions suppressions;
    private final JdbcReadmissions readmissions;
    private final JdbcIncidents incidents;
    /** The batch whose commit was not answered before the connection was lost, or null; for the engine's thread. */
    private @Nullable Batch unsettled;

    private JdbcJournal(Connections connections, Writer writer, @Nullable WriterLock lock) {
        this.target = connections.target();
        this.connections = connections;
        this.writer = writer;
        this.lock = lock;
        this.reader = new JdbcReader(connections);
        this.desk = new JdbcDesk(connections, writer);
        this.undos = new JdbcUndos(connections, writer);
        this.suppressions = new JdbcSuppressions(connections, writer);
        this.readmissions = new JdbcReadmissions(connections, writer);
        this.incidents = new JdbcIncidents(connections, writer);
    }

    /** Opens {@code store} for writing; see {@link #open(String, JournalOptions)}. */
    public static JdbcJournal open(String store) {
        return open(store, JournalOptions.DEFAULT);
    }

    /**
     * Opens a journal, and creates it where it is not there.
     *
     * @param store a file (SQLite) or a URL: {@code jdbc:sqlite:}, {@code jdbc:postgresql:}, {@code jdbc:mariadb:}
     * @throws JournalException when it cannot be opened, with the remedy
     */
    public static JdbcJournal open(String store, JournalOptions options) {
        Target target = Target.parse(store);
        WriterLock lock = target.file() == null ? null : prepare(target, target.file(), options);
        Connections connections = new Connections(target, options);
        try (Connection connection = connections.writer()) {
            Schema.prepare(connections, connection, options.readOnly());
        } catch (SQLException e) {
            release(lock);
            throw Faults.of(target, "open the store", e);
        } catch (RuntimeException e) {
            release(lock);
            throw e;
        }
        return new JdbcJournal(connections, new Writer(connections), lock);
    }

    private static @Nullable WriterLock prepare(Target target, Path file, JournalOptions options) {
        if (Files.isDirectory(file)) {
            throw new JournalException(
                    file + ": a folder, not a store; use --store " + file + "/carom.db", false, null);
        }
        if (options.readOnly()) {
            if (!Files.exists(file)) {
                throw new JournalException(
                        file + ": there is no store; check --store, or run `carom process` first", false, null);
            }
            return null;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
        } catch (IOException e) {
            throw new JournalException(
                    file + ": its folder cannot be created (" + e.getMessage() + "); use --store with another file",
                    false,
                    e);
        }
        if (Files.exists(file) && !Files.isWritable(file)) {
            throw new JournalException(
                    target.shown()
                            + ": it is read-only; make the file and its folder writable or use --store with another file",
                    false,
                    null);
        }
        return WriterLock.take(file);
    }

    private static void release(@Nullable WriterLock lock) {
        if (lock != null) {
            lock.close();
        }
    }

    /** The connection that writes, for tests that make it fail. */
    Writer writer() {
        return writer;
    }

    @Override
    public Known load(Lookup lookup) {
        return writer.read("look up", session -> new Loader(session, target.dialect()).load(lookup));
    }

    @Override
    public void commit(Batch batch) {
        boolean maybeThere = batch.equals(unsettled);
        unsettled = null;
        try {
            writer.transaction(
                    "commit " + batch.entries().size() + " entries",
                    session -> {
                        if (!maybeThere || !isThere(session, batch)) {
                            new BatchWriter(session, target.dialect(), policies).write(batch);
                        }
                        return batch;
                    },
                    session -> isThere(session, batch));
            policies.committed();
        } catch (JournalException e) {
            policies.undone();
            if (e.getCause() instanceof SQLException error) {
                if (Faults.alreadyThere(target, error)) {
                    throw alreadyThere(batch, e);
                }
                unsettled = Faults.lost(target, error) ? batch : null;
            }
            throw e;
        }
    }

    /** Whether this batch was committed: by its first event or action, which is there once at most. */
    private static boolean isThere(Session session, Batch batch) throws SQLException {
        for (Entry entry : batch.entries()) {
            if (entry.event() != null && entry.event().id() != null) {
                return exists(session.bind("select 1 from event where id = ?")
                        .key(entry.event().id(), Stored.ID));
            }
        }
        for (Outgoing action : batch.outbox()) {
            return exists(
                    session.bind("select 1 from outbox where action_key = ?").key(action.key(), Stored.ID));
        }
        return false;
    }

    private static boolean exists(Bind bind) throws SQLException {
        try (ResultSet rows = bind.query()) {
            return rows.next();
        }
    }

    private JournalException alreadyThere(Batch batch, JournalException cause) {
        Set<String> ids = new HashSet<>();
        Set<String> twice = new HashSet<>();
        for (Entry entry : batch.entries()) {
            String id = entry.event() == null ? null : entry.event().id();
            if (id != null && !ids.add(id)) {
                twice.add(id);
            }
        }
        twice.addAll(
                load(new Lookup(ids, Set.of(), Set.of(), Set.of(), Set.of())).events());
        String what = twice.isEmpty()
                ? "a row of this batch is there already"
                : "event `" + twice.iterator().next() + "` is recorded already";
        return new JournalException(
                target.shown() + ": cannot commit: " + what + "; load what is known before it is decided",
                false,
                cause);
    }

    @Override
    public List<Timer> timersDue(Instant until, int limit) {
        return writer.read("read timers", session -> {
            List<Timer> timers = new ArrayList<>();
            Bind bind = session.bind("select scope, address, kind, due from timer where due <= ?"
                            + " order by due, scope, address, kind limit ?")
                    .time(until)
                    .number(limit);
            try (ResultSet rows = bind.query()) {
                while (rows.next()) {
                    timers.add(new Timer(
                            new AddressKey(rows.getString(1), rows.getString(2)),
                            rows.getString(3),
                            Instants.of(rows.getLong(4))));
                }
            }
            return timers;
        });
    }

    @Override
    public Optional<Instant> nextTimer() {
        return writer.read("read timers", session -> {
            try (ResultSet rows =
                    session.bind("select due from timer order by due limit 1").query()) {
                return rows.next() ? Optional.of(Instants.of(rows.getLong(1))) : Optional.empty();
            }
        });
    }

    @Override
    public List<Outgoing> outbox(Instant now, int limit) {
        return writer.read("read the outbox", session -> Outbox.ready(session, now, limit));
    }

    @Override
    public List<Outgoing> claim(String instance, Instant now, Duration lease, int limit) {
        // Most of the time there is nothing, and asking costs no transaction
        boolean any = writer.read("read the outbox", session -> Outbox.any(session, now));
        return any
                ? writer.transaction("claim actions", session -> Outbox.claim(session, instance, now, lease, limit))
                : List.of();
    }

    @Override
    public int renew(String instance, Instant now, Duration lease) {
        return writer.transaction("renew claims", session -> Outbox.renew(session, instance, now, lease));
    }

    @Override
    public void release(String instance) {
        writer.transaction("give claims back", session -> Outbox.release(session, instance));
    }

    @Override
    public void delivered(List<String> keys) {
        if (!keys.isEmpty()) {
            writer.transaction("note deliveries", session -> Outbox.delivered(session, keys));
        }
    }

    @Override
    public void failed(String key, String why, @Nullable Instant next) {
        writer.transaction("note a failed delivery", session -> Outbox.failed(session, key, why, next));
    }

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        return writer.read("read retries", session -> {
            Bind bind = session.bind(Retries.SELECT + " where due <= ? order by due, scope, address, message limit ?")
                    .time(until)
                    .number(limit);
            return JdbcDesk.all(bind, Retries::read);
        });
    }

    @Override
    public long addresses(String scope, @Nullable String domain) {
        String all = "select count(*) from address where scope = ?";
        return writer.read("count addresses", session -> {
            Bind count = domain == null
                    ? session.bind(all).text(scope)
                    : session.bind(all + " and substr(address, -" + (domain.length() + 1) + ") = ?")
                            .text(scope)
                            .text("@" + domain);
            try (ResultSet rows = count.query()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        });
    }

    @Override
    public JournalReader reader() {
        return reader;
    }

    @Override
    public Optional<Desk> desk() {
        return Optional.of(desk);
    }

    @Override
    public Optional<Instant> lastTimer(String kind) {
        return writer.read("read timers", session -> {
            Bind bind = session.bind("select due from timer where kind = ? order by due desc limit 1")
                    .text(kind);
            try (ResultSet rows = bind.query()) {
                return rows.next() ? Optional.of(Instants.of(rows.getLong(1))) : Optional.empty();
            }
        });
    }

    @Override
    public Optional<Suppressions> suppressions() {
        return Optional.of(suppressions);
    }

    @Override
    public Optional<Readmissions> readmissions() {
        return Optional.of(readmissions);
    }

    @Override
    public Optional<Undos> undos() {
        return Optional.of(undos);
    }

    @Override
    public Optional<Incidents> incidents() {
        return Optional.of(incidents);
    }

    /** Waits for a commit that is under way; what waits to be written by others fails. */
    @Override
    public void close() {
        try {
            writer.close();
            connections.close();
        } finally {
            release(lock);
        }
    }
}
