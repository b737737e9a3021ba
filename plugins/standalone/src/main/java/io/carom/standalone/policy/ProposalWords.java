package io.carom.standalone.policy;

import io.carom.api.Proposal;
import java.time.Duration;

/** What a rule asks for, as its author writes it: {@code decide.hold("24h")}. Pure. */
final class ProposalWords {
    private ProposalWords() {}

    /** The verb with its arguments; advice that goes with {@code keep} stands in the rule's sentence. */
    static String of(Proposal what) {
        if (what instanceof Proposal.Classify said) {
            String verb =
                    said.bounceType() == null ? "reason" : said.bounceType().word();
            String reason = said.reason().word();
            return said.fault() == null
                    ? call(verb, reason)
                    : call(verb, reason, said.fault().word());
        }
        if (what instanceof Proposal.Trap trap) {
            return call(trap.suspected() ? "suspectedTrap" : "trap", trap.name());
        }
        if (what instanceof Proposal.Unsubscribe leaves) {
            return call(leaves.complained() ? "complained" : "unsubscribe");
        }
        if (what instanceof Proposal.Retry retry) {
            return "decide.retry(\"" + length(retry.after()) + "\", " + retry.attempts() + ")";
        }
        if (what instanceof Proposal.UseRetryPolicy use) {
            return call("retryPolicy", use.name());
        }
        if (what instanceof Proposal.Hold hold) {
            return call("hold", length(hold.length()));
        }
        if (what instanceof Proposal.Throttle throttle) {
            return call("throttle", throttle.rate());
        }
        if (what instanceof Proposal.Alert alert) {
            return alert.advice() == null
                    ? call("alert", alert.signal())
                    : call("alert", alert.signal(), alert.advice());
        }
        if (what instanceof Proposal.Advise advise) {
            return call("advise", advise.text());
        }
        String name = what.getClass().getSimpleName();
        return call(Character.toLowerCase(name.charAt(0)) + name.substring(1));
    }

    private static String call(String verb, String... arguments) {
        return "decide." + verb + "(" + (arguments.length == 0 ? "" : "\"" + String.join("\", \"", arguments) + "\"")
                + ")";
    }

    private static String length(Duration length) {
        if (length.toSeconds() % 3_600 == 0) {
            return length.toHours() + "h";
        }
        return length.toSeconds() % 60 == 0 ? length.toMinutes() + "m" : length.toSeconds() + "s";
    }
}
