package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Desk;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.Known;
import io.carom.spi.LogFilter;
import io.carom.spi.LogRow;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.MessageState;
import io.carom.spi.StatusChange;
import io.carom.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link Desk} must do with what is old and with persons who want to be forgotten. Part of {@link DeskContract}; extend that. */
public abstract class ForgettingContract extends JournalContract {
    private static final Act ACT = new Act(T.plusSeconds(1_000), "operator", "a test");

    @Test
    void what_is_old_is_forgotten_in_slices_and_the_figures_follow() {
        for (int i = 0; i < 10; i++) {
            Event event = bounce("e" + i, T.plusSeconds(i)).campaign("c1").build();
            commit(new Change()
                    .entry(event, hard(event, Reason.USER_UNKNOWN, "5.1.1", i == 3))
                    .message(new MessageKey(BOB, "<m" + i + ">"), MessageState.NONE));
        }
        desk().resend(List.of(), new Act(T, "operator", ""));
        Instant before = T.plusSeconds(7);

        assertThat(desk().forget(before, null, null, 4)).isEqualTo(4);
        assertThat(desk().forget(before, null, null, 4)).isEqualTo(3);
        assertThat(desk().forget(before, null, null, 4)).isZero();

        assertThat(rows(ALL)).extracting(LogRow::id).containsExactly("e7", "e8", "e9");
        assertThat(journal().reader().totals().events()).isEqualTo(3);
        assertThat(journal().reader().totals().duplicates()).isZero();
        assertThat(journal().reader().totals().byDomain().toString()).isEqualTo("{example.com=3}");
        assertThat(changes(null, null, null, LogFilter.ALL)).hasSize(3);
        assertThat(desk().campaign("c1").orElseThrow().hard()).isEqualTo(9);
        assertThat(desk().forget(null, before, before, 100)).isEqualTo(8);
        assertThat(desk().audit(10, 0)).isEmpty();
        commit(new Change().event(bounce("e20", T).build()));
        assertThat(rows(ALL)).hasSize(4);
    }

    @Test
    void old_messages_and_days_go_bit_by_bit_until_there_are_none() {
        Change first = new Change();
        for (int i = 0; i < 25; i++) {
            AddressKey address = AddressKey.of(i % 3 == 0 ? "tenant" : "", "u" + i % 4 + "@example.com");
            first.message(new MessageKey(address, "<m" + i + ">"), MessageState.NONE);
        }
        bounces("example.com", 3, "5.1.1", T.minus(Duration.ofDays(9)), "x");
        commit(first.event(bounce("early", T.minus(Duration.ofDays(3))).build()));
        commit(new Change().event(bounce("late", T).build()).message(new MessageKey(BOB, "<new>"), MessageState.NONE));

        long forgotten = 0;
        int steps = 0;
        for (long some = -1; some != 0; forgotten += some, steps++) {
            some = desk().forget(null, T, null, 4);
            assertThat(some).isLessThanOrEqualTo(4);
        }
        assertThat(forgotten).isEqualTo(25);
        assertThat(steps).isGreaterThan(6);
        assertThat(journal()
                        .load(new Lookup(Set.of(), Set.of(), Set.of(new MessageKey(BOB, "<new>")), Set.of(), Set.of()))
                        .messages())
                .hasSize(1);
        assertThat(desk().forget(T.minus(Duration.ofDays(5)), null, null, 100)).isPositive();
        assertThat(desk().forget(T.minus(Duration.ofDays(5)), null, null, 100)).isZero();
        assertThat(desk().domains(T.minus(Duration.ofDays(30)), T, 1, 10)).isEmpty();
        assertThat(rows(ALL)).extracting(LogRow::id).containsExactly("early", "late");
    }

    @Test
    void an_erased_person_is_unknown_and_its_rows_keep_their_figures() {
        Event event =
                bounce("e1", T).diagnostic("550 <Bob@Example.com> unknown").build();
        AddressKey tenant = AddressKey.of("tenant", BOB.address());
        commit(new Change()
                .entry(new Entry(
                        event,
                        "{\"recipient\":\"Bob@Example.com\"}",
                        hard(event, Reason.USER_UNKNOWN, "5.1.1", false),
                        "{\"recipient\":\"Bob@Example.com\"}",
                        "tenant"))
                .event(Event.of(EventKind.SENT, T, EVE.address()).id("e2").build())
                .history(tenant, History.NONE.status(SubscriberStatus.BOUNCED, T, null))
                .history(BOB, History.NONE)
                .history(EVE, History.NONE)
                .message(new MessageKey(BOB, "<m1>"), MessageState.NONE)
                .timer(new Timer(BOB, Timer.HOLD, T))
                .retry(retry(BOB, "<m1>", 1, T))
                .action(action("k1", tenant)));

        assertThat(desk().erase("BOB@example.com", ACT)).isEqualTo(7);
        assertThat(journal().addresses("tenant", "example.com")).isZero();
        assertThat(journal().addresses("", null)).isEqualTo(1);

        List<LogRow> rows = rows(ALL);
        assertThat(rows).hasSize(2);
        assertThat(rows.toString().toLowerCase(Locale.ROOT)).doesNotContain("bob");
        assertThat(rows.get(0).recipient()).startsWith("erased-").endsWith("@example.com");
        assertThat(rows.get(0).reason()).isEqualTo("user_unknown");
        Known known = journal().load(new Lookup(Set.of("e1"), Set.of(BOB, tenant, EVE), Set.of(), Set.of(), Set.of()));
        assertThat(known.histories()).containsOnlyKeys(EVE);
        assertThat(known.events()).containsExactly("e1");
        assertThat(journal().timersDue(T, 10)).isEmpty();
        assertThat(journal().retriesDue(T, 10)).isEmpty();
        assertThat(journal().outbox(T, 10)).isEmpty();
        assertThat(journal().reader().totals().bySubscriber().toString()).isEqualTo("{subscribed=1}");
        assertThat(desk().domains(T, T, 1, 10).get(0).samples()).isEmpty();
        assertThat(desk().audit(1, 0).toString()).doesNotContain("bob").contains("erase");
        List<StatusChange> changes = new ArrayList<>();
        desk().changes(new StatusChange.Filter(null, null, null, LogFilter.ALL), changes::add);
        assertThat(changes.toString()).doesNotContain("bob");
    }

    /** The desk of this test's journal. */
    protected final Desk desk() {
        return journal().desk().orElseThrow();
    }

    /** The events of the changes that are asked for. */
    protected final List<String> changes(
            @Nullable String rule, @Nullable String policy, @Nullable String ip, LogFilter log) {
        List<String> found = new ArrayList<>();
        desk().changes(
                        new StatusChange.Filter(rule, policy, ip, log),
                        change -> found.add(String.valueOf(change.event())));
        return found;
    }

    /** So many bounces of a domain, one a second. */
    protected final void bounces(String domain, int count, String code, Instant at, String name) {
        Change change = new Change();
        for (int i = 0; i < count; i++) {
            Event event = Event.of(EventKind.BOUNCE, at.plusSeconds(i), "u" + i + "@" + domain)
                    .id(name + i)
                    .diagnostic("text " + name)
                    .build();
            change.entry(
                    event,
                    code.startsWith("5")
                            ? hard(event, Reason.USER_UNKNOWN, code, false)
                            : soft(event, Reason.MAILBOX_FULL, code));
        }
        commit(change);
    }
}
