package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Desk;
import io.carom.spi.Incidents;
import io.carom.spi.Journal;
import io.carom.spi.JournalReader;
import io.carom.spi.Known;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.Readmissions;
import io.carom.spi.Retries;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Suppressions;
import io.carom.spi.Timer;
import io.carom.spi.Tries;
import io.carom.spi.Turn;
import io.carom.spi.Undos;
import io.carom.spi.Webhooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The journal on SQLite, PostgreSQL or MariaDB. Made by {@link #open}; safe for any number of threads: one writes at a time, readers
 * do not wait for it. What {@link #commit} has returned from survives a power cut. Any number of processes may write to one store:
 * they take turns. A connection that is lost is made anew by the next call.
 */
public final class JdbcJournal implements Journal {
    private final Target target;
    private final Connections connections;
    private final Writer writer;
    /** What waits for the host is noted beside the writer on a server, which has no need to wait for its turn. */
    private final Writer beside;

    private final Commits commits;
    private final JdbcReader reader;
    private final JdbcDesk desk;
    private final JdbcRetries retries;
    private final JdbcUndos undos;
    private final JdbcSuppressions suppressions;
    private final JdbcReadmissions readmissions;
    private final JdbcIncidents incidents;

    private JdbcJournal(Connections connections, Writer writer, Writer beside) {
        this.target = connections.target();
        this.connections = connections;
        this.writer = writer;
        this.beside = beside;
        this.commits = new Commits(target, writer);
        this.reader = new JdbcReader(connections);
        this.desk = new JdbcDesk(connections, writer);
        this.retries = new JdbcRetries(connections, writer);
        this.undos = new JdbcUndos(connections, writer);
        this.suppressions = new JdbcSuppressions(connections, writer);
        this.readmissions = new JdbcReadmissions(connections, writer);
        this.incidents = new JdbcIncidents(connections, writer);
    }

    /** The kinds of databases that a journal can be on. */
    public static List<String> kinds() {
        return Arrays.stream(Dialect.values())
                .map(dialect -> dialect.name().toLowerCase(Locale.ROOT))
                .toList();
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
        return open(store, options, DriverManager::getConnection);
    }

    /** The same with connections made by {@code opener}. */
    static JdbcJournal open(String store, JournalOptions options, Connections.Opener opener) {
        Target target = Target.parse(store);
        Path file = target.file();
        if (file != null) {
            prepare(target, file, options);
        }
        Connections connections = new Connections(target, options, opener);
        Turnstile turnstile =
                file == null || options.readOnly() ? Turnstile.none() : Turnstile.beside(file, options.busyTimeout());
        turnstile.enter();
        try (Connection connection = connections.writer()) {
            Schema.prepare(connections, connection, options.readOnly());
        } catch (SQLException e) {
            throw Faults.of(target, "open the store", e);
        } finally {
            turnstile.leave();
        }
        Writer writer = new Writer(connections, turnstile);
        return new JdbcJournal(connections, writer, file == null ? new Writer(connections, Turnstile.none()) : writer);
    }

    private static void prepare(Target target, Path file, JournalOptions options) {
        if (Files.isDirectory(file)) {
            throw new JournalException(
                    file + ": a folder, not a store; use --store " + file + "/carom.db", false, null);
        }
        if (options.readOnly()) {
            if (!Files.exists(file)) {
                throw new JournalException(
                        file + ": there is no store; check --store, or run `carom process` first", false, null);
            }
            return;
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            OwnersFile.create(file);
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
    public Turn turn() {
        Writer.Open open = writer.begin("take the turn");
        return new JdbcTurn(
                this, commits, open, open.with("take the turn", session -> Place.take(session, target.dialect())));
    }

    @Override
    public void commit(Batch batch) {
        try (Turn turn = turn()) {
            turn.commit(batch);
        }
    }

    /** Hands over the rows behind {@code since}, page by page; within a turn they are all there are. */
    void recorded(Turn.Position since, Predicate<Turn.Recorded> sink) {
        long last = since.last();
        while (true) {
            long behind = last;
            List<Turn.Recorded> page =
                    writer.read("read what others recorded", session -> LogQuery.behind(session, behind));
            for (Turn.Recorded recorded : page) {
                if (!sink.test(recorded)) {
                    return;
                }
                last = recorded.row().seq();
            }
            if (page.size() < JdbcReader.PAGE) {
                return;
            }
        }
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
        boolean any = beside.read("read the outbox", session -> Outbox.any(session, now));
        return any
                ? beside.transaction("claim actions", session -> Outbox.claim(session, instance, now, lease, limit))
                : List.of();
    }

    @Override
    public int renew(String instance, Instant now, Duration lease) {
        return beside.transaction("renew claims", session -> Outbox.renew(session, instance, now, lease));
    }

    @Override
    public void release(String instance) {
        beside.transaction("give claims back", session -> Outbox.release(session, instance));
    }

    @Override
    public void delivered(List<String> keys) {
        if (!keys.isEmpty()) {
            beside.transaction("note deliveries", session -> Outbox.delivered(session, keys));
        }
    }

    @Override
    public void failed(String key, String why, @Nullable Instant next) {
        beside.transaction("note a failed delivery", session -> Outbox.failed(session, key, why, null, next));
    }

    @Override
    public void failed(String key, String why, Instant at, @Nullable Instant next) {
        beside.transaction("note a failed delivery", session -> Outbox.failed(session, key, why, at, next));
    }

    @Override
    public Tries tries(String key) {
        return writer.read("read a delivery", session -> Outbox.tries(session, key));
    }

    @Override
    public List<ScheduledRetry> retriesDue(Instant until, int limit) {
        return writer.read("read retries", session -> JdbcRetries.due(session, until, limit));
    }

    @Override
    public Optional<Retries> retries() {
        return Optional.of(retries);
    }

    @Override
    public long addresses(String scope, @Nullable String domain) {
        return writer.read(
                "count addresses", session -> new Mining(session, target.dialect()).addresses(scope, domain));
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

    @Override
    public Optional<Webhooks> webhooks() {
        return Optional.of(new JdbcWebhooks(connections, beside));
    }

    /** The host in this journal's own database; it needs no closing of its own. */
    public EmbeddedHost embeddedHost(Clock clock, EmbeddedHostSettings settings) {
        return new EmbeddedHost(connections, beside, clock, settings);
    }

    /** Waits for a commit that is under way; what waits to be written by others fails. */
    @Override
    public void close() {
        writer.close();
        beside.close();
        commits.close();
        connections.close();
    }
}
