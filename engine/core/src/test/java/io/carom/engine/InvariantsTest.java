package io.carom.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.carom.api.Bounce;
import io.carom.api.BounceType;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.EventSource;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Proof;
import io.carom.api.Proposal;
import io.carom.api.Proposed;
import io.carom.api.Reason;
import io.carom.api.RetrySchedule;
import io.carom.api.SubscriberStatus;
import io.carom.engine.alert.WatchSettings;
import io.carom.engine.json.DecisionJson;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import io.carom.engine.policy.Traps;
import io.carom.spi.Proposals;
import io.carom.spi.ScriptBook;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Throws random events, rules and scripts at the engine: whatever they ask for, the promises hold. The seed is the test's name. */
class InvariantsTest {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int CAP = 5;
    private static final Set<SubscriberStatus> FLIPS =
            EnumSet.of(SubscriberStatus.BOUNCED, SubscriberStatus.SUPPRESSED);

    /** A rule book and a script that ask for anything, at random. */
    private static final class Anything implements ScriptBook {
        private final SplittableRandom random;

        Anything(SplittableRandom random) {
            this.random = random;
        }

        FixedRules rules() {
            FixedRules rules = new FixedRules();
            for (Phase phase : Phase.values()) {
                for (int i = 0; i < 6; i++) {
                    String pack = i % 2 == 0 ? "stock/" : "acme/";
                    int salience = random.nextInt(-100, 100);
                    rules.rule(
                            phase, pack + phase.word() + i, salience, fact -> random.nextInt(4) == 0, proposal(phase));
                }
            }
            return rules;
        }

        private Proposal proposal(Phase phase) {
            if (phase == Phase.CLASSIFY || (phase == Phase.OVERRIDE && random.nextBoolean())) {
                return new Proposal.Classify(
                        pick(BounceType.values()),
                        pick(Reason.values()),
                        random.nextBoolean() ? null : pick(Fault.values()));
            }
            return switch (random.nextInt(12)) {
                case 0 -> new Proposal.MarkBounced();
                case 1 -> new Proposal.Suppress();
                case 2 -> new Proposal.Unsubscribe(random.nextBoolean());
                case 3 -> new Proposal.Hold(Duration.ofHours(1 + random.nextInt(48)));
                case 4 -> new Proposal.Keep();
                case 5 -> new Proposal.GiveUp();
                case 6 -> new Proposal.Retry(Duration.ofMinutes(1 + random.nextInt(600)), 1 + random.nextInt(9));
                case 7 -> new Proposal.UseRetryPolicy(random.nextBoolean() ? "default" : "nobody");
                case 8 -> new Proposal.Alert("x", null);
                case 9 -> new Proposal.Throttle("10/min");
                case 10 -> new Proposal.PauseCampaign();
                default -> new Proposal.FlagSendingIp();
            };
        }

        <T> T pick(T[] all) {
            return all[random.nextInt(all.length)];
        }

        @Override
        public List<ScriptNote> scripts() {
            return List.of();
        }

        @Override
        public List<io.carom.api.Problem> warnings() {
            return List.of();
        }

        @Override
        public void run(Bounce fact, Proposals out) {
            if (random.nextInt(3) == 0) {
                out.propose(new Proposed(
                        Phase.OVERRIDE,
                        "script",
                        "acme",
                        Proposed.rank(true, true, 0),
                        "script",
                        null,
                        proposal(Phase.OVERRIDE)));
            }
        }
    }

    private static Policy policy(Anything anything) {
        PolicySettings settings = new PolicySettings(
                "test",
                "1",
                Map.of("default", new RetrySchedule("default", List.of(Duration.ofHours(1), Duration.ofHours(6)))),
                Set.of(),
                PolicySettings.EMPTY.greylisting(),
                new PolicySettings.Promotions(3, 3, Duration.ofDays(1), null),
                Duration.ofDays(30),
                new PolicySettings.Caps(Duration.ofHours(1), CAP, 0, Duration.ofDays(2)),
                WatchSettings.NONE,
                Map.of("default", EnumSet.complementOf(EnumSet.of(Proof.NONE))));
        return new Policy(
                "digest",
                settings,
                new FixedClassifier(),
                anything.rules(),
                anything,
                Traps.read(List.of(), new ArrayList<>()),
                List.of());
    }

    private static Event event(SplittableRandom random, Anything anything, int number) {
        EventKind kind = random.nextInt(3) > 0 ? EventKind.BOUNCE : anything.pick(EventKind.values());
        Event.Builder event = Event.of(
                        kind,
                        START.plusSeconds(number * 2L + random.nextInt(60)),
                        "u" + random.nextInt(number % 2 == 0 ? 40 : 2_000) + "@d" + random.nextInt(3) + ".example")
                .id("e" + (random.nextInt(10) == 0 ? random.nextInt(number + 1) : number))
                .reply(anything.pick(BounceType.values()).word() + " "
                        + anything.pick(Reason.values()).word())
                .proof(anything.pick(Proof.values()))
                .source(anything.pick(EventSource.values()))
                .sendingIp(random.nextBoolean() ? "192.0.2.1" : null);
        if (random.nextInt(4) > 0) {
            event.message("m" + random.nextInt(number / 3 + 1));
        }
        if (random.nextInt(3) == 0) {
            event.attempt(1 + random.nextInt(5));
        }
        return event.build();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void whatever_rules_and_scripts_ask_for_the_promises_hold(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Anything anything = new Anything(random);
        Map<String, SubscriberStatus> statuses = new HashMap<>();
        Map<String, Deque<Instant>> changes = new HashMap<>();
        Set<String> ids = new HashSet<>();
        Set<String> ours = new HashSet<>();
        try (Road road = new Road(policy(anything), new MemoryJournal(), "", true, 1_000)) {
            for (int i = 0; i < 3_000; i++) {
                Event event = event(random, anything, i);
                Receipt receipt = road.take(List.of(event)).get(0);
                boolean seen = !ids.add(String.valueOf(event.id()));
                receipt.timers().forEach(timer -> follow(timer, statuses));
                receipt.decision().ifPresent(decision -> {
                    holds(decision, event, seen, ours);
                    follow(decision, statuses);
                    withinCap(decision, event, changes);
                });
                if (event.proof() != Proof.NONE && event.message() != null) {
                    ours.add(event.recipient() + event.message());
                }
            }
        }
    }

    private static void holds(Decision decision, Event event, boolean seen, Set<String> ours) {
        String told = DecisionJson.write(decision);
        if (seen) {
            assertThat(decision.duplicate()).as(told).isTrue();
        }
        boolean forged = event.proof() == Proof.NONE && !ours.contains(event.recipient() + event.message());
        if (decision.duplicate() || forged) {
            assertThat(decision.subscriber()).as(told).isNull();
            assertThat(decision.retry()).as(told).isNull();
            assertThat(decision.actions()).as(told).isEmpty();
        }
        if (decision.subscriber() != null && event.kind() == EventKind.BOUNCE) {
            assertThat(decision.classification().saysDead()).as(told).isTrue();
        }
        if (decision.subscriber() != null) {
            assertThat(event.kind()).as(told).isIn(EventKind.BOUNCE, EventKind.COMPLAINT);
        }
        if (decision.retry() != null) {
            assertThat(decision.classification().bounceType()).as(told).isEqualTo(BounceType.SOFT);
            assertThat(decision.retry().at()).as(told).isAfter(event.at());
            assertThat(decision.retry().attempt())
                    .as(told)
                    .isBetween(1, decision.retry().of());
        }
    }

    /** Every change begins where the one before ended, so that nothing is flipped twice. */
    private static void follow(Decision decision, Map<String, SubscriberStatus> statuses) {
        if (decision.subscriber() != null) {
            SubscriberStatus before = statuses.getOrDefault(decision.recipient(), SubscriberStatus.SUBSCRIBED);
            if (before != SubscriberStatus.UNSUBSCRIBED) {
                assertThat(decision.subscriber().from())
                        .as(DecisionJson.write(decision))
                        .isIn(before, SubscriberStatus.UNSUBSCRIBED);
            }
            assertThat(decision.subscriber().to())
                    .isNotEqualTo(decision.subscriber().from());
            statuses.put(decision.recipient(), decision.subscriber().to());
        }
    }

    private static void withinCap(Decision decision, Event event, Map<String, Deque<Instant>> changes) {
        boolean flips = decision.subscriber() != null
                && event.kind() == EventKind.BOUNCE
                && FLIPS.contains(decision.subscriber().to());
        if (!flips) {
            return;
        }
        String domain = event.recipient().substring(event.recipient().indexOf('@'));
        Deque<Instant> times = changes.computeIfAbsent(domain, none -> new ArrayDeque<>());
        times.addLast(event.at());
        long within = times.stream()
                .filter(at -> Duration.between(at, event.at()).abs().compareTo(Duration.ofMinutes(30)) < 0)
                .count();
        assertThat(within).as("changes of %s within half an hour", domain).isLessThanOrEqualTo(CAP);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void the_same_input_history_and_policy_give_the_same_bytes(long seed) {
        assertThat(run(seed, 1)).isEqualTo(run(seed, 1));
        assertThat(run(seed, 1)).as("whatever arrives together").isEqualTo(run(seed, 64));
    }

    private static List<String> run(long seed, int batch) {
        Anything anything = new Anything(new SplittableRandom(seed));
        SplittableRandom events = new SplittableRandom(seed + 1_000);
        Anything picks = new Anything(events);
        List<Event> all = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            all.add(event(events, picks, i));
        }
        List<String> told = new ArrayList<>();
        try (Road road = new Road(policy(anything), new MemoryJournal(), "", true, batch == 1 ? 10 : 1_000)) {
            for (int i = 0; i < all.size(); i += batch) {
                for (Receipt receipt : road.take(all.subList(i, Math.min(all.size(), i + batch)))) {
                    receipt.timers().forEach(timer -> told.add(DecisionJson.write(timer)));
                    receipt.decision().ifPresent(decision -> told.add(DecisionJson.write(decision)));
                }
            }
        }
        return told;
    }
}
