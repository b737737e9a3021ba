package io.carom.intake.classify;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Signals and codes, compiled: one automaton over all phrases, one table of hosts. Immutable; safe for any number of threads. */
final class SignalTables {
    /** What a find is for: the signal's own phrase, one that it needs beside it, one that it must not have. */
    static final int PHRASE = 0;

    static final int WITH = 1;
    static final int WITHOUT = 2;
    static final int ROLES = 3;

    /**
     * What a found part means for one phrase. Immutable.
     *
     * @param opens the slot that it opens for the part after it, or {@link #NOTHING}
     * @param target what it completes, or {@link #NOTHING}
     * @param length how much of the text the phrase covers at least
     * @param before the slot that must be open, or {@link #NOTHING}
     * @param gap how many symbols may lie between
     */
    record Step(int opens, int target, int length, int before, int gap) {}

    static final int NOTHING = -1;

    private final List<Signal> signals;
    private final CodeTable codes;
    private final HostPattern hosts = new HostPattern();
    private final Automaton automaton;
    private final int[] partLength;
    private final Step[][] steps;
    private final int slots;

    SignalTables(List<Signal> signals, Map<CodePattern, CodeMeaning> codes) {
        this.signals = List.copyOf(signals);
        this.codes = new CodeTable(codes);
        Compiler compiler = new Compiler();
        for (int number = 0; number < signals.size(); number++) {
            Signal signal = signals.get(number);
            compiler.add(signal.phrases(), number * ROLES + PHRASE);
            compiler.add(signal.with(), number * ROLES + WITH);
            compiler.add(signal.without(), number * ROLES + WITHOUT);
            for (String host : signal.hosts()) {
                hosts.add(host, number);
            }
        }
        this.automaton = compiler.automaton.build();
        int parts = compiler.steps.size();
        this.partLength = new int[parts];
        this.steps = new Step[parts][];
        this.slots = compiler.slots;
        for (int part = 0; part < parts; part++) {
            partLength[part] = compiler.lengths.get(part);
            steps[part] = compiler.steps.get(part).toArray(new Step[0]);
        }
    }

    Signal signal(int number) {
        return signals.get(number);
    }

    int signals() {
        return signals.size();
    }

    CodeTable codes() {
        return codes;
    }

    HostPattern hosts() {
        return hosts;
    }

    Automaton automaton() {
        return automaton;
    }

    /** How many slots parts may open. */
    int slots() {
        return slots;
    }

    int partLength(int part) {
        return partLength[part];
    }

    Step[] steps(int part) {
        return steps[part];
    }

    private static final class Compiler {
        private final Automaton.Builder automaton = new Automaton.Builder();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<List<Step>> steps = new ArrayList<>();
        private final Map<String, Integer> openers = new HashMap<>();
        private int slots;

        void add(List<List<PhraseForm.Part>> phrases, int target) {
            for (List<PhraseForm.Part> phrase : phrases) {
                addPhrase(phrase, target);
            }
        }

        private void addPhrase(List<PhraseForm.Part> parts, int target) {
            int before = NOTHING;
            int length = 0;
            for (int i = 0; i < parts.size(); i++) {
                PhraseForm.Part part = parts.get(i);
                boolean last = i == parts.size() - 1;
                Integer known = i == 0 && !last ? openers.get(part.text()) : null;
                int opens = last ? NOTHING : known == null ? slots++ : known;
                if (i == 0 && !last) {
                    openers.put(part.text(), opens);
                }
                int shortest = Integer.MAX_VALUE;
                for (byte[] form : part.forms()) {
                    shortest = Math.min(shortest, form.length);
                    if (known == null) {
                        Step step = new Step(opens, last ? target : NOTHING, length + form.length, before, part.gap());
                        steps.get(number(form)).add(step);
                    }
                }
                length += shortest;
                before = opens;
            }
        }

        private int number(byte[] form) {
            int number = automaton.add(form);
            if (number == lengths.size()) {
                lengths.add(form.length);
                steps.add(new ArrayList<>(2));
            }
            return number;
        }
    }
}
