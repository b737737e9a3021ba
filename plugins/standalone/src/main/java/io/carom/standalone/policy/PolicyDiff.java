package io.carom.standalone.policy;

import io.carom.api.InputException;
import io.carom.engine.policy.Policy;
import io.carom.spi.RuleNote;
import io.carom.standalone.cli.Text;
import io.carom.standalone.feed.Trouble;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What another policy changes, in words: its rules, what policy.yml sets, and the lines of its other files. For one thread. */
public final class PolicyDiff {
    private static final int SHOWN = 20;
    private static final List<String> FOLDERS = List.of("scripts", "signals", "traps", "tests");

    private final List<String> lines = new ArrayList<>();

    /** From {@code before} to {@code after}, which both stay open. */
    public PolicyDiff(Policy before, Policy after) {
        rules(notes(before), notes(after));
        settings(flat(before.settings()), flat(after.settings()));
    }

    private static Map<String, RuleNote> notes(Policy policy) {
        Map<String, RuleNote> notes = new LinkedHashMap<>();
        policy.rules().rules().forEach(note -> notes.put(note.name(), note));
        return notes;
    }

    private void rules(Map<String, RuleNote> before, Map<String, RuleNote> after) {
        after.forEach((name, now) -> {
            RuleNote old = before.get(name);
            if (old == null) {
                lines.add("new rule " + name + " (" + now.file() + ":" + now.line() + "), phase "
                        + now.phase().word() + ", salience " + now.salience() + ": " + now.reason());
                lines.add("    when " + now.condition());
                lines.add("    then " + now.what());
            } else {
                changed(old, now);
            }
        });
        before.forEach((name, old) -> {
            if (!after.containsKey(name)) {
                lines.add("gone: rule " + name + ": " + old.reason());
            }
        });
    }

    private void changed(RuleNote old, RuleNote now) {
        List<String> parts = new ArrayList<>();
        part(parts, "when", old.condition(), now.condition());
        part(parts, "then", old.what().toString(), now.what().toString());
        part(parts, "phase", old.phase().word(), now.phase().word());
        part(parts, "salience", String.valueOf(old.salience()), String.valueOf(now.salience()));
        part(parts, "reason", old.reason(), now.reason());
        part(parts, "pack", old.pack(), now.pack());
        if (!parts.isEmpty()) {
            lines.add("rule " + now.name() + " (" + now.file() + ":" + now.line() + ") differs");
            lines.addAll(parts);
        }
    }

    private static void part(List<String> into, String what, String old, String now) {
        if (!old.equals(now)) {
            into.add("    " + what + " was " + old);
            into.add("    " + " ".repeat(what.length()) + "  is " + now);
        }
    }

    private void settings(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String old = before.get(name);
            String now = after.get(name);
            if (!Objects.equals(old, now)) {
                lines.add("policy.yml: " + name + " "
                        + (old == null
                                ? "is new: " + now
                                : now == null ? "is gone; was " + old : "was " + old + ", is " + now));
            }
        }
    }

    /** A value of settings by the names of its parts. */
    private static Map<String, String> flat(Object settings) {
        Map<String, String> flat = new TreeMap<>();
        flatten("", settings, flat);
        return flat;
    }

    private static void flatten(String name, @Nullable Object value, Map<String, String> into) {
        if (value == null) {
            return;
        }
        if (value instanceof Duration length) {
            into.put(name, length(length));
        } else if (value instanceof Map<?, ?> parts) {
            parts.forEach((key, part) -> flatten(under(name, String.valueOf(key)), part, into));
        } else if (value instanceof Collection<?> items) {
            into.put(name, items(items));
        } else if (value instanceof Record of) {
            for (var part : of.getClass().getRecordComponents()) {
                try {
                    flatten(under(name, part.getName()), part.getAccessor().invoke(of), into);
                } catch (ReflectiveOperationException e) {
                    throw new IllegalStateException("the settings' " + part.getName() + " is public", e);
                }
            }
        } else {
            into.put(name, String.valueOf(value));
        }
    }

    private static String items(Collection<?> items) {
        List<String> shown = items.stream()
                .map(item -> item instanceof Duration length ? length(length) : String.valueOf(item))
                .toList();
        return "["
                + String.join(
                        ", ",
                        items instanceof List<?>
                                ? shown
                                : shown.stream().sorted().toList()) + "]";
    }

    private static String under(String name, String part) {
        return name.isEmpty() ? part : name + "." + part;
    }

    private static String length(Duration length) {
        long seconds = length.toSeconds();
        return seconds % 86_400 == 0 && seconds > 0
                ? seconds / 86_400 + "d"
                : seconds % 3_600 == 0 && seconds > 0
                        ? seconds / 3_600 + "h"
                        : seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
    }

    /**
     * Compares the lines of scripts, signals, traps and tests.
     *
     * @throws InputException when a file cannot be read
     */
    public void files(Path before, Path after) {
        Map<String, List<String>> old = texts(before);
        Map<String, List<String>> now = texts(after);
        TreeSet<String> names = new TreeSet<>(old.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            List<String> gone = less(old.getOrDefault(name, List.of()), now.getOrDefault(name, List.of()));
            List<String> come = less(now.getOrDefault(name, List.of()), old.getOrDefault(name, List.of()));
            if (!old.containsKey(name) || !now.containsKey(name)) {
                lines.add((old.containsKey(name) ? "gone: " : "new file ") + name + " (" + (gone.size() + come.size())
                        + " lines)");
            } else if (!gone.isEmpty() || !come.isEmpty()) {
                lines.add(name + ": " + come.size() + " lines are new, " + gone.size() + " are gone");
                some("  - ", gone);
                some("  + ", come);
            }
        }
    }

    private void some(String mark, List<String> of) {
        of.stream().limit(SHOWN).forEach(line -> lines.add(mark + line));
        if (of.size() > SHOWN) {
            lines.add(mark + "... " + (of.size() - SHOWN) + " more");
        }
    }

    /** The lines of {@code of} that {@code by} has not, or has less often. */
    private static List<String> less(List<String> of, List<String> by) {
        Map<String, Integer> there = new LinkedHashMap<>();
        by.forEach(line -> there.merge(line, 1, Integer::sum));
        return of.stream()
                .filter(line -> there.merge(line, -1, Integer::sum) < 0)
                .toList();
    }

    private static Map<String, List<String>> texts(Path policy) {
        Map<String, List<String>> texts = new TreeMap<>();
        for (String folder : FOLDERS) {
            Path path = policy.resolve(folder);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.list(path)) {
                    for (Path file : files.filter(Files::isRegularFile).toList()) {
                        String text = Files.readString(file, StandardCharsets.UTF_8);
                        texts.put(
                                folder + "/" + file.getFileName(),
                                text.lines()
                                        .map(String::stripTrailing)
                                        .filter(line -> !line.isEmpty())
                                        .toList());
                    }
                } catch (IOException | UncheckedIOException e) {
                    throw new InputException(path.toString(), Trouble.with(e), e);
                }
            }
        }
        return texts;
    }

    /** All of it, or that nothing differs. */
    public void print(PrintStream out) {
        if (lines.isEmpty()) {
            out.print("nothing differs\n");
        }
        lines.forEach(line -> out.print(Text.oneLine(line) + "\n"));
    }
}
