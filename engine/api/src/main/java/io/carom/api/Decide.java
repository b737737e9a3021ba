package io.carom.api;

/**
 * The verbs of a rule's {@code then}: one call with literal arguments, {@code decide.soft("mailbox_full")}. What they ask for is a
 * {@link Proposal}; none of them does anything by itself. A wrong argument is found when the rule is compiled.
 */
public interface Decide {
    /** A permanent failure; {@code reason} is a word of {@link Reason}. Phases: classify, override. */
    void hard(String reason);

    /** A permanent failure whose fault is not the reason's own; {@code fault} is a word of {@link Fault}. Phases: classify, override. */
    void hard(String reason, String fault);

    /** A transient failure; {@code reason} is a word of {@link Reason}. Phases: classify, override. */
    void soft(String reason);

    /** A transient failure whose fault is not the reason's own. Phases: classify, override. */
    void soft(String reason, String fault);

    /** A failure for this reason, of the type that was read; {@code reason} is a word of {@link Reason}. Phases: classify, override. */
    void reason(String reason);

    /** A failure of the type that was read, whose fault is not the reason's own. Phases: classify, override. */
    void reason(String reason, String fault);

    /** The recipient is the spam trap {@code name}. Phase: trap. */
    void trap(String name);

    /** The recipient may be a spam trap: an alert, nothing more. Phase: trap. */
    void suspectedTrap(String name);

    /** Retry by the retry policy {@code name}. Phases: override, retry. */
    void retryPolicy(String name);

    /** Retry {@code attempts} times (1 to 100) in all, {@code after} ("30m", "4h", "2d"; at most 30 days) apart. Phases: override, retry. */
    void retry(String after, int attempts);

    /** No further try at this message. Phases: override, retry, action. */
    void giveUp();

    /** Nothing happens to the subscriber. Phases: override, action. */
    void keep();

    /** Nothing happens to the subscriber, and this is what to do about it. Phases: override, action. */
    void keep(String advice);

    /** The address is dead; refused unless a hard bounce is the recipient's fault. Phases: override, action. */
    void markBounced();

    /** The address leaves all lists: {@code complained} after a complaint. Phases: override, action. */
    void complained();

    /** The address leaves all lists. Phases: override, action. */
    void unsubscribe();

    /** Nothing is sent to the address any more; refused as {@link #markBounced} is, except for traps. Phases: override, action. */
    void suppress();

    /** What would happen to the subscriber waits {@code length} ("24h") for a sign of life. Phases: override, action. */
    void hold(String length);

    /** Send no faster than {@code rate} ("10/min", "100/h"). Phases: override, action, alert. */
    void throttle(String rate);

    /** Watch the IP that sent this message. Phases: action, alert. */
    void flagSendingIp();

    /** Stop the campaign or list. Phases: action, alert. */
    void pauseCampaign();

    /** An operator is to know. Any phase but classify. */
    void alert(String signal);

    /** An operator is to know, and this is what to do about it. Any phase but classify. */
    void alert(String signal, String advice);

    /** A sentence for whoever reads the decision. Any phase. */
    void advise(String text);
}
