package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.BounceType;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.RetryPlan;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import io.carom.testkit.Change;
import io.carom.testkit.DeskContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class MariadbJournalIT extends DeskContract {
    @RegisterExtension
    static final SharedServers SERVERS = new SharedServers(DatabaseServer.Kind.MARIADB);

    private String url;

    @Override
    protected Journal open() {
        try {
            url = SERVERS.emptied(DatabaseServer.Kind.MARIADB);
            return JdbcJournal.open(url);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected Journal reopen(Journal closed) {
        return JdbcJournal.open(url);
    }

    /** The driver sends row by row what it does not know how to put together. */
    @Test
    void a_batch_takes_a_few_statements_however_many_rows_it_has() throws Exception {
        JdbcJournal journal = (JdbcJournal) journal();
        journal.commit(full("a", 400, "{}"));
        long before = questions(journal);
        journal.commit(full("b", 400, "{}"));
        assertThat(questions(journal) - before).isLessThan(60);
    }

    @Test
    void a_batch_may_be_larger_than_what_the_server_takes_at_once() {
        journal().commit(full("a", 400, "x".repeat(60_000)));
        assertThat(journal().addresses("", null)).isEqualTo(400);
        assertThat(journal().reader().count(ALL)).isEqualTo(400);
    }

    private static long questions(JdbcJournal journal) {
        return journal.writer()
                .read(
                        "count",
                        session -> session.number(
                                "select variable_value from information_schema.session_status"
                                        + " where variable_name = 'QUESTIONS'",
                                0));
    }

    /** So many events, each about another address and with a row in every table that a commit replaces rows of. */
    private static Batch full(String run, int rows, String held) {
        Change change = new Change();
        for (int i = 0; i < rows; i++) {
            AddressKey address = AddressKey.of("", run + i + "@d" + i + ".example");
            String message = "<m" + i + "@" + run + ">";
            Event event = Event.of(EventKind.BOUNCE, T, address.address())
                    .id(run + i)
                    .message(message)
                    .build();
            RetryPlan plan = new RetryPlan("default", 1, 3, T.plusSeconds(3_600));
            change.event(event)
                    .history(address, History.NONE.hold(new History.Hold(event.id(), T, T.plusSeconds(60), held, 0)))
                    .message(new MessageKey(address, message), MessageState.NONE.failed(BounceType.SOFT, 1, true, 0, 0))
                    .timer(new Timer(address, Timer.HOLD, T.plusSeconds(60)))
                    .retry(new ScheduledRetry(address, message, plan, "smtp-1", "c1"));
        }
        return change.batch();
    }
}
