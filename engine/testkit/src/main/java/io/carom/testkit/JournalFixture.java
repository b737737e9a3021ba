package io.carom.testkit;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.BounceType;
import io.carom.api.Classification;
import io.carom.api.Decision;
import io.carom.api.EnhancedStatus;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Reason;
import io.carom.api.RetryPlan;
import io.carom.api.SubscriberChange;
import io.carom.api.SubscriberStatus;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Journal;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.Timer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A journal for each test, and the words to write into it. Extend {@link JournalContract}, not this. */
public abstract class JournalFixture {
    /** When the events of these tests happen. */
    protected static final Instant T = Instant.parse("2026-01-05T10:00:00Z");

    /** The address that these tests are about. */
    protected static final AddressKey BOB = AddressKey.of("", "bob@example.com");

    /** Another address. */
    protected static final AddressKey EVE = AddressKey.of("", "eve@example.org");
    /** Every row but duplicates. */
    protected static final LogFilter ALL = LogFilter.ALL;

    private @Nullable Journal journal;

    /** An empty journal. */
    protected abstract Journal open();

    /** The same journal after its process ended, or null when nothing survives. */
    protected @Nullable Journal reopen(Journal closed) {
        return null;
    }

    /** The journal of this test. */
    protected final Journal journal() {
        return Objects.requireNonNull(journal, "opened before each test");
    }

    @BeforeEach
    final void openJournal() {
        journal = open();
    }

    @AfterEach
    final void closeJournal() {
        journal().close();
    }

    /** Commits what was collected. */
    protected final void commit(Change change) {
        journal().commit(change.batch());
    }

    /** The rows that {@code filter} asks for. */
    protected final List<LogRow> rows(LogFilter filter) {
        List<LogRow> rows = new ArrayList<>();
        journal().reader().log(filter, rows::add);
        return rows;
    }

    /** A bounce of the address that these tests are about. */
    protected static Event.Builder bounce(String id, Instant at) {
        return Event.of(EventKind.BOUNCE, at, "Bob@Example.com").id(id).message("<m1>");
    }

    /** A hard bounce's decision. */
    protected static Decision hard(Event event, Reason reason, String status, boolean duplicate) {
        return decision(event, BounceType.HARD, reason, status, duplicate);
    }

    /** A soft bounce's decision. */
    protected static Decision soft(Event event, Reason reason, String status) {
        return decision(event, BounceType.SOFT, reason, status, false);
    }

    private static Decision decision(Event event, BounceType type, Reason reason, String status, boolean duplicate) {
        return new Decision(
                event.id(),
                null,
                event.recipient(),
                event.at(),
                "digest",
                new Classification(
                        event.kind(),
                        type,
                        reason.fault(),
                        reason,
                        EnhancedStatus.parse(status).orElseThrow(),
                        550,
                        null,
                        false),
                type == BounceType.HARD && !duplicate
                        ? new SubscriberChange(SubscriberStatus.SUBSCRIBED, SubscriberStatus.BOUNCED)
                        : null,
                null,
                List.of(new Action.Keep()),
                List.of(),
                List.of(new Because(Phase.CLASSIFY, "stock/a-rule", "It is so", null, Because.Outcome.WON)),
                duplicate);
    }

    /** The decision of a hold that ended. */
    protected static Decision timer(Instant at) {
        return new Decision(
                null,
                Timer.HOLD,
                BOB.address(),
                at,
                "digest",
                new Classification(
                        EventKind.BOUNCE,
                        BounceType.HARD,
                        Fault.RECIPIENT,
                        Reason.USER_UNKNOWN,
                        null,
                        null,
                        null,
                        false),
                null,
                null,
                List.of(),
                List.of(),
                List.of(),
                false);
    }

    /** A retry of the policy {@code default}. */
    protected static ScheduledRetry retry(AddressKey address, String message, int attempt, Instant due) {
        return new ScheduledRetry(address, message, new RetryPlan("default", attempt, 3, due), "smtp-1", null);
    }

    /** An action without particulars. */
    protected static Outgoing action(String key, AddressKey address) {
        return new Outgoing(key, address, new Action.MarkBounced(), T, null, null, null, null, null, null, null, null);
    }

    /** Closes the journal and opens it again as after the end of its process; answers false where nothing survives. */
    protected final boolean restart() {
        Journal closed = journal();
        closed.close();
        Journal again = reopen(closed);
        if (again == null) {
            return false;
        }
        journal = again;
        return true;
    }

    /** The history of an address that must be known. */
    protected static History history(Known known, AddressKey address) {
        return Objects.requireNonNull(known.histories().get(address), address::address);
    }
}
