package io.carom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Action;
import io.carom.api.CampaignContext;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.Proof;
import io.carom.api.Proposal;
import io.carom.api.ServerContext;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.ask.LookUpSettings;
import io.carom.engine.ask.LookUps;
import io.carom.engine.json.EventJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import io.carom.engine.policy.Traps;
import io.carom.spi.AddressKey;
import io.carom.spi.Host;
import io.carom.spi.Lookup;
import io.carom.spi.Outgoing;
import io.carom.spi.ScriptBook;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the host knows and the journal does not takes part in decisions, and never holds them up. */
class HostLookUpsTest {
    private static final Instant MONDAY = Instant.parse("2026-01-05T10:00:00Z");
    private static final Clock CLOCK = Clock.fixed(MONDAY, ZoneOffset.UTC);

    private final KnowingHost host = new KnowingHost();
    private final MemoryJournal journal = new MemoryJournal();
    private final LookUps lookUps = new LookUps(
            host, new LookUpSettings(Duration.ofMillis(500), Duration.ofHours(1), 100, Duration.ofHours(1)), CLOCK);
    private final Road road = road();

    /** Knows that bob is engaged, a server and a campaign. */
    private static class KnowingHost implements Host {
        final List<Object> asked = Collections.synchronizedList(new ArrayList<>());
        volatile Runnable trouble = () -> {};

        @Override
        public String name() {
            return "knowing";
        }

        @Override
        public Reply carryOut(Outgoing action) {
            return Reply.DONE;
        }

        @Override
        public Optional<Acquaintance> lookUp(AddressKey address) {
            asked.add(address.address());
            trouble.run();
            return Optional.of(new Acquaintance(address.address().startsWith("bob"), List.of("news")));
        }

        @Override
        public Optional<ServerContext> server(String id) {
            asked.add(id);
            return Optional.of(new ServerContext(id, "gentle", null));
        }

        @Override
        public Optional<CampaignContext> campaign(String id) {
            asked.add(id);
            return Optional.of(new CampaignContext(id, 5L, true));
        }
    }

    private Road road() {
        FixedRules rules = new FixedRules()
                .rule(Phase.ACTION, "stock/dead", 0, f -> f.getBounceType().equals("hard"), new Proposal.MarkBounced())
                .rule(
                        Phase.ACTION,
                        "stock/engaged",
                        50,
                        f -> f.isEngaged() && f.getBounceType().equals("hard"),
                        new Proposal.Hold(Duration.ofHours(24)));
        PolicySettings empty = PolicySettings.EMPTY;
        PolicySettings settings = new PolicySettings(
                "test",
                "1",
                empty.retryPolicies(),
                Set.of(),
                empty.greylisting(),
                empty.promotions(),
                Duration.ofDays(30),
                empty.caps(),
                WatchSettings.NONE,
                Map.of("default", EnumSet.complementOf(EnumSet.of(Proof.NONE))));
        Policy policy = new Policy(
                "digest",
                settings,
                new FixedClassifier(),
                rules,
                ScriptBook.EMPTY,
                Traps.read(List.of(), new ArrayList<>()),
                List.of());
        Road made = new Road(policy, journal, "", true, 100);
        made.ask(lookUps);
        return made;
    }

    @AfterEach
    void close() {
        road.close();
        lookUps.close();
    }

    private static Event.Builder bounce(String recipient) {
        return Event.of(EventKind.BOUNCE, MONDAY, recipient).reply("hard user_unknown");
    }

    private Decision decide(Event event) {
        return road.take(List.of(event)).get(0).decision().orElseThrow();
    }

    @Test
    void whom_the_host_calls_engaged_is_held_and_a_replay_without_the_host_decides_the_same() {
        Decision bob = decide(bounce("bob@example.com").id("e1").build());
        assertThat(bob.actions()).hasExactlyElementsOfTypes(Action.HoldForReview.class);
        assertThat(decide(bounce("eve@example.com").id("e2").build()).actions()).contains(new Action.MarkBounced());

        MemoryJournal fresh = new MemoryJournal();
        Road replay = new Road(road.policy(), fresh, "", true, 100);
        journal.rows().forEach(row -> {
            Event recorded = (Event) EventJson.read(String.valueOf(row.eventJson()), "row");
            assertThat(replay.take(List.of(recorded))
                            .get(0)
                            .decision()
                            .orElseThrow()
                            .actions())
                    .isEqualTo(
                            row.id().equals("e1")
                                    ? bob.actions()
                                    : List.of(new Action.MarkBounced(), new Action.Notify("subscriber.bounced")));
        });
    }

    @Test
    void servers_and_campaigns_that_the_journal_does_not_know_are_asked_for_once_and_recorded() {
        decide(bounce("eve@example.com")
                .id("e1")
                .server("smtp-1")
                .campaign("c1")
                .build());
        decide(bounce("joe@example.com")
                .id("e2")
                .server("smtp-1")
                .campaign("c1")
                .build());

        assertThat(host.asked).containsExactly("eve@example.com", "smtp-1", "c1", "joe@example.com");
        assertThat(journal.load(new Lookup(Set.of(), Set.of(), Set.of(), Set.of("smtp-1"), Set.of("c1")))
                        .servers())
                .containsValue(new ServerContext("smtp-1", "gentle", null));
    }

    @Test
    void a_host_that_hangs_holds_nothing_up_and_is_not_asked_for_a_while() {
        CountDownLatch free = new CountDownLatch(1);
        host.trouble = () -> {
            while (free.getCount() > 0) {
                LockSupport.parkNanos(1_000_000);
            }
        };

        assertThat(decide(bounce("bob@example.com").id("e1").build()).actions()).contains(new Action.MarkBounced());
        decide(bounce("eve@example.com").id("e2").build());
        free.countDown();

        assertThat(host.asked).containsExactly("bob@example.com");
        assertThat(lookUps.failures()).isOne();
    }

    @Test
    void a_question_that_fails_is_counted_and_means_that_nothing_is_known() {
        host.trouble = () -> {
            throw new IllegalStateException("broken");
        };

        assertThat(decide(bounce("bob@example.com").id("e1").build()).actions()).contains(new Action.MarkBounced());
        assertThat(lookUps.failures()).isOne();
    }

    @Test
    void the_same_is_not_asked_again_while_the_answer_is_kept() {
        decide(bounce("eve@example.com").id("e1").build());
        decide(bounce("eve@example.com").id("e2").build());

        assertThat(host.asked).containsExactly("eve@example.com");
    }
}
