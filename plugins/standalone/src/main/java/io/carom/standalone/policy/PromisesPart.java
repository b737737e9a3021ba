package io.carom.standalone.policy;

import io.carom.api.Fault;
import io.carom.api.Proof;
import io.carom.api.Reason;
import io.carom.engine.policy.Policy;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What holds whatever rules and scripts say, as a part of the handbook: faults, proofs, traps. For one thread. */
final class PromisesPart {
    private final Policy policy;

    PromisesPart(Policy policy) {
        this.policy = policy;
    }

    void print(PrintStream out) {
        out.println();
        out.println("## What holds whatever rules and scripts say");
        out.println();
        out.println(
                "- Only a hard failure whose fault is the recipient's changes a subscriber: a wish for more is refused, and the decision"
                        + " says so. Spam traps, complaints, wishes to leave and what an operator does by hand are no such failures.");
        out.println(
                "- What has no proof of origin that is trusted changes no subscriber, schedules no retry and holds nothing; it is recorded"
                        + " and counted.");
        out.println("- One failure counts once, by whatever ways it is told, and a message counts once in a run.");
        out.println(
                "- Of subscribed, unsubscribed, bounced, complained and suppressed only `subscribed` is sent mail.");
        out.println("- Complaints, and spam traps, are never tried again.");
        out.println();
        out.println("| fault | reasons |");
        out.println("| --- | --- |");
        for (Fault fault : Fault.values()) {
            out.println("| " + fault.word() + " | " + reasonsOf(fault) + " |");
        }
        out.println();
        Map<String, Set<Proof>> sorted = new TreeMap<>(policy.settings().trust());
        sorted.forEach((source, proofs) -> out.println("- proofs that are trusted"
                + (sorted.size() == 1
                        ? ": "
                        : source.equals("default") ? ", of all others: " : ", of `" + source + "`: ")
                + Arrays.stream(Proof.values())
                        .filter(proofs::contains)
                        .map(Proof::word)
                        .collect(Collectors.joining(", "))));
        out.println("- spam traps: " + policy.traps().known() + " known, which suppress, and "
                + policy.traps().suspected() + " suspected, which alert (`traps/*.txt`)");
    }

    private static String reasonsOf(Fault fault) {
        return Arrays.stream(Reason.values())
                .filter(reason -> reason.fault() == fault && isFailure(reason))
                .map(Reason::word)
                .collect(Collectors.joining(", "));
    }

    private static boolean isFailure(Reason reason) {
        return reason != Reason.DELIVERED
                && reason != Reason.AUTO_REPLY
                && !reason.word().startsWith("feedback_");
    }
}
