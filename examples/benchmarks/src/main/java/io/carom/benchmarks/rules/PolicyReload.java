package io.carom.benchmarks.rules;

import io.carom.api.Decision;
import io.carom.api.Event;
import io.carom.api.EventKind;
import io.carom.engine.Carom;
import io.carom.engine.policy.PolicyFolder;
import io.carom.spi.SourceFile;
import io.carom.store.jdbc.JdbcJournal;
import io.carom.store.jdbc.JournalOptions;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How long a change of a watched policy folder takes until it decides, while events flow, and what many of them leave behind. The folder
 * extends the stock policy by 100 rules and a domain script. Each event must be decided once, by one policy whole.
 */
public final class PolicyReload {
    private static final int RULES = 100;
    private static final int WARM = 20;

    private PolicyReload() {}

    /** {@code [RELOADS]}, 500 unless given. */
    public static void main(String[] args) throws IOException, InterruptedException {
        int reloads = args.length > 0 ? Integer.parseInt(args[0]) : 500;
        Path folder = Files.createTempDirectory("carom-reload");
        try {
            Path policy = Files.createDirectory(folder.resolve("policy"));
            write(policy);
            measure(folder, policy, reloads);
        } finally {
            try (Stream<Path> tree = Files.walk(folder)) {
                for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void measure(Path folder, Path policy, int reloads) throws IOException, InterruptedException {
        double[] millis = new double[reloads];
        long events = 0;
        long[] before = {0, 0};
        try (JdbcJournal journal = JdbcJournal.open(folder.resolve("events.db").toString(), JournalOptions.DEFAULT);
                Carom carom = Carom.builder()
                        .journal(journal)
                        .watchedPolicy(policy)
                        .liveTimers(false)
                        .build()) {
            for (int i = 0; i < reloads; i++) {
                if (i == Math.min(WARM, reloads / 2)) {
                    before = inUse();
                }
                change(policy, i);
                long written = System.nanoTime();
                String expected = "change " + i;
                while (true) {
                    Decision decision = carom.accept(event(events++)).decision().orElseThrow();
                    String told = told(decision);
                    if (told.equals(expected)) {
                        break;
                    }
                    if (!told.equals(i == 0 ? "change none" : "change " + (i - 1))) {
                        throw new IllegalStateException("decided by half a policy: " + decision);
                    }
                    if (System.nanoTime() - written > 60_000_000_000L) {
                        throw new IllegalStateException("not loaded: " + carom.policyProblems());
                    }
                }
                millis[i] = (System.nanoTime() - written) / 1e6;
            }
            long[] after = inUse();
            Arrays.sort(millis);
            System.out.printf(
                    Locale.ROOT,
                    "%d reloads of %d rules while %,d events were decided, each once: median %.0f ms, 95 of 100 %.0f ms, longest %.0f ms%n",
                    reloads,
                    RULES,
                    events,
                    millis[reloads / 2],
                    millis[reloads * 95 / 100],
                    millis[reloads - 1]);
            System.out.printf(
                    Locale.ROOT,
                    "heap in use %.1f -> %.1f MB, metaspace %.1f -> %.1f MB (after %d and all reloads)%n",
                    before[0] / 1e6,
                    after[0] / 1e6,
                    before[1] / 1e6,
                    after[1] / 1e6,
                    Math.min(WARM, reloads / 2));
        }
    }

    private static void write(Path folder) throws IOException {
        for (SourceFile file : PolicyFolder.withInstalledEngines().starter()) {
            Path path = folder.resolve(file.path());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.text());
        }
        StringBuilder rules = new StringBuilder("package acme.action;\n");
        for (int i = 1; i < RULES; i++) {
            rules.append("rule \"acme/domain-")
                    .append(i)
                    .append("\"\n    @reason(\"Ours\")\n    salience 50\nwhen\n")
                    .append("    Bounce(event == \"bounce\", domain == \"d")
                    .append(i)
                    .append(".example\")\nthen\n")
                    .append("    decide.keep(\"Ours\");\nend\n");
        }
        Files.writeString(folder.resolve("rules/hundred.drl"), rules);
        rule(folder, "none");
    }

    private static void change(Path folder, int number) throws IOException {
        rule(folder, String.valueOf(number));
    }

    private static void rule(Path folder, String change) throws IOException {
        Files.writeString(
                folder.resolve("rules/changed.drl"),
                "package acme.action;\nrule \"acme/changed\"\n    @reason(\"change " + change
                        + "\")\n    salience 60\nwhen\n"
                        + "    Bounce(event == \"bounce\", domain == \"changed.example\")\nthen\n"
                        + "    decide.keep(\"change " + change + "\");\nend\n");
    }

    private static Event event(long number) {
        return Event.of(
                        EventKind.BOUNCE,
                        Instant.parse("2026-01-05T10:00:00Z").plusMillis(number),
                        "u" + number % 5_000 + "@changed.example")
                .id("e" + number)
                .reply("550 5.1.1 User unknown")
                .build();
    }

    private static String told(Decision decision) {
        return decision.because().stream()
                .filter(because -> "acme/changed".equals(because.rule()))
                .map(because -> because.text().replaceFirst(":.*", ""))
                .findFirst()
                .orElse("");
    }

    private static long[] inUse() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(100);
        }
        long metaspace = ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getName().equals("Metaspace"))
                .mapToLong(pool -> pool.getUsage().getUsed())
                .sum();
        return new long[] {
            ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed(), metaspace
        };
    }
}
