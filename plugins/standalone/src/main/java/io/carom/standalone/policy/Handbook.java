package io.carom.standalone.policy;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.api.Phase;
import io.carom.api.RetrySchedule;
import io.carom.dsl.ClosedGroovyEngine;
import io.carom.engine.Road;
import io.carom.engine.alert.Signal;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.policy.PolicySettings;
import io.carom.engine.policy.RecoverySettings;
import io.carom.spi.RuleNote;
import io.carom.spi.ScriptBook;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A policy as a handbook that an operator reads from top to bottom: what codes come to, every rule with its reason and source, times and
 * bounds. The table of codes is what the policy really decides about each. For one thread.
 */
public final class Handbook {
    private static final Instant SOME_DAY = Instant.parse("2026-01-05T10:00:00Z");
    /** The enhanced codes of the registry that say what became of a message, with the basic code that usually stands in front. */
    private static final String CODES = """
            250 2.0.0, 450 4.2.1, 452 4.2.2, 451 4.3.0, 452 4.3.1, 421 4.3.2, 451 4.4.1, 421 4.4.2,
            451 4.4.3, 451 4.4.7, 452 4.5.3, 450 4.7.0, 451 4.7.1, 450 4.7.24, 421 4.7.28, 550 5.0.0,
            550 5.1.0, 550 5.1.1, 550 5.1.2, 501 5.1.3, 551 5.1.6, 501 5.1.7, 553 5.1.8, 550 5.1.10,
            556 5.1.10, 550 5.2.0, 550 5.2.1, 552, 552 5.2.2, 552 5.2.3, 550 5.2.4, 552 5.2.5,
            550 5.3.0, 550 5.3.1, 552 5.3.4, 550 5.4.1, 550 5.4.4, 554 5.4.6, 550 5.4.7, 501 5.5.2,
            452 5.5.3, 554 5.6.0, 550 5.7.0, 550 5.7.1, 550 5.7.2, 550 5.7.3, 550 5.7.7, 535 5.7.8,
            523 5.7.10, 525 5.7.13, 550 5.7.17, 550 5.7.18, 550 5.7.20, 550 5.7.21, 550 5.7.22, 550 5.7.23,
            550 5.7.24, 550 5.7.25, 550 5.7.26, 550 5.7.27, 550 5.7.28, 550 5.7.29, 550 5.7.30""";

    private final Policy policy;
    private final PrintStream out;

    /** About {@code policy}, printed to {@code out} as Markdown. */
    public Handbook(Policy policy, PrintStream out) {
        this.policy = policy;
        this.out = out;
    }

    /** Prints all of it. */
    public void print() {
        PolicySettings settings = policy.settings();
        out.println("# The policy `" + settings.name() + "`, version " + settings.version());
        out.println();
        out.println("Digest " + policy.digest() + ". Phases run in this order: "
                + List.of(Phase.values()).stream().map(Phase::word).collect(Collectors.joining(", "))
                + ". Within one the highest salience wins; an operator's rule beats a stock rule, a script beats both, and the engine's"
                + " promises beat everything.");
        new PromisesPart(policy).print(out);
        codes();
        for (Phase phase : Phase.values()) {
            rules(phase);
        }
        scripts();
        new OwnWordsTable(new ClosedGroovyEngine().vocabulary()).print(out);
        times(settings);
        alerts(settings);
    }

    private void codes() {
        out.println();
        out.println("## What a code comes to when the text says nothing closer");
        out.println();
        out.println("| code | type | reason | fault | what follows |");
        out.println("| --- | --- | --- | --- | --- |");
        for (String code : CODES.split(",\\s*")) {
            try (Road road = new Road(policy, MemoryJournal.withoutLog(), "", false, 10)) {
                Event event = Event.of(EventKind.BOUNCE, SOME_DAY, "somebody@example.com")
                        .reply(code)
                        .build();
                road.take(List.of(event)).get(0).decision().ifPresent(decision -> row(code, decision));
            }
        }
    }

    private void row(String code, Decision decision) {
        String follows = decision.actions().stream()
                .map(action -> action.type())
                .filter(type -> !type.equals("notify"))
                .collect(Collectors.joining(", "));
        out.println("| " + code + " | "
                + (decision.classification().bounceType() == null
                        ? ""
                        : decision.classification().bounceType().word())
                + " | " + decision.classification().reason().word() + " | "
                + (decision.classification().fault() == null
                        ? ""
                        : decision.classification().fault().word()) + " | " + follows + " |");
    }

    private void rules(Phase phase) {
        List<RuleNote> notes = policy.rules().rules().stream()
                .filter(note -> note.phase() == phase)
                .toList();
        if (notes.isEmpty()) {
            return;
        }
        out.println();
        out.println("## Phase " + phase.word());
        for (RuleNote note : notes) {
            out.println();
            out.println("### " + note.name());
            out.println();
            out.println(note.reason() + ".");
            out.println();
            out.println("- when: `" + note.condition().replace('`', '\'') + "`");
            out.println("- then: `" + ProposalWords.of(note.what()) + "`"
                    + (note.salience() == 0 ? "" : ", salience " + note.salience()));
            if (!note.comment().isBlank()) {
                out.println("- source: " + note.comment().replace('\n', ' ').strip());
            }
            out.println("- file: " + note.file() + ":" + note.line());
        }
    }

    private void scripts() {
        List<ScriptBook.ScriptNote> notes = policy.scripts().scripts();
        if (notes.isEmpty()) {
            return;
        }
        out.println();
        out.println("## Domain scripts");
        out.println();
        for (ScriptBook.ScriptNote note : notes) {
            out.println("- `" + note.file() + "` for " + String.join(", ", note.domains())
                    + (note.hosts().isEmpty() ? "" : " and hosts " + String.join(", ", note.hosts())) + ": "
                    + note.description());
        }
    }

    private void times(PolicySettings settings) {
        out.println();
        out.println("## Times and bounds");
        out.println();
        Map<String, RetrySchedule> sorted = new TreeMap<>(settings.retryPolicies());
        sorted.forEach((name, schedule) -> out.println("- retry policy `" + name + "`: after "
                + schedule.delays().stream().map(Handbook::length).collect(Collectors.joining(", ")) + "; then hard"));
        out.println("- greylisting: one early retry after "
                + length(settings.greylisting().usual()) + ", or when the receiver says, from "
                + length(settings.greylisting().least()) + " to "
                + length(settings.greylisting().most()));
        out.println("- " + settings.promotions().consecutiveSoft()
                + " messages in a row that bounce softly make an address bounce");
        out.println("- " + settings.promotions().unreachableMessages() + " messages in a row over "
                + length(settings.promotions().unreachableOver())
                + " that a receiver or the network failed: the receiver is gone");
        out.println("- engaged: opened or clicked within " + length(settings.engagedFor()));
        caps(settings.caps());
        recovery(settings.recovery());
    }

    private void recovery(RecoverySettings recovery) {
        if (recovery.perDay() > 0) {
            out.println("- addresses that bounced by a promotion and are seen elsewhere within "
                    + length(recovery.within()) + " come back on trial, at most " + recovery.perDay() + " a day");
        }
        out.println("- whoever comes back is proven after " + recovery.deliveries()
                + " deliveries, and bounced by the next bounce of its own");
        out.println(
                recovery.terms().first().isZero()
                        ? "- a suppression lasts for good"
                        : "- a suppression lasts " + length(recovery.terms().first()) + ", each further time "
                                + recovery.terms().factor() + " times as long, at most "
                                + length(recovery.terms().most()));
        new TreeSet<>(recovery.exemptStreams())
                .forEach(stream ->
                        out.println("- the stream `" + stream + "` is stopped by a suppression of its own only"));
    }

    private void caps(PolicySettings.Caps caps) {
        out.println("- one rule, script, receiving domain, sending IP or server changes at most " + cap(caps.usual())
                + ", within " + length(caps.window()) + "; the rest is held");
        new TreeMap<>(caps.kinds()).forEach((kind, cap) -> out.println("- one " + kind + ": at most " + cap(cap)));
        new TreeMap<>(caps.named()).forEach((cause, cap) -> out.println("- `" + cause + "`: at most " + cap(cap)));
        out.println(
                "- what is held and nobody decides about is " + fate(caps.held().usual()));
        new TreeMap<>(caps.held().rules())
                .forEach((rule, fate) -> out.println("- held by `" + rule + "`: " + fate(fate)));
    }

    private static String cap(PolicySettings.Cap cap) {
        return cap.off()
                ? "any number of addresses"
                : cap.addresses() + " addresses, or " + percent(cap.share()) + " of the known ones where that is more";
    }

    private static String fate(PolicySettings.HeldChanges.Fate fate) {
        return (fate.release() ? "released after " : "discarded after ") + length(fate.after());
    }

    private void alerts(PolicySettings settings) {
        if (settings.alerts().signals().isEmpty()) {
            return;
        }
        out.println();
        out.println("## Shares that are watched");
        out.println();
        out.println("A share alarms when it is surely above its bound (Wilson's lower bound) with at least "
                + settings.alerts().leastEvents() + " events, and still goes on: at least "
                + settings.alerts().confirmEvents() + " of them in the last "
                + length(settings.alerts().confirm()) + ". It alarms once, until it was quiet for "
                + length(settings.alerts().quiet()) + ".");
        out.println();
        out.println("| signal | counted for | over | alarm above | compared |");
        out.println("| --- | --- | --- | --- | --- |");
        for (Signal signal : settings.alerts().signals()) {
            String compared = signal.times() == 0
                    ? ""
                    : (signal.either() ? "or " : "and ") + (int) signal.times() + " times "
                            + (signal.baseline() == null ? "" : baseline(signal.baseline()));
            out.println("| " + signal.name() + " | " + signal.scope().word() + " | "
                    + (signal.window() == null ? "the whole send" : length(signal.window())) + " | "
                    + (signal.above() == 0 ? "" : percent(signal.above())) + " | " + compared + " |");
        }
    }

    private static String baseline(Signal.Baseline baseline) {
        return switch (baseline.kind()) {
            case OWN -> "its own last " + baseline.days() + " days";
            case OTHER_DOMAINS -> "the share of all other domains";
            case FIRST_TENTH -> "the share of the send's first tenth";
        };
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.3g", share * 100).replaceAll("\\.?0+$", "") + " %";
    }

    private static String length(Duration length) {
        if (length.toDays() > 7 && length.toHours() % 24 == 0) {
            return length.toDays() + " days";
        }
        if (length.toHours() > 0 && length.toMinutes() % 60 == 0) {
            return length.toHours() + " h";
        }
        return length.toMinutes() + " min";
    }
}
