package io.carom.intake.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * One run of Jazzer over a target class, in a process of its own, because its agent must not stay in that of the tests. It lasts
 * {@code -Dcarom.fuzz.seconds}, 300 unless given. What Jazzer says is kept in {@code target/fuzz/TARGET.log}, an input that makes the
 * target fail or hang beside it.
 */
public final class FuzzRun {
    /** An input that takes longer is a hang: thousands of times what any takes, so that a busy machine makes none. */
    private static final int HANG_SECONDS = 30;

    private static final int SPARE_SECONDS = 300;
    private static final int SHOWN_LINES = 150;

    private final Class<?> target;
    private final Collection<byte[]> seeds;
    private final List<String> options = new ArrayList<>();

    /** A run of {@code target}, which has a {@code fuzzerTestOneInput(byte[])}, that begins with {@code seeds}. */
    public FuzzRun(Class<?> target, Collection<byte[]> seeds) {
        this.target = target;
        this.seeds = seeds;
        options.add("-max_len=8192");
    }

    /** The longest input in bytes, in place of 8,192. */
    public FuzzRun longest(int bytes) {
        options.set(0, "-max_len=" + bytes);
        return this;
    }

    /** Words that the fuzzer may put in: a file of libFuzzer's form beside this class. */
    public FuzzRun words(String name) throws URISyntaxException {
        URL file = Objects.requireNonNull(FuzzRun.class.getResource(name), name);
        options.add("-dict=" + Path.of(file.toURI()));
        return this;
    }

    /** Runs it, with files of its own in {@code folder}; fails the test when an input makes the target fail or hang. */
    public void passes(Path folder) throws IOException, InterruptedException {
        assertThat(seeds).as("seeds").isNotEmpty();
        Path corpus = Files.createDirectories(folder.resolve("corpus"));
        int number = 0;
        for (byte[] seed : seeds) {
            Files.write(corpus.resolve("seed-" + number++), seed);
        }
        Path kept = Files.createDirectories(Path.of("target", "fuzz").toAbsolutePath());
        Path log = kept.resolve(target.getSimpleName() + ".log");
        int seconds = Integer.getInteger("carom.fuzz.seconds", 300);
        Process fuzzer = new ProcessBuilder(command(kept, corpus, seconds))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();

        boolean ended;
        try {
            ended = fuzzer.waitFor(seconds + SPARE_SECONDS, TimeUnit.SECONDS);
        } finally {
            fuzzer.destroyForcibly();
        }
        String said = end(Files.readAllLines(log, java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThat(ended).as(said).isTrue();
        assertThat(fuzzer.exitValue()).as(said).isZero();
        assertThat(said).contains("Done ");
    }

    private List<String> command(Path kept, Path corpus, int seconds) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-cp",
                System.getProperty("java.class.path"),
                "com.code_intelligence.jazzer.Jazzer",
                "--target_class=" + target.getName(),
                "--instrumentation_includes=io.carom.intake.**:io.carom.api.**",
                // Coverage only: the hooks on comparisons copy the rest of the text at each, which hides what a target
                // allocates.
                "--trace=cov",
                "--reproducer_path=" + kept,
                "-artifact_prefix=" + kept.resolve(target.getSimpleName() + "-"),
                "-seed=20260105",
                "-timeout=" + HANG_SECONDS,
                "-print_final_stats=1",
                "-max_total_time=" + seconds));
        command.addAll(options);
        command.add(corpus.toString());
        return command;
    }

    private static String end(List<String> lines) {
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }

    /** A folder of the public mails that lie beside a checkout, at any level above; empty where there are none. */
    public static Optional<Path> shared(String name) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path found = at.resolve("shared").resolve(name);
            if (Files.exists(found)) {
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }
}
