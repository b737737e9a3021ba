package io.carom.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.CampaignContext;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Reason;
import io.carom.api.SubscriberStatus;
import io.carom.spi.Act;
import io.carom.spi.AddressKey;
import io.carom.spi.AuditRow;
import io.carom.spi.Backlog;
import io.carom.spi.CampaignOverview;
import io.carom.spi.DeadLetter;
import io.carom.spi.Desk;
import io.carom.spi.DomainFigures;
import io.carom.spi.Entry;
import io.carom.spi.History;
import io.carom.spi.LogFilter;
import io.carom.spi.Lookup;
import io.carom.spi.MessageKey;
import io.carom.spi.Outgoing;
import io.carom.spi.ScheduledRetry;
import io.carom.spi.StatusChange;
import io.carom.spi.Subscriber;
import io.carom.spi.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every {@link Desk} must do, for journals that have one; it includes {@link JournalContract}. */
public abstract class DeskContract extends ForgettingContract {
    private static final Act ACT = new Act(T.plusSeconds(1_000), "operator", "a test");

    @Test
    void a_campaign_is_told_with_its_figures_and_verdict() {
        Change change = new Change().campaign(new CampaignContext("c1", 40L, true));
        for (int i = 0; i < 10; i++) {
            change.event(Event.of(EventKind.SENT, T.plusSeconds(i), "u" + i + "@example.com")
                    .id("s" + i)
                    .campaign("c2")
                    .build());
        }
        Event hard = bounce("h1", T.plusSeconds(20)).campaign("c1").build();
        Event again = bounce("h2", T.plusSeconds(21)).campaign("c1").build();
        Event soft = bounce("w1", T.plusSeconds(30)).campaign("c1").build();
        change.entry(hard, hard(hard, Reason.USER_UNKNOWN, "5.1.1", false))
                .entry(again, hard(again, Reason.USER_UNKNOWN, "5.1.1", true))
                .entry(soft, soft(soft, Reason.MAILBOX_FULL, "4.2.2"));
        change.event(of(EventKind.DELIVERY, "d1")).event(of(EventKind.OPENED, "o1"));
        change.event(of(EventKind.CLICKED, "k1")).event(of(EventKind.UNSUBSCRIBED, "n1"));
        commit(change);
        commit(new Change()
                .event(Event.of(EventKind.COMPLAINT, T.plusSeconds(40), BOB.address())
                        .id("p1")
                        .campaign("c1")
                        .feedbackType("abuse")
                        .build())
                .event(Event.of(EventKind.COMPLAINT, T.plusSeconds(5), BOB.address())
                        .id("p2")
                        .campaign("c1")
                        .feedbackType("not-spam")
                        .build()));

        assertThat(desk().campaigns(10, 0))
                .extracting(CampaignOverview::campaign)
                .containsExactly("c1", "c2");
        assertThat(desk().campaigns(10, 1))
                .extracting(CampaignOverview::campaign)
                .containsExactly("c2");
        CampaignOverview first = desk().campaign("c1").orElseThrow();
        assertThat(first)
                .isEqualTo(
                        new CampaignOverview("c1", T.plusSeconds(5), T.plusSeconds(40), 40, 1, 1, 1, 1, 1, 1, 1, true));
        assertThat(first.failedShare()).isEqualTo(0.05);
        assertThat(first.verdict()).isEqualTo("watch");
        CampaignOverview second = desk().campaign("c2").orElseThrow();
        assertThat(second.sent()).isEqualTo(10);
        assertThat(second.verdict()).isEqualTo("fine");
        assertThat(desk().campaign("none")).isEmpty();
    }

    @Test
    void domains_are_mined_by_registered_domain_within_the_days_asked_for() {
        Duration day = Duration.ofDays(1);
        bounces("mail.a.example.com", 3, "5.1.1", T, "a");
        bounces("a.example.com", 2, "5.7.1", T.plus(day), "b");
        bounces("b.example.co.uk", 4, "4.2.2", T.plus(day), "c");
        bounces("c.example.co.uk", 9, "5.1.1", T.plus(day.multipliedBy(9)), "d");
        bounces("few.example", 1, "5.1.1", T, "e");

        List<DomainFigures> found = desk().domains(T, T.plus(day.multipliedBy(6)), 2, 20);

        assertThat(found)
                .containsExactly(
                        new DomainFigures("example.com", 5, 0, 2, List.of("text b", "text a")),
                        new DomainFigures("example.co.uk", 0, 4, 1, List.of("text c")));
        assertThat(desk().domains(T, T.plus(day.multipliedBy(6)), 2, 1)).hasSize(1);
        assertThat(desk().domains(T.plus(day), T.plus(day.multipliedBy(9)), 1, 20))
                .extracting(DomainFigures::domain)
                .containsExactly("example.co.uk", "example.com");
    }

    @Test
    void subscribers_are_paged_by_status_and_changed_in_bulk_with_the_counts_at_once() {
        Change change = new Change();
        for (int i = 0; i < 25; i++) {
            AddressKey address = AddressKey.of("", "u" + (10 + i) + "@example.com");
            change.history(
                    address,
                    i % 5 == 0
                            ? History.NONE
                                    .status(SubscriberStatus.BOUNCED, T, null)
                                    .hold(new History.Hold("e", T, T, "{}"))
                            : History.NONE);
            change.timer(new Timer(address, Timer.HOLD, T));
        }
        commit(change);

        List<Subscriber> page = desk().subscribers(SubscriberStatus.BOUNCED, null, 3);
        assertThat(page)
                .extracting(one -> one.address().address())
                .containsExactly("u10@example.com", "u15@example.com", "u20@example.com");
        assertThat(desk().subscribers(SubscriberStatus.BOUNCED, page.get(2).address(), 3))
                .hasSize(2);
        assertThat(desk().subscribers(null, null, 100)).hasSize(25);

        long changed = desk().changeStatus(
                        List.of(page.get(0).address(), page.get(1).address(), BOB), SubscriberStatus.SUBSCRIBED, ACT);

        assertThat(changed).isEqualTo(2);
        assertThat(journal().reader().totals().bySubscriber().toString()).isEqualTo("{subscribed=22, bounced=3}");
        History now = known(page.get(0).address());
        assertThat(now.status()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        assertThat(now.since()).isEqualTo(ACT.at());
        assertThat(now.hold()).isNull();
        assertThat(journal().timersDue(T, 100)).hasSize(23);

        assertThat(desk().changeStatus(SubscriberStatus.SUBSCRIBED, SubscriberStatus.SUPPRESSED, ACT))
                .isEqualTo(22);
        assertThat(journal().reader().totals().bySubscriber().toString()).isEqualTo("{suppressed=22, bounced=3}");
        assertThat(journal().timersDue(T, 100)).hasSize(3);
        assertThat(desk().audit(10, 0))
                .containsExactly(
                        new AuditRow(ACT, "subscribers", "all subscribed to suppressed", 22),
                        new AuditRow(ACT, "subscribers", "3 addresses to subscribed", 2));
    }

    @Test
    void retries_are_listed_cancelled_and_run_now() {
        ScheduledRetry one = retry(BOB, "<m1>", 1, T.plusSeconds(5_000));
        ScheduledRetry other = retry(EVE, "<m2>", 1, T.plusSeconds(6_000));
        commit(new Change().retry(one).retry(other));
        assertThat(desk().retries(10, 0)).containsExactly(one, other);
        assertThat(desk().retries(1, 1)).containsExactly(other);

        assertThat(desk().runRetries(List.of(new MessageKey(EVE, "<m2>"), new MessageKey(EVE, "<none>")), ACT))
                .isEqualTo(1);
        assertThat(journal().retriesDue(ACT.at(), 10)).hasSize(1);
        assertThat(desk().cancelRetries(List.of(new MessageKey(BOB, "<m1>")), ACT))
                .isEqualTo(1);
        assertThat(desk().retries(10, 0)).extracting(ScheduledRetry::address).containsExactly(EVE);
        assertThat(desk().audit(1, 0)).containsExactly(new AuditRow(ACT, "retries_cancel", "1 messages", 1));
    }

    @Test
    void dead_letters_are_listed_and_sent_again() {
        Outgoing dead = action("k1", BOB);
        commit(new Change().action(dead).action(action("k2", EVE)));
        journal().failed("k1", "the host is down", T.plusSeconds(5));
        journal().failed("k1", "no such list", null);
        assertThat(desk().deadLetters(10, 0)).containsExactly(new DeadLetter(dead, 2, "no such list"));
        assertThat(desk().backlog()).isEqualTo(new Backlog(1, T, 1, 0, 0));

        assertThat(desk().resend(List.of("k1", "k2"), ACT)).isEqualTo(1);

        assertThat(journal().outbox(T, 10)).extracting(Outgoing::key).containsExactly("k1", "k2");
        assertThat(desk().deadLetters(10, 0)).isEmpty();
    }

    @Test
    void changes_of_subscribers_are_found_by_rule_policy_and_row() {
        for (int i = 0; i < 6; i++) {
            Event event = Event.of(
                            EventKind.BOUNCE, T.plusSeconds(i), "u" + i + (i < 4 ? "@example.com" : "@example.org"))
                    .id("e" + i)
                    .sendingIp(i % 2 == 0 ? "192.0.2.1" : "192.0.2.2")
                    .diagnostic("Grüße " + i)
                    .build();
            commit(new Change().entry(event, hard(event, Reason.USER_UNKNOWN, i < 3 ? "5.1.1" : "5.2.1", false)));
        }

        assertThat(changes(null, null, null, LogFilter.ALL)).containsExactly("e0", "e1", "e2", "e3", "e4", "e5");
        assertThat(changes("stock/a-rule", "digest", null, LogFilter.ALL)).hasSize(6);
        assertThat(changes("stock/another", null, null, LogFilter.ALL)).isEmpty();
        assertThat(changes(null, "another", null, LogFilter.ALL)).isEmpty();
        assertThat(changes(
                        null,
                        null,
                        "192.0.2.1",
                        new Filter().domain("example.com").build()))
                .containsExactly("e0", "e2");
        assertThat(changes(
                        null,
                        null,
                        null,
                        new Filter().code("5.1%").text("GRÜSSE").build()))
                .isEmpty();
        assertThat(changes(
                        null,
                        null,
                        null,
                        new Filter().code("5.1%").text("GRÜ").page(2, 1).build()))
                .containsExactly("e1", "e2");
        List<StatusChange> all = new ArrayList<>();
        desk().changes(new StatusChange.Filter(null, null, null, LogFilter.ALL), all::add);
        assertThat(all.get(0).rules()).containsExactly("stock/a-rule");
        assertThat(all.get(0).policy()).isEqualTo("digest");
        assertThat(all.get(0).from()).isEqualTo(SubscriberStatus.SUBSCRIBED);
        assertThat(all.get(0).to()).isEqualTo(SubscriberStatus.BOUNCED);
    }

    /** Figures may be kept in two places, newest rows apart: deleting nothing brings them together. */
    @Test
    void figures_of_domains_equal_a_recount_however_they_are_kept() {
        Random random = new Random(11);
        Map<String, Long> bounces = new TreeMap<>();
        Map<String, Set<String>> known = new TreeMap<>();
        for (int round = 0; round < 4; round++) {
            Change change = new Change();
            for (int i = 0; i < 60; i++) {
                String domain = (random.nextBoolean() ? "mail." : "") + "d" + random.nextInt(6) + ".example";
                String scope = random.nextInt(3) == 0 ? "tenant" : "";
                AddressKey address = AddressKey.of(scope, "u" + random.nextInt(30) + "@" + domain);
                Instant at = random.nextInt(40) == 0 ? Instant.MIN : T.minusSeconds(random.nextInt(100_000));
                Event event = Event.of(EventKind.BOUNCE, at, address.address())
                        .id("r" + round + "-" + i)
                        .diagnostic("text " + i)
                        .build();
                boolean duplicate = random.nextInt(5) == 0;
                change.entry(new Entry(
                                event,
                                "{}",
                                hard(event, Reason.USER_UNKNOWN, "5.1." + random.nextInt(3), duplicate),
                                "{}",
                                scope))
                        .history(address, History.NONE);
                bounces.merge(domain, duplicate ? 0L : 1L, Long::sum);
                known.computeIfAbsent(scope + " " + domain, none -> new TreeSet<>())
                        .add(address.address());
            }
            change.history(AddressKey.of("", "quiet" + round + "@other.example"), History.NONE);
            commit(change);
            for (int again = 0; again < 2; again++) {
                assertThat(journal().reader().totals().byDomain()).containsExactlyInAnyOrderEntriesOf(bounces);
                assertThat(desk().domains(T.minusSeconds(200_000), T, 1, 20).stream()
                                .mapToLong(DomainFigures::hard)
                                .sum())
                        .isBetween(
                                1L,
                                bounces.values().stream()
                                        .mapToLong(Long::longValue)
                                        .sum());
                assertThat(desk().domains(Instant.MIN, T, 1, 20).stream()
                                .mapToLong(DomainFigures::hard)
                                .sum())
                        .isEqualTo(bounces.values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
                known.forEach((where, addresses) -> {
                    String[] parts = where.split(" ", -1);
                    assertThat(journal().addresses(parts[0], parts[1])).isEqualTo(addresses.size());
                });
                assertThat(journal().addresses("", "other.example")).isEqualTo(round + 1L);
                assertThat(journal().addresses("", null))
                        .isEqualTo(round
                                + 1L
                                + known.entrySet().stream()
                                        .filter(entry -> entry.getKey().startsWith(" "))
                                        .mapToLong(entry -> entry.getValue().size())
                                        .sum());
                List<DomainFigures> before = desk().domains(Instant.MIN, T, 1, 20);
                desk().forget(Instant.MIN, null, null, 1);
                assertThat(desk().domains(Instant.MIN, T, 1, 20)).isEqualTo(before);
            }
        }
        assertThat(journal().addresses("nobody", null)).isZero();
    }

    private History known(AddressKey address) {
        return history(journal().load(new Lookup(Set.of(), Set.of(address), Set.of(), Set.of(), Set.of())), address);
    }

    private static Event of(EventKind kind, String id) {
        return Event.of(kind, T.plusSeconds(10), BOB.address())
                .id(id)
                .campaign("c1")
                .build();
    }
}
