package io.carom.engine.simulate;

import io.carom.api.Action;
import io.carom.api.Because;
import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Input;
import io.carom.api.Refusal;
import io.carom.api.SubscriberStatus;
import io.carom.engine.Receipt;
import io.carom.engine.Road;
import io.carom.engine.alert.Watch;
import io.carom.engine.decide.BlastRadius;
import io.carom.engine.decide.Surroundings;
import io.carom.engine.incident.Ledger;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One policy on its way through the history, with a journal of its own, and what it did. For one thread at a time. */
final class Lane implements AutoCloseable {
    private static final int CACHED = 1;
    private static final int EXAMPLES = 3;

    /** What one rule, script or part of the engine did. */
    static final class RuleCount {
        long hits;
        long touched;
        long overridden;
        long refused;
        long marked;
        long contradicted;
        final List<String> contradictedCases = new ArrayList<>(0);
    }

    private record Mark(List<Because> won, String said) {}

    private final LaneJournal journal;
    private final Road road;
    private final Set<String> out;
    private final Map<String, Mark> marks = new HashMap<>();
    private final Map<String, RuleCount> rules = new HashMap<>();
    private final Map<String, Long> actions = new HashMap<>();
    private final Incidents incidents = new Incidents();
    private @Nullable Instant nextTimer;
    private long decisions;
    private boolean counting = true;

    private Lane(Policy policy, LaneJournal journal, Set<String> out, Watch watch) {
        this.journal = journal;
        this.out = out;
        this.road = new Road(
                policy,
                journal,
                "",
                false,
                CACHED,
                new Surroundings(
                        watch,
                        new BlastRadius(domain -> journal.addresses("", domain)),
                        new Ledger("", null, policy.settings().alerts())));
        this.nextTimer = journal.nextTimer().orElse(null);
    }

    Lane(Policy policy) {
        this(
                policy,
                new LaneJournal(),
                new HashSet<>(),
                new Watch(policy.settings().alerts()));
    }

    /** Another policy that goes on from here, with these windows. */
    Lane from(Policy policy, Watch watch) {
        Lane lane = new Lane(policy, journal.copy(), new HashSet<>(out), watch);
        lane.marks.putAll(marks);
        return lane;
    }

    /** Whether what is decided is counted from now on. */
    void counting(boolean on) {
        counting = on;
    }

    List<Receipt> take(List<Input> inputs, Set<String> repeated) {
        journal.repeated(repeated);
        List<Receipt> receipts = inputs.isEmpty() ? List.of() : road.take(inputs);
        nextTimer = journal.nextTimer().orElse(null);
        return receipts;
    }

    boolean timerDue(Instant at) {
        return nextTimer != null && !nextTimer.isAfter(at);
    }

    LaneJournal journal() {
        return journal;
    }

    /**
     * Counts what was decided.
     *
     * @param touched whether something that was drawn from the model came before it
     */
    void count(Decision decision, boolean touched) {
        if (counting) {
            decisions++;
            for (Because because : decision.because()) {
                RuleCount count = rule(because.rule());
                switch (because.outcome()) {
                    case WON -> {
                        count.hits++;
                        count.touched += touched ? 1 : 0;
                    }
                    case LOST -> count.overridden++;
                    case REFUSED -> {}
                }
            }
            for (Refusal refusal : decision.refused()) {
                rule(refusal.by()).refused++;
            }
            for (Action action : decision.actions()) {
                actions.merge(action.type(), 1L, Long::sum);
            }
            incidents.add(decision);
        }
        if (decision.subscriber() != null) {
            changed(decision, decision.subscriber().to());
        }
    }

    private void changed(Decision decision, SubscriberStatus to) {
        String address = key(decision.recipient());
        status(address, to);
        if (to == SubscriberStatus.BOUNCED) {
            List<Because> won = decision.because().stream()
                    .filter(because -> because.outcome() == Because.Outcome.WON)
                    .toList();
            if (counting) {
                won.forEach(because -> rule(because.rule()).marked++);
            }
            marks.put(address, new Mark(won, Case.id(decision)));
        } else {
            marks.remove(address);
        }
    }

    private void status(String address, SubscriberStatus status) {
        if (status == SubscriberStatus.SUBSCRIBED) {
            out.remove(address);
        } else {
            out.add(address);
        }
    }

    /** Takes notice of what gives no decision and may change an address all the same. */
    void notice(Event event, String address) {
        if (event.kind() == EventKind.SUBSCRIBED
                || event.kind() == EventKind.UNSUBSCRIBED
                || event.kind() == EventKind.ACTIVITY) {
            status(address, history(address).status());
        }
    }

    History history(String address) {
        LaneJournal.Place place = journal.place(new AddressKey("", address));
        return place == null ? History.NONE : place.history();
    }

    /** Something was delivered to this address: whoever called it dead was wrong. */
    void delivered(String address) {
        Mark wrong = marks.isEmpty() ? null : marks.remove(address);
        if (wrong != null && counting) {
            wrong.won().forEach(because -> {
                RuleCount count = rule(because.rule());
                count.contradicted++;
                if (count.contradictedCases.size() < EXAMPLES) {
                    count.contradictedCases.add(wrong.said());
                }
            });
        }
    }

    private RuleCount rule(String name) {
        RuleCount count = rules.get(name);
        if (count == null) {
            count = new RuleCount();
            rules.put(name, count);
        }
        return count;
    }

    static String key(String recipient) {
        return AddressKey.of("", recipient).address();
    }

    boolean isOut(String address) {
        return out.contains(address);
    }

    Set<String> out() {
        return out;
    }

    long known() {
        return journal.addresses("", null);
    }

    long decisions() {
        return decisions;
    }

    Map<String, Long> actions() {
        return actions;
    }

    Incidents incidents() {
        return incidents;
    }

    RuleCount counted(String rule) {
        return rules.getOrDefault(rule, new RuleCount());
    }

    Set<String> rules() {
        return rules.keySet();
    }

    Policy policy() {
        return road.policy();
    }

    @Override
    public void close() {
        road.close();
        journal.close();
    }
}
