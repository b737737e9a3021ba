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

    /** A step is {@link #STEP} numbers: what it completes or (complemented) the slot that it opens, length, slot that must be open, gap. */
    static final int STEP = 4;

    static final int NOTHING = -1;

    private final List<Signal> signals;
    private final CodeTable codes;
    private final HostPattern hosts = new HostPattern();
    private final Automaton automaton;
    private final int[] partLength;
    private final int[] stepFrom;
    private final int[] steps;
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
        this.stepFrom = new int[parts + 1];
        this.steps = new int[compiler.numbers];
        this.slots = compiler.slots;
        int at = 0;
        for (int part = 0; part < parts; part++) {
            partLength[part] = compiler.lengths.get(part);
            stepFrom[part] = at;
            for (int[] step : compiler.steps.get(part)) {
                System.arraycopy(step, 0, steps, at, STEP);
                at += STEP;
            }
        }
        stepFrom[parts] = at;
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

    /** Where the steps of {@code part} begin in {@link #steps()}; they end where the next part's begin. */
    int stepFrom(int part) {
        return stepFrom[part];
    }

    int[] steps() {
        return steps;
    }

    private static final class Compiler {
        private final Automaton.Builder automaton = new Automaton.Builder();
        private final List<Integer> lengths = new ArrayList<>();
        private final List<List<int[]>> steps = new ArrayList<>();
        private final Map<String, Integer> openers = new HashMap<>();
        private int slots;
        private int numbers;

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
                        int[] step = {last ? target : ~opens, length + form.length, before, part.gap()};
                        steps.get(number(form)).add(step);
                        numbers += STEP;
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
