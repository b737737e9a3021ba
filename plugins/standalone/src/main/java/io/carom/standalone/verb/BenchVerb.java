package io.carom.standalone.verb;

import io.carom.api.Event;
import io.carom.api.Input;
import io.carom.engine.Road;
import io.carom.engine.memory.MemoryJournal;
import io.carom.engine.policy.Policy;
import io.carom.engine.simulate.generate.Generator;
import io.carom.engine.simulate.generate.Profile;
import io.carom.spi.Classifier;
import io.carom.spi.Evidence;
import io.carom.spi.Journal;
import io.carom.standalone.cli.Column;
import io.carom.standalone.cli.Format;
import io.carom.standalone.cli.JsonLine;
import io.carom.standalone.cli.Listing;
import io.carom.standalone.cli.Notices;
import io.carom.standalone.cli.Options;
import io.carom.standalone.cli.Shell;
import io.carom.standalone.feed.Trouble;
import io.carom.standalone.logging.Logging;
import io.carom.store.jdbc.JdbcJournal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code bench}: how fast this machine classifies, decides and records a made-up history. Wall and processor time are measured around
 * each step, after a smaller history has warmed it; figures of a busy machine are worth as little as everywhere.
 */
public final class BenchVerb implements Verb {
    private static final int AT_ONCE = 256;
    private static final int CACHED = 1_000_000;
    private static final List<Column> COLUMNS = List.of(
            Column.of("step", "STEP", 10),
            Column.of("events", "EVENTS", 9),
            Column.of("seconds", "SECONDS", 8),
            Column.of("perSecond", "A SECOND", 9),
            Column.of("cpuMicros", "CPU MICROSECONDS EACH", 0));

    private final Loudness loudness = new Loudness();
    private @Nullable Format format;
    private @Nullable String policyFolder;
    private long sends = 20_000;
    private long seed = 1;

    private record Figure(String step, long events, double seconds, double cpuMicros) {
        @Nullable
        String cell(Column column) {
            return switch (column.name()) {
                case "step" -> step;
                case "events" -> String.valueOf(events);
                case "seconds" -> rounded(seconds, 2);
                case "perSecond" -> String.valueOf(perSecond());
                case "cpuMicros" -> rounded(cpuMicros, 1);
                default -> null;
            };
        }

        long perSecond() {
            return seconds == 0 ? 0 : Math.round(events / seconds);
        }

        String json() {
            return JsonLine.of(json -> {
                json.writeStringProperty("step", step);
                json.writeNumberProperty("events", events);
                json.writeNumberProperty("seconds", Double.parseDouble(rounded(seconds, 3)));
                json.writeNumberProperty("perSecond", perSecond());
                json.writeNumberProperty("cpuMicros", Double.parseDouble(rounded(cpuMicros, 2)));
            });
        }

        private static String rounded(double value, int digits) {
            return String.format(Locale.ROOT, "%." + digits + "f", value);
        }
    }

    /** Works on a history; answers how many events it took. */
    @FunctionalInterface
    private interface Work {
        long on(List<Input> history);
    }

    @Override
    public String description() {
        return "Measures on this machine how many replies are classified, events decided in memory, and events decided and recorded "
                + "durably in a SQLite file within the temporary folder, which is deleted afterwards. The history is made up, as "
                + "`carom generate` makes it.";
    }

    @Override
    public void declare(Options options) {
        options.value(
                        "--sends",
                        "S",
                        "how many messages the history has; 20000 unless given",
                        value -> sends = GenerateVerb.number("--sends", value, 1))
                .value(
                        "--seed",
                        "N",
                        "which history; 1 unless given",
                        value -> seed = GenerateVerb.number("--seed", value, Long.MIN_VALUE))
                .value(
                        "--policy",
                        "DIR",
                        "the policy folder that decides; the stock policy unless given",
                        value -> policyFolder = value)
                .choice("--format", Format.class, "how figures are printed", value -> format = value)
                .example("carom bench")
                .example("carom bench --sends 1000000 --policy my-policy --format json");
        loudness.declare(options);
    }

    @Override
    public int run(Shell shell, List<String> words) {
        loudness.apply(Logging.Level.ERROR);
        Notices notices = new Notices(shell, loudness.quiet());
        List<Input> warm = history(seed + 1, Math.min(sends, 5_000));
        List<Input> history = history(seed, sends);
        Classifier classifier = ClassifyVerb.classifiers().stock();
        try (Policy policy = Policies.open(policyFolder);
                Listing listing = Listing.of(shell, format, COLUMNS)) {
            print(listing, shell, "classify", warm, history, inputs -> classify(classifier, inputs));
            print(
                    listing,
                    shell,
                    "decide",
                    warm,
                    history,
                    inputs -> decide(policy, MemoryJournal.withoutLog(), inputs));
            Path folder = Files.createTempDirectory("carom-bench");
            try {
                int[] run = {0};
                print(listing, shell, "record", warm, history, inputs -> {
                    try (JdbcJournal journal = JdbcJournal.open(
                            folder.resolve("bench-" + run[0]++ + ".db").toString())) {
                        return decide(policy, journal, inputs);
                    }
                });
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            notices.bad("the temporary folder", Trouble.with(e));
        }
        return notices.status();
    }

    private static void print(
            Listing listing, Shell shell, String step, List<Input> warm, List<Input> history, Work work) {
        if (shell.stop().asked()) {
            return;
        }
        work.on(warm);
        long cpu = cpuNanos();
        long wall = System.nanoTime();
        long done = work.on(history);
        double seconds = (System.nanoTime() - wall) / 1e9;
        Figure figure = new Figure(step, done, seconds, done == 0 ? 0 : (cpuNanos() - cpu) / 1e3 / done);
        listing.print(figure::json, figure::cell);
        listing.flush();
    }

    /** Of all threads of this process, those of the Java machine among them. */
    private static long cpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static List<Input> history(long seed, long sends) {
        List<Input> inputs = new ArrayList<>();
        Generator.of(Profile.named("everyday"), seed, 30, sends).forEachRemaining(inputs::add);
        return inputs;
    }

    private static long classify(Classifier classifier, List<Input> inputs) {
        long done = 0;
        for (Input input : inputs) {
            if (input instanceof Event event && event.reply() != null) {
                classifier.read(Evidence.ofReply(event.reply()));
                done++;
            }
        }
        return done;
    }

    private static long decide(Policy policy, Journal journal, List<Input> inputs) {
        try (Road road = new Road(policy, journal, "", false, CACHED)) {
            for (int from = 0; from < inputs.size(); from += AT_ONCE) {
                road.take(inputs.subList(from, Math.min(inputs.size(), from + AT_ONCE)));
            }
        }
        return inputs.size();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.deleteIfExists(folder);
    }
}
