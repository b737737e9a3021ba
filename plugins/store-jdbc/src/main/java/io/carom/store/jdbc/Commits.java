package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.Turn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Commits batches, each once: one whose commit was not answered before the connection was lost is looked for before it is written again.
 * For the thread that decides; one for each journal.
 */
final class Commits implements AutoCloseable {
    private final Target target;
    private final Writer writer;
    private final Policies policies = new Policies();
    private final RecordText texts = new RecordText();
    /** The batch whose commit was not answered, or null. */
    private @Nullable Unsettled unsettled;

    /** A batch, and where the journal stood before it. */
    private record Unsettled(Batch batch, Turn.Position from) {}

    Commits(Target target, Writer writer) {
        this.target = target;
        this.writer = writer;
    }

    /** Writes a batch in the transaction of a turn, which ends. Answers where the journal stands then. */
    Turn.Position commit(Writer.Open open, Batch batch, Turn.Position from, Turn.Position to) {
        Unsettled before = unsettled;
        Turn.Position maybeThere = before != null && batch.equals(before.batch) ? before.from : null;
        unsettled = null;
        boolean committing = false;
        String doing = "commit " + batch.entries().size() + " entries";
        try {
            boolean there = open.with(doing, session -> {
                if (maybeThere != null && isThere(session, batch, maybeThere)) {
                    return true;
                }
                new BatchWriter(session, target.dialect(), policies, texts).write(batch, from.last());
                Place.moveOn(session, to);
                return false;
            });
            committing = true;
            open.commit(doing, session -> isThere(session, batch, from));
            policies.committed();
            return there ? from : to;
        } catch (JournalException e) {
            policies.undone();
            if (e.getCause() instanceof SQLException error) {
                if (Faults.alreadyThere(target, error)) {
                    throw alreadyThere(batch, e);
                }
                unsettled = committing ? new Unsettled(batch, from) : null;
            }
            throw e;
        }
    }

    /**
     * Whether this batch was committed behind {@code from}: by its first event or action, which is there once at most; where there is
     * none, by the row that its first entry got.
     */
    private static boolean isThere(Session session, Batch batch, Turn.Position from) throws SQLException {
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
        if (batch.entries().isEmpty()) {
            return false;
        }
        LogRow row = LogRow.of(from.last() + 1, batch.entries().get(0));
        String scope = batch.entries().get(0).scope();
        return exists(
                session.bind("select 1 from event where seq = ? and id is null and at = ? and kind = ? and address = ?")
                        .number(row.seq())
                        .time(row.at())
                        .text(row.kind())
                        .key(AddressKey.of(scope, row.recipient()).address(), Stored.ADDRESS));
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
        twice.addAll(writer.read(
                "look up",
                session -> new Loader(session, target.dialect())
                        .load(new Lookup(ids, Set.of(), Set.of(), Set.of(), Set.of()))
                        .events()));
        String what = twice.isEmpty()
                ? "a row of this batch is there already"
                : "event `" + twice.iterator().next() + "` is recorded already";
        return new JournalException(
                target.shown() + ": cannot commit: " + what + "; load what is known before it is decided",
                false,
                cause);
    }

    @Override
    public void close() {
        texts.close();
    }
}
