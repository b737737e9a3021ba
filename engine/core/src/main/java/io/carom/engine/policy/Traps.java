package io.carom.engine.policy;

import io.carom.api.Problem;
import io.carom.spi.AddressKey;
import io.carom.spi.SourceFile;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Known spam traps, from {@code traps/*.txt}: one a line, an address, a mailbox at any domain ({@code abuse@}), a domain
 * ({@code @example.com}), a host or everything below it
 * ({@code host mx.example.com}, {@code host *.example.com}) or a signal that the reader found ({@code signal spam_trap}); {@code suspected}
 * in front makes it the weaker kind. Immutable.
 */
public final class Traps {
    private static final int MOST = 1_000_000;

    /** A trap that matches. */
    public record Hit(String name, boolean suspected) {}

    private final Map<String, Hit> addresses = new HashMap<>();
    private final Map<String, Hit> domains = new HashMap<>();
    private final Map<String, Hit> mailboxes = new HashMap<>();
    private final Map<String, Hit> hosts = new HashMap<>();
    private final Map<String, Hit> signals = new HashMap<>();

    private Traps() {}

    /** Reads the files, later ones winning; what cannot be read is added to {@code problems}. */
    public static Traps read(List<SourceFile> files, List<Problem> problems) {
        Traps traps = new Traps();
        int entries = 0;
        for (SourceFile file : files) {
            int number = 0;
            for (String line : file.text().split("\n", -1)) {
                number++;
                int comment = line.indexOf('#');
                String entry = (comment < 0 ? line : line.substring(0, comment))
                        .strip()
                        .toLowerCase(Locale.ROOT);
                if (entry.isEmpty()) {
                    continue;
                }
                if (++entries > MOST) {
                    problems.add(
                            Problem.error(file.path(), number, 1, "too-many-traps", "more than " + MOST + " traps"));
                    return traps;
                }
                if (!traps.add(entry)) {
                    problems.add(Problem.error(file.path(), number, 1, "bad-trap", "`" + line.strip() + "` is no trap")
                            .hint(
                                    "write bob@example.com, @example.com, abuse@, host mx.example.com, host *.example.com or signal spam_trap")
                            .source(line));
                }
            }
        }
        return traps;
    }

    private boolean add(String entry) {
        boolean suspected = entry.startsWith("suspected ");
        String what = suspected ? entry.substring("suspected ".length()).strip() : entry;
        if (what.startsWith("host ")) {
            String host = what.substring(5).strip();
            hosts.put(host.startsWith("*.") ? host.substring(1) : host, new Hit(host, suspected));
            return isName(host.startsWith("*.") ? host.substring(2) : host);
        }
        if (what.startsWith("signal ")) {
            signals.put(what.substring(7).strip(), new Hit(what.substring(7).strip(), suspected));
            return true;
        }
        int at = what.lastIndexOf('@');
        if (at > 0 && at == what.length() - 1) {
            mailboxes.put(what.substring(0, at), new Hit(what, suspected));
            return isName(what.substring(0, at));
        }
        if (at < 0 || !isName(what.substring(at + 1))) {
            return false;
        }
        String domain = AddressKey.domain(what.substring(at + 1));
        if (at == 0) {
            domains.put(domain, new Hit(what, suspected));
        } else {
            addresses.put(what.substring(0, at + 1) + domain, new Hit(what, suspected));
        }
        return true;
    }

    private static boolean isName(String name) {
        return !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == '@');
    }

    /**
     * The trap that an address, its receiving host or the signals in the reply match; empty when none does.
     *
     * @param localAndDomain the address, lower case
     * @param domain its domain, lower case
     * @param host the receiving host, lower case, or empty
     */
    public List<Hit> match(String localAndDomain, String domain, String host, Set<String> found) {
        List<Hit> hits = new ArrayList<>(0);
        add(hits, addresses.get(localAndDomain));
        add(hits, domains.get(domain));
        if (!mailboxes.isEmpty()) {
            add(hits, mailboxes.get(localAndDomain.substring(0, Math.max(0, localAndDomain.lastIndexOf('@')))));
        }
        if (!hosts.isEmpty() && !host.isEmpty()) {
            add(hits, hosts.get(host));
            for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
                add(hits, hosts.get(host.substring(dot)));
            }
        }
        if (!found.isEmpty()) {
            for (String signal : found) {
                add(hits, signals.get(signal));
            }
        }
        return hits;
    }

    /** How many entries suppress. */
    public long known() {
        return count(false);
    }

    /** How many entries only alert. */
    public long suspected() {
        return count(true);
    }

    private long count(boolean suspected) {
        return Stream.of(addresses, mailboxes, domains, hosts, signals)
                .flatMap(entries -> entries.values().stream())
                .filter(hit -> hit.suspected() == suspected)
                .count();
    }

    private static void add(List<Hit> hits, @Nullable Hit hit) {
        if (hit != null) {
            hits.add(hit);
        }
    }
}
