package io.carom.dsl;

import io.carom.api.Bounce;
import io.carom.api.Problem;
import io.carom.dsl.run.HostGlob;
import io.carom.dsl.run.Program;
import io.carom.dsl.tree.Script;
import io.carom.spi.Proposals;
import io.carom.spi.ScriptBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Scripts that run, found by hashing: the domain itself, then each of its suffixes, then each suffix of the receiving host. A look-up
 * costs as much as there are labels, however many scripts there are. Immutable and safe for any number of threads.
 */
final class CompiledBook implements ScriptBook {
    private final List<ScriptNote> notes;
    private final List<Problem> warnings;
    private final Map<String, Chain> exact;
    private final Map<String, Chain> below;
    private final Map<String, Host[]> hosts = new HashMap<>();

    CompiledBook(List<Entry> entries, List<Problem> warnings) {
        List<Entry> ordered = entries.stream()
                .sorted(Comparator.comparingInt((Entry entry) -> -specificity(entry.script()))
                        .thenComparing(entry -> entry.script().file()))
                .toList();
        this.notes = ordered.stream().map(entry -> note(entry.script())).toList();
        this.warnings = List.copyOf(warnings);
        Map<String, List<Program>> names = new HashMap<>();
        Map<String, List<Program>> suffixes = new HashMap<>();
        for (Entry entry : ordered) {
            for (String domain : entry.script().domains()) {
                boolean suffix = domain.startsWith("*.");
                (suffix ? suffixes : names)
                        .computeIfAbsent(suffix ? domain.substring(2) : domain, key -> new ArrayList<>())
                        .add(entry.program());
            }
            for (String glob : entry.script().hosts()) {
                HostGlob host = new HostGlob(glob);
                hosts.merge(host.suffix(), new Host[] {new Host(host, entry.program())}, CompiledBook::longerFirst);
            }
        }
        this.exact = chains(names);
        this.below = chains(suffixes);
    }

    /** A script and what runs it. */
    record Entry(Script script, Program program) {}

    private record Host(HostGlob glob, Program program) {}

    /** Scripts for one name, in order. */
    private record Chain(Program program, @Nullable Chain next) {}

    private static Map<String, Chain> chains(Map<String, List<Program>> programs) {
        Map<String, Chain> chains = new HashMap<>();
        programs.forEach((name, all) -> {
            Chain chain = null;
            for (int i = all.size() - 1; i >= 0; i--) {
                chain = new Chain(all.get(i), chain);
            }
            chains.put(name, Objects.requireNonNull(chain));
        });
        return chains;
    }

    private static Host[] longerFirst(Host[] first, Host[] second) {
        List<Host> all = new ArrayList<>(List.of(first));
        all.addAll(List.of(second));
        all.sort(Comparator.comparingInt(host ->
                host.glob().text().contains("*") ? 1000 - host.glob().text().length() : 0));
        return all.toArray(Host[]::new);
    }

    /** Exact names come first, then suffixes, the longest first, then receiving hosts. */
    private static int specificity(Script script) {
        int most = 0;
        for (String domain : script.domains()) {
            most = Math.max(most, domain.startsWith("*.") ? 1_000 + labels(domain) : 10_000);
        }
        for (String host : script.hosts()) {
            most = Math.max(most, host.contains("*") ? host.length() : 500 + host.length());
        }
        return most;
    }

    private static int labels(String name) {
        return (int) name.chars().filter(c -> c == '.').count() + 1;
    }

    private static ScriptNote note(Script script) {
        return new ScriptNote(script.name(), script.file(), script.description(), script.domains(), script.hosts());
    }

    @Override
    public List<ScriptNote> scripts() {
        return notes;
    }

    @Override
    public List<Problem> warnings() {
        return warnings;
    }

    @Override
    public void run(Bounce fact, Proposals out) {
        String domain = fact.getDomain();
        if (run(exact.get(domain), fact, out)) {
            return;
        }
        if (!below.isEmpty()) {
            for (int dot = domain.indexOf('.'); dot >= 0; dot = domain.indexOf('.', dot + 1)) {
                if (run(below.get(domain.substring(dot + 1)), fact, out)) {
                    return;
                }
            }
        }
        if (!hosts.isEmpty() && !fact.getMx().isEmpty()) {
            runByHost(fact, out);
        }
    }

    private void runByHost(Bounce fact, Proposals out) {
        String host = fact.getMx();
        int from = 0;
        while (from >= 0) {
            Host[] found = hosts.get(from == 0 ? host : host.substring(from));
            if (found != null) {
                for (Host one : found) {
                    if (one.glob().matches(host) && one.program().run(fact, out)) {
                        return;
                    }
                }
            }
            int dot = host.indexOf('.', from);
            from = dot < 0 ? -1 : dot + 1;
        }
    }

    private static boolean run(@Nullable Chain chain, Bounce fact, Proposals out) {
        for (Chain at = chain; at != null; at = at.next()) {
            if (at.program().run(fact, out)) {
                return true;
            }
        }
        return false;
    }
}
