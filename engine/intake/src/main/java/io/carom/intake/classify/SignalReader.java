package io.carom.intake.classify;

import io.carom.api.BounceType;
import io.carom.api.Fault;
import io.carom.api.Problem;
import io.carom.api.Reason;
import io.carom.intake.classify.YamlNode.Entry;
import io.carom.intake.classify.YamlNode.Mapping;
import io.carom.intake.classify.YamlNode.Scalar;
import io.carom.intake.classify.YamlNode.Sequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Turns the nodes of a signals file into signals and codes, and collects what is wrong with them. For one thread. */
final class SignalReader {
    static final int DEFAULT_STRENGTH = 50;
    static final int MAX_SIGNALS = 5_000;
    static final int MAX_PHRASES = 20_000;
    /** How many letters all forms of all phrases may have: each is up to one state of the automaton, about 300 bytes. */
    static final int MAX_LETTERS = 460_000;

    private static final List<String> TOP = List.of("signals", "families", "codes");
    private static final List<String> SIGNAL_KEYS = List.of(
            "name", "reason", "type", "fault", "strength", "at", "codes", "phrases", "with", "without", "hosts");
    private static final List<String> FAMILY_KEYS = List.of("name", "hosts", "phrases");
    private static final List<String> CODE_KEYS = List.of("code", "reason", "type", "fault", "strength");

    private final List<Signal> signals = new ArrayList<>();
    private final Map<CodePattern, CodeMeaning> codes = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Place> places = new ArrayList<>();
    private String file = "";
    private int phrases;
    private int letters;

    List<Signal> signals() {
        return signals;
    }

    Map<CodePattern, CodeMeaning> codes() {
        return codes;
    }

    List<Problem> problems() {
        return problems;
    }

    /** Adds what {@code document} says. */
    void read(String fileName, YamlNode document) {
        file = fileName;
        for (Entry entry : entries(document, TOP)) {
            for (YamlNode item : items(entry.value())) {
                switch (entry.key().text()) {
                    case "signals" -> signal(item);
                    case "families" -> family(item);
                    case "codes" -> code(item);
                    default -> {}
                }
            }
        }
    }

    private void signal(YamlNode node) {
        int before = problems.size();
        Fields fields = new Fields(entries(node, SIGNAL_KEYS));
        Signal signal = new Signal(
                fields.name(),
                fields.reason(),
                fields.type(),
                fields.fault(),
                fields.strength(),
                null,
                fields.places(),
                fields.codes(),
                fields.phrases("phrases"),
                fields.phrases("with"),
                fields.phrases("without"),
                fields.hosts());
        boolean sound = problems.size() == before;
        if (sound && signal.name() == null && signal.reason() == null) {
            error(node, "signal-says-nothing", "a signal needs `name` or `reason`", null);
        }
        if (sound && signal.phrases().isEmpty() && signal.hosts().isEmpty()) {
            error(node, "signal-finds-nothing", "a signal needs `phrases` or `hosts`", null);
        }
        add(node, signal);
    }

    private void family(YamlNode node) {
        Fields fields = new Fields(entries(node, FAMILY_KEYS));
        String name = fields.name();
        if (name == null) {
            error(node, "family-without-name", "a family needs `name`", null);
            return;
        }
        add(
                node,
                new Signal(
                        null,
                        null,
                        null,
                        null,
                        0,
                        name,
                        List.of(),
                        List.of(),
                        fields.phrases("phrases"),
                        List.of(),
                        List.of(),
                        fields.hosts()));
    }

    private void add(YamlNode node, Signal signal) {
        if (signals.size() == MAX_SIGNALS) {
            error(node, "too-many-signals", "a policy has at most " + MAX_SIGNALS + " signals", null);
        }
        signals.add(signal);
    }

    private void code(YamlNode node) {
        Fields fields = new Fields(entries(node, CODE_KEYS));
        Scalar code = fields.scalar("code");
        Reason reason = fields.reason();
        Optional<CodePattern> pattern = code == null ? Optional.empty() : CodePattern.parse(code.text());
        boolean single = pattern.isPresent()
                && (!pattern.get().reply()
                        || pattern.get().first() == pattern.get().second());
        if (!single || reason == null) {
            error(
                    node,
                    "bad-code",
                    "an entry of `codes` needs `code` (`5.7.1`, `x.7.1`, `5.7.*`, `550`) and `reason`",
                    null);
            return;
        }
        codes.put(pattern.get(), new CodeMeaning(reason, fields.type(), fields.fault(), fields.strength()));
    }

    private void error(YamlNode node, String code, String message, @Nullable String hint) {
        problems.add(Problem.error(file, node.line(), node.col(), code, message).hint(hint));
    }

    private List<Entry> entries(YamlNode node, List<String> known) {
        if (!(node instanceof Mapping mapping)) {
            error(node, "not-a-map", "a map with the keys " + String.join(", ", known) + " is expected here", null);
            return List.of();
        }
        List<Entry> entries = new ArrayList<>();
        for (Entry entry : mapping.entries()) {
            String key = entry.key().text();
            if (!known.contains(key)) {
                error(entry.key(), "unknown-key", "`" + key + "` is no key here", Closest.hint(key, known));
            } else if (entries.stream().anyMatch(e -> e.key().text().equals(key))) {
                error(entry.key(), "key-twice", "`" + key + "` is here twice", null);
            } else {
                entries.add(entry);
            }
        }
        return entries;
    }

    private void count(Scalar phrase, List<PhraseForm.Part> parts) {
        boolean fits = letters <= MAX_LETTERS;
        for (PhraseForm.Part part : parts) {
            for (byte[] form : part.forms()) {
                letters += form.length;
            }
        }
        if (fits && letters > MAX_LETTERS) {
            error(
                    phrase,
                    "too-many-letters",
                    "the forms of all phrases have more than " + MAX_LETTERS + " letters from here on",
                    "put `*` or `~` between alternatives: (a|b) ~ (c|d)");
        }
    }

    /** After the last file: places in {@code at} must be hosts or families that there are. */
    void checkPlaces() {
        List<String> families = new ArrayList<>();
        for (Signal signal : signals) {
            if (signal.family() != null) {
                families.add(signal.family());
            }
        }
        for (Place place : places) {
            String name = place.word.text().toLowerCase(Locale.ROOT);
            if (name.indexOf('.') < 0 && !families.contains(name)) {
                problems.add(Problem.error(
                                place.file,
                                place.word.line(),
                                place.word.col(),
                                "unknown-family",
                                "`" + name + "` is no family")
                        .hint(Closest.hint(name, families)));
            }
        }
    }

    private record Place(String file, Scalar word) {}

    private List<YamlNode> items(YamlNode node) {
        if (node instanceof Sequence sequence) {
            return sequence.items();
        }
        error(node, "not-a-list", "a list is expected here", null);
        return List.of();
    }

    /** The fields of one entry. */
    private final class Fields {
        private final List<Entry> entries;

        Fields(List<Entry> entries) {
            this.entries = entries;
        }

        @Nullable
        YamlNode node(String key) {
            for (Entry entry : entries) {
                if (entry.key().text().equals(key)) {
                    return entry.value();
                }
            }
            return null;
        }

        @Nullable
        Scalar scalar(String key) {
            YamlNode node = node(key);
            if (node == null || node instanceof Scalar) {
                return (Scalar) node;
            }
            error(node, "not-a-word", "`" + key + "` takes one word", null);
            return null;
        }

        /** The scalars of a list, or the one scalar in its place. */
        List<Scalar> scalars(String key) {
            YamlNode node = node(key);
            if (node == null) {
                return List.of();
            }
            List<Scalar> scalars = new ArrayList<>();
            for (YamlNode item : node instanceof Scalar ? List.of(node) : items(node)) {
                if (item instanceof Scalar scalar && !scalar.text().isEmpty()) {
                    scalars.add(scalar);
                } else {
                    error(item, "not-a-word", "`" + key + "` takes words", "put a text with `:` or `#` in quotes");
                }
            }
            return scalars;
        }

        List<String> places() {
            List<Scalar> words = scalars("at");
            words.forEach(word -> places.add(new Place(file, word)));
            return words.stream().map(s -> s.text().toLowerCase(Locale.ROOT)).toList();
        }

        @Nullable
        String name() {
            Scalar name = scalar("name");
            if (name == null) {
                return null;
            }
            if (name.text().length() > 64 || !name.text().matches("[A-Za-z0-9][A-Za-z0-9_.:/-]*")) {
                error(name, "bad-name", "a name has at most 64 letters, digits and `_ . : / -`", null);
            }
            return name.text();
        }

        @Nullable
        Reason reason() {
            Scalar word = scalar("reason");
            return word == null
                    ? null
                    : known(
                            word,
                            "reason",
                            Reason.of(word.text()),
                            Arrays.stream(Reason.values()).map(Reason::word).toList());
        }

        @Nullable
        BounceType type() {
            Scalar word = scalar("type");
            return word == null ? null : known(word, "type", BounceType.of(word.text()), List.of("hard", "soft"));
        }

        @Nullable
        Fault fault() {
            Scalar word = scalar("fault");
            return word == null
                    ? null
                    : known(
                            word,
                            "fault",
                            Fault.of(word.text()),
                            Arrays.stream(Fault.values()).map(Fault::word).toList());
        }

        private <T> @Nullable T known(Scalar word, String what, Optional<T> value, List<String> words) {
            if (value.isEmpty()) {
                error(word, "unknown-" + what, "`" + word.text() + "` is no " + what, Closest.hint(word.text(), words));
            }
            return value.orElse(null);
        }

        int strength() {
            Scalar word = scalar("strength");
            if (word == null) {
                return DEFAULT_STRENGTH;
            }
            try {
                int strength = Integer.parseInt(word.text());
                if (strength >= 0 && strength <= 100) {
                    return strength;
                }
            } catch (NumberFormatException e) {
                // Reported below, like a number out of range.
            }
            error(word, "bad-strength", "`" + word.text() + "` is no strength: a number from 0 to 100 is", null);
            return DEFAULT_STRENGTH;
        }

        List<CodePattern> codes() {
            List<CodePattern> patterns = new ArrayList<>();
            for (Scalar code : scalars("codes")) {
                Optional<CodePattern> pattern = CodePattern.parse(code.text());
                if (pattern.isEmpty()) {
                    error(
                            code,
                            "bad-code",
                            "`" + code.text() + "` is no code",
                            "write `5.7.1`, `x.7.1`, `5.7.*`, `550` or `5xx`");
                }
                pattern.ifPresent(patterns::add);
            }
            return patterns;
        }

        List<String> hosts() {
            List<String> hosts = new ArrayList<>();
            for (Scalar host : scalars("hosts")) {
                if (host.text().length() > 253 || !HostPattern.isValid(host.text())) {
                    error(
                            host,
                            "bad-host",
                            "`" + host.text() + "` is no host pattern",
                            "write `mx.example.net` or `*.example.net`");
                }
                hosts.add(host.text().toLowerCase(Locale.ROOT));
            }
            return hosts;
        }

        List<List<PhraseForm.Part>> phrases(String key) {
            List<List<PhraseForm.Part>> all = new ArrayList<>();
            for (Scalar phrase : scalars(key)) {
                if (++phrases > MAX_PHRASES) {
                    error(phrase, "too-many-phrases", "a policy has at most " + MAX_PHRASES + " phrases", null);
                    return all;
                }
                try {
                    List<PhraseForm.Part> parts = PhraseForm.parts(phrase.text());
                    count(phrase, parts);
                    all.add(parts);
                } catch (PhraseForm.BadPhrase e) {
                    error(phrase, "bad-phrase", "`" + phrase.text() + "`: " + e.getMessage(), null);
                }
            }
            return all;
        }
    }
}
