package io.carom.store.jdbc;

import io.carom.api.JournalException;
import io.carom.spi.Batch;
import io.carom.spi.Turn;
import java.util.function.Predicate;

/** A turn is one transaction on the writer's connection, begun with its place and ended with its commit. For the thread that took it. */
final class JdbcTurn implements Turn {
    private final JdbcJournal journal;
    private final Commits commits;
    private final Writer.Open open;
    private Position position;
    private boolean ended = false;

    JdbcTurn(JdbcJournal journal, Commits commits, Writer.Open open, Position position) {
        this.journal = journal;
        this.commits = commits;
        this.open = open;
        this.position = position;
    }

    @Override
    public Position position() {
        return position;
    }

    @Override
    public void missed(Position since, Predicate<Recorded> sink) {
        journal.recorded(since, sink);
    }

    @Override
    public void commit(Batch batch) {
        if (ended) {
            throw new JournalException("the turn has ended; take another one", false, null);
        }
        ended = true;
        boolean contexts = !batch.servers().isEmpty()
                || !batch.campaigns().isEmpty()
                || !batch.asides().isEmpty();
        Position next = new Position(
                position.last() + batch.entries().size(), position.byHand(), position.contexts() + (contexts ? 1 : 0));
        position = commits.commit(open, batch, position, next);
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            open.giveUp();
        }
    }
}
