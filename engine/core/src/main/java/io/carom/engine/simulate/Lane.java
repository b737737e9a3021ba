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
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.spi.AddressKey;
import io.carom.spi.History;
import io.carom.spi.Lookup;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One policy on its way through the history, with a journal of its own, and what it did. For one thread at a time. */
final class Lane implements AutoCloseable {
    private static final int CACHED = 50_000;

    /** What one rule, script or part of the engine did. */
    static final class RuleCount {
        long hits;
        long overridden;
        long refused;
        long marked;
        long contradicted;
    }

    private final MemoryJournal journal = MemoryJournal.withoutLog();
    private final Road road;
    private final Set<String> out = new HashSet<>();
    private final Map<String, List<Because>> marks = new HashMap<>();
    private final Map<String, RuleCount> rules = new TreeMap<>();
    private final Map<String, Long> actions = new TreeMap<>();
    private @Nullable Instant nextTimer;
    private long decisions;

    Lane(Policy policy) {
        road = new Road(policy, journal, "", false, CACHED);
    }

    List<Receipt> take(List<Input> inputs) {
        List<Receipt> receipts = inputs.isEmpty() ? List.of() : road.take(inputs);
        nextTimer = journal.nextTimer().orElse(null);
        return receipts;
    }

    boolean timerDue(Instant at) {
        return nextTimer != null && !nextTimer.isAfter(at);
    }

    /** Counts what was decided. */
    void count(Decision decision) {
        decisions++;
        for (Because because : decision.because()) {
            RuleCount count = rule(because.rule());
            switch (because.outcome()) {
                case WON -> count.hits++;
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
            won.forEach(because -> rule(because.rule()).marked++);
            marks.put(address, won);
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
            AddressKey asked = new AddressKey("", address);
            History found = journal.load(new Lookup(Set.of(), Set.of(asked), Set.of(), Set.of(), Set.of()))
                    .histories()
                    .getOrDefault(asked, History.NONE);
            status(address, found.status());
        }
    }

    /** Something was delivered to this address: whoever called it dead was wrong. */
    void delivered(String address) {
        List<Because> wrong = marks.isEmpty() ? null : marks.remove(address);
        if (wrong != null) {
            wrong.forEach(because -> rule(because.rule()).contradicted++);
        }
    }

    private RuleCount rule(String name) {
        return rules.computeIfAbsent(name, unheard -> new RuleCount());
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
