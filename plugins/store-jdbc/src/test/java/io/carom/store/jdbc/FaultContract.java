package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.carom.api.Action;
import io.carom.api.BounceType;
import io.carom.api.CampaignContext;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.JournalException;
import io.carom.api.Reason;
import io.carom.api.RetryPlan;
import io.carom.api.ServerContext;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.Batch;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import io.carom.testkit.Change;
import io.carom.testkit.Filter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every statement of a commit goes wrong in every way, the commit itself with and without having gone through: who then offers the same
 * batch again, as the engine does, has all of it exactly once, without opening the journal anew.
 */
abstract class FaultContract {
    private static final Instant T = Instant.parse("2026-01-05T10:00:00Z");
    private static final int MOST_STATEMENTS = 200;

    private int runs = 0;

    /** An empty store. */
    abstract String empty() throws Exception;

    @ParameterizedTest
    @EnumSource
    void a_batch_is_there_once_whatever_statement_fails(FaultyConnections.Fault fault) throws Exception {
        everyStatement(fault, FaultContract::everything);
    }

    @ParameterizedTest
    @EnumSource
    void a_timers_decision_alone_is_there_once_whatever_statement_fails(FaultyConnections.Fault fault)
            throws Exception {
        everyStatement(fault, FaultContract::timerAlone);
    }

    /** Makes the batch of one run, all of it about the run's own domain. */
    @FunctionalInterface
    private interface Maker {
        Batch make(String run);
    }

    private void everyStatement(FaultyConnections.Fault fault, Maker maker) throws Exception {
        String store = empty();
        FaultyConnections connections =
                new FaultyConnections(Target.parse(store).dialect());
        boolean sawCommit = false;
        try (JdbcJournal journal =
                JdbcJournal.open(store, JournalOptions.DEFAULT.busyTimeout(Duration.ofSeconds(2)), connections)) {
            for (int k = 1; k <= MOST_STATEMENTS; k++) {
                String run = "r" + ++runs;
                Batch batch = maker.make(run);
                Map<String, Long> kinds = journal.reader().totals().byKind();
                connections.arm(fault, k);
                offer(journal, batch, fault + " at statement " + k);
                boolean struck = connections.struck();
                sawCommit |= connections.struckCommit();
                connections.disarm();
                isThereOnce(journal, batch, run, kinds, fault + " at statement " + k);
                if (!struck) {
                    assertThat(sawCommit).as("the commit went wrong once").isTrue();
                    return;
                }
            }
        }
        fail("a commit has no " + MOST_STATEMENTS + " statements");
    }

    private static void offer(JdbcJournal journal, Batch batch, String what) {
        JournalException last = null;
        for (int tries = 0; tries < 4; tries++) {
            try {
                journal.commit(batch);
                return;
            } catch (JournalException e) {
                last = e;
            }
        }
        throw new AssertionError(what, last);
    }

    private static void isThereOnce(
            JdbcJournal journal, Batch batch, String run, Map<String, Long> before, String what) {
        List<String> rows = new ArrayList<>();
        journal.reader().log(new Filter().domain(run + ".example").duplicates().build(), row -> rows.add(text(row)));
        assertThat(rows)
                .as(what)
                .containsExactlyElementsOf(batch.entries().stream()
                        .map(entry -> text(LogRow.of(0, entry)))
                        .toList());
        Known known = journal.load(new Lookup(
                Set.of(),
                batch.histories().keySet(),
                batch.messages().keySet(),
                batch.servers().keySet(),
                batch.campaigns().keySet()));
        assertThat(known.histories()).as(what).isEqualTo(batch.histories());
        assertThat(known.messages()).as(what).isEqualTo(batch.messages());
        assertThat(known.servers()).as(what).isEqualTo(batch.servers());
        assertThat(known.campaigns()).as(what).isEqualTo(batch.campaigns());
        assertThat(journal.addresses("", run + ".example"))
                .as(what)
                .isEqualTo(batch.histories().size());
        assertThat(journal.timersDue(T.plusSeconds(999_999), 10_000).stream()
                        .filter(timer -> timer.address().domain().equals(run + ".example")))
                .as(what)
                .containsExactlyInAnyOrderElementsOf(batch.timers());
        assertThat(journal.retriesDue(T.plusSeconds(999_999), 10_000).stream()
                        .filter(retry -> retry.address().domain().equals(run + ".example")))
                .as(what)
                .containsExactlyInAnyOrderElementsOf(batch.retries());
        List<Outgoing> waiting = journal.outbox(T.plusSeconds(999_999), 1_000);
        assertThat(waiting).as(what).isEqualTo(batch.outbox());
        journal.delivered(waiting.stream().map(Outgoing::key).toList());
        figures(journal, batch, run, before, what);
    }

    private static void figures(JdbcJournal journal, Batch batch, String run, Map<String, Long> before, String what) {
        Map<String, Long> added = batch.entries().stream()
                .map(Entry::event)
                .filter(event -> event != null)
                .collect(Collectors.groupingBy(event -> event.kind().word(), Collectors.counting()));
        Map<String, Long> now = journal.reader().totals().byKind();
        now.forEach((kind, count) -> assertThat(count - before.getOrDefault(kind, 0L))
                .as("%s, %s", what, kind)
                .isEqualTo(added.getOrDefault(kind, 0L)));
        long bounces = added.getOrDefault("bounce", 0L);
        assertThat(journal.desk().orElseThrow().domains(T, T, 1, 100_000).stream()
                        .filter(domain -> domain.domain().equals(run + ".example"))
                        .mapToLong(domain -> domain.hard() + domain.soft())
                        .sum())
                .as(what)
                .isEqualTo(bounces);
    }

    private static String text(LogRow row) {
        return row.id() + " " + row.kind() + " " + row.recipient() + " " + row.eventJson() + " " + row.decisionJson();
    }

    private static Batch everything(String run) {
        AddressKey dead = AddressKey.of("", "dead@" + run + ".example");
        AddressKey full = AddressKey.of("", "full@" + run + ".example");
        Event hard = event(run + "-1", dead, EventKind.BOUNCE);
        Event soft = event(run + "-2", full, EventKind.BOUNCE);
        Event sent = event(run + "-3", full, EventKind.SENT);
        MessageKey message = new MessageKey(full, "<m@" + run + ">");
        RetryPlan plan = new RetryPlan("default", 1, 3, T.plusSeconds(3_600));
        return new Change()
                .entry(entry(hard, decision(hard, run, Reason.USER_UNKNOWN, "5.1.1", null)))
                .entry(entry(soft, decision(soft, run, Reason.MAILBOX_FULL, "4.2.2", plan)))
                .entry(new Entry(sent, "{\"id\":\"" + sent.id() + "\"}", null, null))
                .history(dead, History.NONE.status(SubscriberStatus.BOUNCED, T, null))
                .history(full, History.NONE.softRun(1, T))
                .message(message, MessageState.NONE.failed(BounceType.SOFT, 1, true, 0, 0))
                .timer(new Timer(full, Timer.HOLD, T.plusSeconds(60)))
                .clear(new Timer(dead, Timer.HOLD, T))
                .retry(new ScheduledRetry(full, message.message(), plan, "smtp-1", run))
                .retryDone(new MessageKey(dead, "<other>"))
                .action(action(run + "/0", dead, new Action.MarkBounced()))
                .action(action(run + "/1", dead, new Action.Notify("subscriber.bounced")))
                .server(new ServerContext("smtp-" + run, "default", "192.0.2.1"))
                .campaign(new CampaignContext(run, 100L, true))
                .batch();
    }

    private static Batch timerAlone(String run) {
        AddressKey held = AddressKey.of("", "held@" + run + ".example");
        Decision fired = decision(null, run, Reason.USER_UNKNOWN, "5.1.1", null);
        return new Change()
                .entry(new Entry(null, null, fired, "{\"timer\":\"hold\",\"run\":\"" + run + "\"}"))
                .history(held, History.NONE.status(SubscriberStatus.BOUNCED, T, null))
                .batch();
    }

    private static Entry entry(Event event, Decision decision) {
        return new Entry(event, "{\"id\":\"" + event.id() + "\"}", decision, "{\"event\":\"" + event.id() + "\"}");
    }

    private static Event event(String id, AddressKey address, EventKind kind) {
        return Event.of(kind, T, address.address())
                .id(id)
                .message("<m@" + address.domain() + ">")
                .campaign("c1")
                .diagnostic("550 no")
                .build();
    }

    private static Decision decision(
            @Nullable Event event, String run, Reason reason, String code, @Nullable RetryPlan retry) {
        boolean hard = code.startsWith("5");
        return new Decision(
                event == null ? null : event.id(),
                event == null ? Timer.HOLD : null,
                event == null ? "held@" + run + ".example" : event.recipient(),
                T,
                "digest-" + run,
                new Classification(
                        EventKind.BOUNCE,
                        hard ? BounceType.HARD : BounceType.SOFT,
                        Fault.RECIPIENT,
                        reason,
                        EnhancedStatus.parse(code).orElseThrow(),
                        hard ? 550 : 450,
                        null,
                        false),
                hard ? new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED) : null,
                retry,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    private static Outgoing action(String key, AddressKey address, Action action) {
        return new Outgoing(key, address, action, T, key, null, "news", null, "c1", "5.1.1", "hard", "550 no");
    }
}
