package io.carom.rules.match;

import io.carom.api.Bounce;
import org.jspecify.annotations.Nullable;

/**
 * What stands in a session: the flat fact, and which rules matched it. The same object for every event, so that nothing is allocated.
 * Public for Drools only. For one thread.
 */
public final class Case {
    private final boolean[] matched;
    private final int[] order;
    private int count;
    private @Nullable Bounce fact;

    Case(int rules) {
        matched = new boolean[rules];
        order = new int[rules];
    }

    void begin(Bounce bounce) {
        for (int i = 0; i < count; i++) {
            matched[order[i]] = false;
        }
        count = 0;
        fact = bounce;
    }

    void end() {
        fact = null;
    }

    Bounce fact() {
        Bounce bounce = fact;
        if (bounce == null) {
            throw new IllegalStateException("no fact is being decided");
        }
        return bounce;
    }

    /** Notes that a rule matched; a second pattern of the same rule adds nothing. */
    void match(int rule) {
        if (!matched[rule]) {
            matched[rule] = true;
            order[count++] = rule;
        }
    }

    int count() {
        return count;
    }

    /** The rule that matched at this place: Drools fires the strongest first. */
    int rule(int place) {
        return order[place];
    }

    boolean has(int rule) {
        return matched[rule];
    }
}
