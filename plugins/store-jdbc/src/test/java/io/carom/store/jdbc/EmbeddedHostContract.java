package io.carom.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carom.api.Action;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Proof;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.testkit.Change;
import io.carom.testkit.HostContract;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the embedded host does beyond what every host does; run on each database. */
abstract class EmbeddedHostContract extends HostContract {
    private static final AddressKey EVE = AddressKey.of("", "eve@example.com");
    private static final Act BY_HAND = new Act(T, "ann", "a test");

    private final List<JdbcJournal> journals = new ArrayList<>();
    private Instant now = T;
    private String store;

    /** Where an empty journal is. */
    abstract String newStore() throws Exception;

    @Override
    protected Host open() throws Exception {
        store = newStore();
        return openAgain();
    }

    @Override
    protected Host reopen(Host closed) {
        journals.forEach(JdbcJournal::close);
        journals.clear();
        return openAgain();
    }

    private Host openAgain() {
        JdbcJournal journal = JdbcJournal.open(store);
        journals.add(journal);
        return journal.embeddedHost(Clock.fixed(now, ZoneOffset.UTC), EmbeddedHostSettings.DEFAULT);
    }

    @AfterEach
    void closeJournals() {
        journals.forEach(JdbcJournal::close);
    }

    @Override
    protected void subscribe(Host to, AddressKey address) {
        ((EmbeddedHost) to)
                .put(List.of(new Membership(address, LIST, "s1", SubscriberStatus.SUBSCRIBED, T, null)), BY_HAND);
    }

    @Override
    protected boolean sendsTo(Host by, AddressKey address) {
        return ((EmbeddedHost) by).sendsTo(address, LIST);
    }

    private JdbcJournal journal() {
        return journals.get(journals.size() - 1);
    }

    private EmbeddedHost embedded() {
        return journal().embeddedHost(Clock.fixed(now, ZoneOffset.UTC), EmbeddedHostSettings.DEFAULT);
    }

    private void commit(Event... events) {
        Change change = new Change();
        for (Event event : events) {
            change.event(event);
        }
        journal().commit(change.batch());
    }

    private static Event event(EventKind kind, String id, String list) {
        return Event.of(kind, T, "Eve@example.com")
                .id(id)
                .list(list)
                .campaign("c1")
                .build();
    }

    private static Outgoing action(String key, AddressKey about, Action what) {
        return new Outgoing(key, about, what, T, "e1", "<m1>", "news", "s1", "c1", null, null, null);
    }

    @Test
    void it_learns_from_the_events_who_is_on_which_list() {
        commit(event(EventKind.SENT, "e1", "news"), event(EventKind.SUBSCRIBED, "e2", "offers"));
        embedded().readOn();
        assertThat(embedded().sendsTo(EVE, "news")).isTrue();
        assertThat(embedded().sendsTo(EVE, "offers")).isTrue();
        assertThat(embedded().sendsTo(EVE, "other")).isFalse();

        commit(event(EventKind.UNSUBSCRIBED, "e3", "offers"));
        embedded().readOn();
        assertThat(embedded().sendsTo(EVE, "offers")).isFalse();
        assertThat(embedded().sendsTo(EVE, "news")).isTrue();
        assertThat(embedded().memberships(EVE))
                .extracting(Membership::list, Membership::status, Membership::campaign)
                .containsExactly(
                        tuple("news", SubscriberStatus.SUBSCRIBED, null),
                        tuple("offers", SubscriberStatus.UNSUBSCRIBED, "c1"));

        commit(event(EventKind.UNSUBSCRIBED, "e4", null));
        embedded().readOn();
        assertThat(embedded().sendsTo(EVE, "news")).isFalse();
        assertThat(embedded().sendsTo(EVE, null)).isFalse();

        commit(event(EventKind.SUBSCRIBED, "e5", "news"));
        embedded().readOn();
        assertThat(embedded().sendsTo(EVE, "news")).isTrue();
        assertThat(embedded().sendsTo(EVE, "offers")).isFalse();
    }

    @Test
    void a_report_without_proof_puts_nobody_on_a_list() {
        commit(event(EventKind.SUBSCRIBED, "e1", "news")
                .edit()
                .proof(Proof.NONE)
                .build());
        embedded().readOn();

        assertThat(embedded().sendsTo(EVE, null)).isFalse();
    }

    @Test
    void an_action_finds_the_lists_of_the_events_before_it() {
        commit(event(EventKind.SENT, "e1", "news"));

        embedded().carryOut(action("k1", EVE, new Action.MarkBounced()));

        assertThat(embedded().memberships(EVE))
                .extracting(Membership::status)
                .containsExactly(SubscriberStatus.BOUNCED);
        assertThat(embedded().lookUp(EVE).orElseThrow().lists()).containsExactly("news");
    }

    @Test
    void a_sign_up_does_not_bring_back_who_bounced_and_a_reactivation_leaves_alone_who_left() {
        commit(event(EventKind.SENT, "e1", "news"), event(EventKind.UNSUBSCRIBED, "e2", "offers"));
        embedded().carryOut(action("k1", EVE, new Action.MarkBounced()));
        commit(event(EventKind.SUBSCRIBED, "e3", "news"));
        embedded().readOn();
        assertThat(embedded().sendsTo(EVE, "news")).isFalse();

        embedded().carryOut(action("k2", EVE, new Action.Reactivate()));

        assertThat(embedded().sendsTo(EVE, "news")).isTrue();
        assertThat(embedded().sendsTo(EVE, "offers")).isFalse();
    }

    @Test
    void what_is_to_be_sent_again_is_fetched_when_it_is_due_by_one_mailer_at_a_time() {
        Duration lease = Duration.ofMinutes(5);
        Instant due = T;
        embedded().carryOut(action("k0", EVE, new Action.ScheduleRetry(due)));
        assertThat(embedded().waiting()).isZero();
        embedded().carryOut(action("k1", EVE, new Action.Retry(1, 3, null)));
        embedded().carryOut(action("k1", EVE, new Action.Retry(1, 3, null)));

        assertThat(embedded().fetch("one", due.minusSeconds(1), lease, 10)).isEmpty();
        List<SendAgain> fetched = embedded().fetch("one", due, lease, 10);
        assertThat(fetched).containsExactly(new SendAgain(new MessageKey(EVE, "<m1>"), "news", "s1", "c1", due));
        assertThat(embedded().fetch("other", due.plusSeconds(1), lease, 10)).isEmpty();
        assertThat(embedded().fetch("other", due.plus(lease), lease, 10)).hasSize(1);
        embedded().sent(List.of(fetched.get(0).message()));
        assertThat(embedded().waiting()).isZero();
    }

    @Test
    void a_dead_address_and_a_message_that_is_given_up_are_not_sent_to_again() {
        embedded().carryOut(action("k1", EVE, new Action.Retry(1, 3, null)));
        embedded().carryOut(action("k2", EVE, new Action.GiveUp()));
        assertThat(embedded().waiting()).isZero();

        embedded().carryOut(action("k3", EVE, new Action.Retry(1, 3, null)));
        embedded().carryOut(action("k4", EVE, new Action.MarkBounced()));
        assertThat(embedded().waiting()).isZero();
    }

    @Test
    void what_is_paused_or_throttled_stays_so_for_its_time() {
        embedded().carryOut(action("k0", EVE, new Action.Retry(1, 3, null)));
        embedded().carryOut(action("k1", EVE, new Action.PauseCampaign("campaign:c1")));
        embedded().carryOut(action("k2", EVE, new Action.Throttle("domain:example.com", "10/min")));

        assertThat(embedded().limits(T))
                .extracting(SendingLimit::kind, SendingLimit::scope, SendingLimit::rate)
                .containsExactly(
                        tuple("pause", "campaign:c1", null), tuple("throttle", "domain:example.com", "10/min"));
        assertThat(embedded().fetch("one", T, Duration.ofMinutes(1), 10)).isEmpty();
        assertThat(embedded().limits(T.plus(Duration.ofHours(1))))
                .extracting(SendingLimit::kind)
                .containsExactly("pause");

        assertThat(embedded().lift("pause", "campaign:c1", BY_HAND)).isTrue();
        assertThat(embedded().fetch("one", T, Duration.ofMinutes(1), 10)).hasSize(1);
        assertThat(journal().desk().orElseThrow().audit(1, 0).get(0).what()).isEqualTo("host_lift");
    }

    @Test
    void pages_of_a_list_follow_each_other() {
        List<Membership> many = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            many.add(new Membership(
                    AddressKey.of("", "p" + (char) ('a' + i) + "@example.com"),
                    "big",
                    null,
                    SubscriberStatus.SUBSCRIBED,
                    T,
                    null));
        }
        embedded().put(many, BY_HAND);

        List<Membership> first = embedded().members("big", null, null, 10);
        List<Membership> second = embedded()
                .members("big", SubscriberStatus.SUBSCRIBED, first.get(9).address(), 100);
        assertThat(first).hasSize(10);
        assertThat(second).hasSize(15);
        assertThat(embedded().members("big", SubscriberStatus.BOUNCED, null, 10))
                .isEmpty();
    }

    @Test
    void an_erased_person_is_on_no_list() {
        commit(event(EventKind.SENT, "e1", "news"));
        embedded().carryOut(action("k1", EVE, new Action.Retry(1, 3, null)));
        commit(event(EventKind.SENT, "e2", "offers"));

        journal().desk().orElseThrow().erase("eve@example.com", BY_HAND);
        embedded().readOn();

        assertThat(embedded().memberships(EVE)).isEmpty();
        assertThat(embedded().waiting()).isZero();
        assertThat(embedded().members("offers", null, null, 10)).isEmpty();
    }

    @Test
    void keys_are_forgotten_long_after_they_can_come_again() {
        embedded().carryOut(action("k1", EVE, new Action.MarkBounced()));
        assertThat(embedded().tidy(10)).isZero();

        now = T.plus(Duration.ofDays(31));
        assertThat(embedded().tidy(10)).isOne();
        assertThat(embedded().tidy(10)).isZero();
    }
}
