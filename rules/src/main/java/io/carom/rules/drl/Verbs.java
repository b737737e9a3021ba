package io.carom.rules.drl;

import static io.carom.api.Phase.ACTION;
import static io.carom.api.Phase.ALERT;
import static io.carom.api.Phase.CLASSIFY;
import static io.carom.api.Phase.OVERRIDE;
import static io.carom.api.Phase.RETRY;
import static io.carom.api.Phase.TRAP;
import static io.carom.rules.drl.Verb.Parameter.ATTEMPTS;
import static io.carom.rules.drl.Verb.Parameter.FAULT;
import static io.carom.rules.drl.Verb.Parameter.LENGTH;
import static io.carom.rules.drl.Verb.Parameter.NAME;
import static io.carom.rules.drl.Verb.Parameter.RATE;
import static io.carom.rules.drl.Verb.Parameter.REASON;
import static io.carom.rules.drl.Verb.Parameter.RETRY_POLICY;
import static io.carom.rules.drl.Verb.Parameter.SENTENCE;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.api.Phase;
import io.carom.api.Proposal;
import io.carom.api.Reason;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The verbs that a rule's {@code then} may use. Immutable. */
public final class Verbs {
    private static final Set<Phase> READ = Collections.unmodifiableSet(EnumSet.of(CLASSIFY, OVERRIDE));
    private static final Set<Phase> TRAPS = Collections.unmodifiableSet(EnumSet.of(TRAP));
    private static final Set<Phase> RETRIES = Collections.unmodifiableSet(EnumSet.of(OVERRIDE, RETRY));
    private static final Set<Phase> ENDS = Collections.unmodifiableSet(EnumSet.of(OVERRIDE, RETRY, ACTION));
    private static final Set<Phase> PERSON = Collections.unmodifiableSet(EnumSet.of(OVERRIDE, ACTION));
    private static final Set<Phase> WATCH = Collections.unmodifiableSet(EnumSet.of(ACTION, ALERT));
    private static final Set<Phase> PACE = Collections.unmodifiableSet(EnumSet.of(OVERRIDE, ACTION, ALERT));
    private static final Set<Phase> TELL = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(CLASSIFY)));
    private static final Set<Phase> ALL = Collections.unmodifiableSet(EnumSet.allOf(Phase.class));

    private static final List<Verb> VERBS = List.of(
            classify("hard", BounceType.HARD, "a permanent failure"),
            classifyFault("hard", BounceType.HARD, "a permanent failure whose fault is not the reason's own"),
            classify("soft", BounceType.SOFT, "a transient failure"),
            classifyFault("soft", BounceType.SOFT, "a transient failure whose fault is not the reason's own"),
            classify("reason", null, "a failure of the type that was read"),
            classifyFault("reason", null, "a failure of the type that was read, whose fault is not the reason's own"),
            verb(
                    "trap",
                    List.of(NAME),
                    TRAPS,
                    TRAP,
                    "the recipient is this spam trap",
                    a -> new Proposal.Trap(text(a, 0), false)),
            verb(
                    "suspectedTrap",
                    List.of(NAME),
                    TRAPS,
                    TRAP,
                    "the recipient may be a spam trap",
                    a -> new Proposal.Trap(text(a, 0), true)),
            verb(
                    "retryPolicy",
                    List.of(RETRY_POLICY),
                    RETRIES,
                    RETRY,
                    "retry by this policy",
                    a -> new Proposal.UseRetryPolicy(text(a, 0))),
            verb(
                    "retry",
                    List.of(LENGTH, ATTEMPTS),
                    RETRIES,
                    RETRY,
                    "retry so often in all, so far apart",
                    a -> new Proposal.Retry((Duration) a.get(0), (Integer) a.get(1))),
            verb("giveUp", List.of(), ENDS, RETRY, "no further try at this message", a -> new Proposal.GiveUp()),
            verb("keep", List.of(), PERSON, ACTION, "nothing happens to the subscriber", a -> new Proposal.Keep()),
            verb(
                    "keep",
                    List.of(SENTENCE),
                    PERSON,
                    ACTION,
                    "nothing happens to the subscriber; the sentence says what to do",
                    a -> new Proposal.Keep()),
            verb("markBounced", List.of(), PERSON, ACTION, "the address is dead", a -> new Proposal.MarkBounced()),
            verb(
                    "complained",
                    List.of(),
                    PERSON,
                    ACTION,
                    "the person called the mail spam",
                    a -> new Proposal.Unsubscribe(true)),
            verb(
                    "unsubscribe",
                    List.of(),
                    PERSON,
                    ACTION,
                    "the person wants out",
                    a -> new Proposal.Unsubscribe(false)),
            verb(
                    "suppress",
                    List.of(),
                    PERSON,
                    ACTION,
                    "nothing is sent to the address any more",
                    a -> new Proposal.Suppress()),
            verb(
                    "hold",
                    List.of(LENGTH),
                    PERSON,
                    ACTION,
                    "the change waits so long for a sign of life",
                    a -> new Proposal.Hold((Duration) a.get(0))),
            verb(
                    "throttle",
                    List.of(RATE),
                    PACE,
                    ACTION,
                    "send no faster than this",
                    a -> new Proposal.Throttle(text(a, 0))),
            verb(
                    "flagSendingIp",
                    List.of(),
                    WATCH,
                    ACTION,
                    "watch the IP that sent this message",
                    a -> new Proposal.FlagSendingIp()),
            verb(
                    "pauseCampaign",
                    List.of(),
                    WATCH,
                    ACTION,
                    "stop the campaign or list",
                    a -> new Proposal.PauseCampaign()),
            verb(
                    "alert",
                    List.of(NAME),
                    TELL,
                    ALERT,
                    "an operator is to know",
                    a -> new Proposal.Alert(text(a, 0), null)),
            verb(
                    "alert",
                    List.of(NAME, SENTENCE),
                    TELL,
                    ALERT,
                    "an operator is to know, and what to do",
                    a -> new Proposal.Alert(text(a, 0), text(a, 1))),
            verb(
                    "advise",
                    List.of(SENTENCE),
                    ALL,
                    OVERRIDE,
                    "a sentence for whoever reads the decision",
                    a -> new Proposal.Advise(text(a, 0))));

    private Verbs() {}

    /** All verbs, in the order in which a reference shows them; one with two lists of parameters stands twice. */
    public static List<Verb> verbs() {
        return VERBS;
    }

    /** The verbs of this name: none, one or two. */
    static List<Verb> named(String name) {
        return VERBS.stream().filter(verb -> verb.name().equals(name)).toList();
    }

    /** All names. */
    static Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        VERBS.forEach(verb -> names.add(verb.name()));
        return names;
    }

    private static Verb classify(String name, @Nullable BounceType type, String about) {
        return verb(name, List.of(REASON), READ, OVERRIDE, about, a -> new Proposal.Classify(type, reason(a), null));
    }

    private static Verb classifyFault(String name, @Nullable BounceType type, String about) {
        return verb(
                name,
                List.of(REASON, FAULT),
                READ,
                OVERRIDE,
                about,
                a -> new Proposal.Classify(type, reason(a), (Fault) a.get(1)));
    }

    private static Verb verb(
            String name,
            List<Verb.Parameter> parameters,
            Set<Phase> phases,
            Phase phase,
            String about,
            Function<List<Object>, Proposal> make) {
        return new Verb(name, parameters, phases, phase, about, make);
    }

    private static Reason reason(List<Object> arguments) {
        return (Reason) arguments.get(0);
    }

    private static String text(List<Object> arguments, int index) {
        return (String) arguments.get(index);
    }
}
